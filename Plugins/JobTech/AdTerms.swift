import FjordTable

/// The columns of an ad that say what the work is: terms, employer, how to apply.
enum AdTerms {
  static let fields =
    engagement + [
      Field("access", .string, meaning: "When the work begins, as free text."),
      Field(
        "employer",
        .record(
          AdTypes.texts([
            "phone_number", "email", "url", "organization_number", "name", "workplace",
          ])),
        meaning: "The employer; `workplace` is what it calls itself at the place of work."),
      Field(
        "application_details",
        .record(AdTypes.texts(["information", "reference", "email", "via_af", "url", "other"])),
        meaning: "How to apply; e-mail and reference may be a person's.",
        semantics: ColumnSemantics(isPersonal: true)),
      Field(
        "application_contacts",
        .list(
          .record(AdTypes.texts(["name", "description", "email", "telephone", "contact_type"]))),
        meaning: "People to ask; not to be shown or kept once the ad is gone.",
        semantics: ColumnSemantics(isPersonal: true)),
    ]

  private static let engagement = [
    Field(
      "employment_type", AdTypes.concept, meaning: "Kind of employment.",
      semantics: ColumnSemantics(codeList: "taxonomy employment-type")),
    Field(
      "salary_type", AdTypes.concept, meaning: "Kind of pay.",
      semantics: ColumnSemantics(codeList: "taxonomy wage-type")),
    Field("salary_description", .string, meaning: "The pay, as free text."),
    Field(
      "duration", AdTypes.concept, meaning: "How long the employment lasts.",
      semantics: ColumnSemantics(codeList: "taxonomy employment-duration")),
    Field(
      "working_hours_type", AdTypes.concept, meaning: "Full time or part time.",
      semantics: ColumnSemantics(codeList: "taxonomy worktime-extent")),
    Field(
      "scope_of_work",
      .record([RecordField("min", .float), RecordField("max", .float)]),
      meaning: "The share of full time, in percent, from least to most."),
  ]
}
