/// Times as the services write and read them: on Sweden's clock, which is Norway's too.
enum JobTechTime {
  /// `2026-11-02T12:00:00`.
  static func text(_ seconds: Int64) -> String {
    let local = seconds + OsloZone.offset(atUTC: seconds)
    let days = floorDivide(local, 86_400)
    let date = CivilDate(dayNumber: Int(days))
    let time = Int(local - days * 86_400)
    let parts = [date.month, date.day, time / 3600, time / 60 % 60, time % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    return "\(date.year)-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])"
  }

  /// Seconds since 1970 of `2026-11-02T12:00:00`, with an offset or Sweden's; nil for anything else.
  static func seconds(_ text: String) -> Int64? {
    guard text.utf8.count >= 19, text.contains("T") else { return nil }
    return StandInTime(text)?.seconds
  }
}
