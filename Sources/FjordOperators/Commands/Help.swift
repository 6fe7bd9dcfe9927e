import FjordDiagnostic
import FjordEngine
import FjordPlugin

extension CommandDeclaration {
  /// `help`, `help NAME`: what there is, or all about one thing.
  package static let help = CommandDeclaration(
    name: "help", summary: "Tell what there is, or all about one operator, source or function.",
    argument: "[NAME]",
    check: { call, session in
      guard let name = call.targetText, HelpPage(session.registry).page(for: name) == nil else {
        return
      }
      let near = nearestNames(to: name, among: HelpPage(session.registry).topics)
      throw Diagnostics(
        Diagnostic(
          code: "bind.unknown-topic", "no help about `\(name)`", at: call.target?.span,
          fix: near.isEmpty
            ? "`help` lists what there is"
            : near.map { "`\($0)`" }.joined(separator: " or ") + " might be meant",
          status: .check))
    },
    run: { call, session in
      let help = HelpPage(session.registry, width: min(session.output.width ?? 80, 100))
      session.output.print(call.targetText.flatMap(help.page(for:)) ?? help.overview)
    })
}
