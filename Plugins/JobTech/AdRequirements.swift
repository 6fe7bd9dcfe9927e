import FjordTable

/// The columns of an ad that say who is sought, and for which occupation.
enum AdRequirements {
  static let fields =
    [
      Field(
        "experience_required", .bool, meaning: "Whether experience in the occupation is asked for."
      ),
      Field("access_to_own_car", .bool, meaning: "Whether a car of one's own is asked for."),
      Field("driving_license_required", .bool, meaning: "Whether a driving licence is asked for."),
      Field(
        "driving_license", .list(AdTypes.concept), meaning: "Which driving licences are asked for.",
        semantics: ColumnSemantics(codeList: "taxonomy driving-licence")),
    ] + occupation + [wish("must_have", "What is asked for."), wish("nice_to_have", "What helps.")]

  private static let occupation = [
    Field(
      "occupation", AdTypes.concept, meaning: "The occupation, at the finest level.",
      semantics: ColumnSemantics(codeList: "taxonomy occupation-name")),
    Field(
      "occupation_group", AdTypes.concept, meaning: "The group of occupations.",
      semantics: ColumnSemantics(codeList: "taxonomy ssyk-level-4")),
    Field(
      "occupation_field", AdTypes.concept, meaning: "The field of occupations, one of 21.",
      semantics: ColumnSemantics(codeList: "taxonomy occupation-field")),
  ]

  private static func wish(_ name: String, _ meaning: String) -> Field {
    let parts = ["skills", "languages", "work_experiences", "education", "education_level"]
    return Field(
      name, .record(parts.map { RecordField($0, .list(AdTypes.weighed)) }), meaning: meaning,
      semantics: ColumnSemantics(codeList: "taxonomy skill, language, occupation-name, sun-..."))
  }
}
