import FjordDiagnostic
import Foundation
import Hummingbird
import Logging
import NIOCore

/// A stand-in that listens on loopback until it is stopped.
public final class RunningStandIn: Sendable {
  /// Its name, as `nav`.
  public let name: String
  /// The port it listens on.
  public let port: Int
  private let responder: StandInResponder
  private let task: Task<Void, any Error>

  private init(name: String, port: Int, responder: StandInResponder, task: Task<Void, any Error>) {
    self.name = name
    self.port = port
    self.responder = responder
    self.task = task
  }

  deinit { task.cancel() }

  /// The URL it answers at, without a slash at the end.
  public var baseURL: String { "http://127.0.0.1:\(port)" }

  /// The requests it got.
  public var requests: RequestLog { responder.log }

  /// Replaces its faults; counting begins anew.
  public func setFaults(_ faults: Faults) { responder.set(faults) }

  /// Moves the clock, lets events come, or replaces the token.
  public func apply(_ change: StandInChange) { responder.api.apply(change) }

  /// Sets the clock; events recorded up to that moment can be seen from now on.
  public func advance(to time: StandInTime) { apply(.advanceTo(time)) }

  /// Ends it: connections are closed and the port is free when this comes back.
  public func stop() async {
    task.cancel()
    _ = await task.result
  }

  /// Waits until it ends, for a process that does nothing else; a cancelled wait stops it.
  public func waitUntilStopped() async {
    await withTaskCancellationHandler {
      _ = await task.result
    } onCancel: {
      task.cancel()
    }
  }

  static func start(
    name: String, api: any LocalAPI, options: StandInOptions
  ) async throws(Diagnostics) -> RunningStandIn {
    let responder = StandInResponder(api: api, options: options)
    let (ports, signal) = AsyncThrowingStream.makeStream(of: Int.self)
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: options.port), reuseAddress: true),
      onServerRunning: { channel in signal.yield(channel.localAddress?.port ?? options.port) },
      logger: Logger(label: "standin", factory: { _ in SwiftLogNoOpLogHandler() }))
    let task = Task {
      do {
        try await application.run()
        signal.finish()
      } catch {
        signal.finish(throwing: error)
        throw error
      }
    }
    do {
      for try await port in ports {
        return RunningStandIn(name: name, port: port, responder: responder, task: task)
      }
      throw StandInFault.notListening(port: options.port, reason: "it was stopped").diagnostics
    } catch let fault as Diagnostics {
      throw fault
    } catch {
      task.cancel()
      throw StandInFault.notListening(port: options.port, reason: reason(for: error)).diagnostics
    }
  }

  private static func reason(for error: any Error) -> String {
    guard let error = error as? IOError else { return "\(error)" }
    return String(cString: strerror(error.errnoCode))
  }
}
