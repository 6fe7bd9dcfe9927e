import FjordLanguage
import FjordPlugin

extension SourceDeclaration {
  /// How it is written, for help and messages: `range FROM to VALUE [--step VALUE]`.
  package var usage: String {
    let written = options.map { option in
      if option.isSmallWord { return "\(option.name) VALUE" }
      return option.kind == nil ? "[--\(option.name)]" : "[--\(option.name) VALUE]"
    }
    return ([parameters.usage(of: name)] + written).joined(separator: " ")
  }
}

extension OptionDeclaration {
  /// Whether it is written as a small word of the language: `to 10`, not `--to 10`.
  package var isSmallWord: Bool { Clause.Keyword(rawValue: name) != nil }
}

extension [ParameterDeclaration] {
  /// How what takes the arguments is written: `help [NAME]`.
  func usage(of name: String) -> String {
    ([name] + map { $0.isOptional ? "[\($0.name)]" : $0.name }).joined(separator: " ")
  }
}
