// What people write who come from SQL, KQL, Nushell or a programming language, and what it is here.

/// Answers to names of functions that other languages have.
enum NamesElsewhere {
  /// What to write instead, or nil for a name that nobody knows.
  static func fix(for name: String) -> String? {
    let name = name.lowercased()
    if let form = forms[name] { return form }
    return functions.first { $0.names.contains(name) }.map { "`\($0.function)` does it" }
  }

  /// What to write instead where a pipeline begins, or nil for a name that nobody knows.
  static func sourceFix(for name: String) -> String? {
    switch name.lowercased() {
    case "quit", "exit", "q", "bye": "`:quit` or Ctrl-D leaves the prompt"
    case "cat", "read", "load", "import", "read_csv", "read_json", "read_ndjson", "file", "from":
      "`open \"file.csv\"` reads a file, `stdin` a pipe, `store.NAME` a saved table"
    case "ls", "dir", "show", "tables": "`store` lists the saved tables, `sources` the sources"
    case "seq", "generate_series": "`range 1 to 10`"
    default: nil
    }
  }

  /// Names for functions that are called otherwise here.
  static let functions: [(function: String, names: Set<String>)] = [
    ("lower", ["lowercase", "tolower", "to_lower", "lcase", "downcase"]),
    ("upper", ["uppercase", "toupper", "to_upper", "ucase", "upcase"]),
    (
      "length",
      ["len", "strlen", "char_length", "array_length", "list_length", "size", "string_size"]
    ),
    ("trim", ["strip", "btrim"]),
    ("substring", ["substr", "mid", "slice"]),
    ("replace", ["regexp_replace", "replace_string", "replace_regex", "str_replace", "gsub"]),
    (
      "split", ["string_split", "str_split", "split_part", "split_string", "regexp_split_to_array"]
    ),
    ("join", ["array_to_string", "list_join", "strcat_array", "string_agg", "implode"]),
    ("pad", ["lpad", "rpad", "padleft", "padright", "fill", "zfill"]),
    ("extract", ["regexp_extract", "regexp_match", "regex_extract", "regexp_substr"]),
    ("ceil", ["ceiling"]), ("clamp", ["greatest", "least", "clip"]),
    (
      "truncate",
      [
        "date_trunc", "datetrunc", "startofyear", "startofmonth", "startofweek", "startofday",
        "trunc",
      ]
    ),
    ("format", ["strftime", "date_format", "format_datetime", "to_char", "format_date"]),
    ("weekday", ["dayofweek", "day_of_week", "dow", "isodow"]),
    ("week", ["week_of_year", "weekofyear", "isoweek"]),
    ("int", ["toint", "tolong", "to_int", "parse_int", "integer", "bigint"]),
    ("float", ["todouble", "toreal", "to_float", "double", "number", "to_number", "decimal"]),
    ("string", ["tostring", "to_string", "str", "text", "varchar"]),
    ("date", ["to_date", "todate", "make_date"]),
    ("timestamp", ["to_timestamp", "todatetime", "datetime"]),
    ("json", ["to_json", "tojson"]),
    ("if", ["iff", "iif"]), ("coalesce", ["ifnull", "nvl", "if_null"]),
    ("map", ["list_transform", "transform", "array_map", "each"]),
    ("filter", ["list_filter", "array_filter"]),
  ]

  /// Names for what is written without a function here.
  private static let forms: [String: String] = [
    "concat": "text is joined as `\"${a}${b}\"`", "strcat": "text is joined as `\"${a}${b}\"`",
    "isnull": "`x is null` tests, `coalesce(x, y)` replaces",
    "isnotnull": "`x is not null`", "isempty": "`x is null`, or `length(x) == 0`",
    "datepart": "`year(t)`, `month(t)` and so on give the parts of a time",
    "date_part": "`year(t)`, `month(t)` and so on give the parts of a time",
    "date_diff": "`b - a` is a duration, `(b - a) / 1d` its days",
    "datediff": "`b - a` is a duration, `(b - a) / 1d` its days",
    "datetime_diff": "`b - a` is a duration, `(b - a) / 1d` its days",
    "date_add": "`t + 7d`, `t + 1mo`", "dateadd": "`t + 7d`, `t + 1mo`",
    "ago": "`now() - 7d`, or `age(t) < 7d`",
    "cast": "`int(x)`, `float(x)`, `string(x)`, `date(x)` and so on convert",
    "try_cast": "`int(x)`, `float(x)`, `string(x)`, `date(x)` and so on convert",
    "pow": "`x * x`, or `exp(y * ln(x))`", "power": "`x * x`, or `exp(y * ln(x))`",
    "regexp_matches": "`x =~ /pattern/`", "list_contains": "`x in list`",
    "array_contains": "`x in list`", "startswith": "`x starts with y`",
    "starts_with": "`x starts with y`", "endswith": "`x ends with y`",
    "ends_with": "`x ends with y`", "mod": "`a % b`", "not": "`not x`",
    "list_sum": "`sum(list)`", "list_avg": "`avg(list)`", "list_min": "`min(list)`",
    "list_max": "`max(list)`",
  ]
}
