import ArgumentParser
import Yams

@main
struct Fjord: ParsableCommand {
  func run() {}
}
