import Testing

/// Faults within one word, number, date or text.
@Suite struct LexicalMessageTests {
  @Test("What looks like a date is explained and never computed")
  func dateLike() {
    #expect(
      messages(#"where x == 2024-06"#) == #"""
        error[lex.date-like]: `2024-06` looks like a month and is none
          where x == 2024-06
                     ~~~~~~~
          why: a date has a day, and a minus between two numbers has spaces around it
          fix: `2024-06-01` is a date, `2024 - 06` a difference
        """#)
    #expect(
      messages(#"where x == 2024-6-1"#) == #"""
        error[lex.date-like]: `2024-6-1` looks like a date and is none
          where x == 2024-6-1
                     ~~~~~~~~
          why: dates are written 2024-06-01, with four, two and two digits
          fix: `2024-06-01`; with spaces around the signs it is computed
        """#)
    #expect(
      messages(#"where x == 2026M05"#) == #"""
        error[lex.date-like]: `2026M05` looks like the code of a period
          where x == 2026M05
                     ~~~~~~~
          why: such codes are strings, and dates are written 2024-06-01
          fix: `"2026M05"`
        """#)
    #expect(
      messages(#"where x == 01.06.2024"#) == #"""
        error[lex.date-like]: `01.06.2024` looks like a date and is none
          where x == 01.06.2024
                     ~~~~~~~~~~
          why: dates are written 2024-06-01, with four, two and two digits
          fix: `2024-06-01`; with spaces around the signs it is computed
        """#)
    #expect(
      messages(#"where x == 2024/06/01"#) == #"""
        error[lex.date-like]: `2024/06/01` looks like a date and is none
          where x == 2024/06/01
                     ~~~~~~~~~~
          why: dates are written 2024-06-01, with four, two and two digits
          fix: `2024-06-01`; with spaces around the signs it is computed
        """#)
    #expect(
      messages(#"where x == 2024-W05 or y == 2024Q1"#) == #"""
        error[lex.date-like]: `2024-W05` looks like the code of a period
          where x == 2024-W05 or y == 2024Q1
                     ~~~~~~~~
          why: such codes are strings, and dates are written 2024-06-01
          fix: `"2024-W05"`

        error[lex.date-like]: `2024Q1` looks like the code of a period
          where x == 2024-W05 or y == 2024Q1
                                      ~~~~~~
          why: such codes are strings, and dates are written 2024-06-01
          fix: `"2024Q1"`
        """#)
    #expect(
      messages(#"where x == 2024-06-01 10:30"#) == #"""
        error[parse.expected]: expected `,`, `|` or the end of the line, found `10`
          where x == 2024-06-01 10:30
                                ~~
          fix: a `T` stands between date and time: 2024-06-01T10:30:00
        """#)
  }

  @Test("A day or time that does not exist is refused")
  func calendar() {
    #expect(
      messages(#"where x == 2024-02-30"#) == #"""
        error[lex.date]: `2024-02-30` is not on the calendar
          where x == 2024-02-30
                     ~~~~~~~~~~
          why: 2024-02 has the days 01 to 29
        """#)
    #expect(
      messages(#"where x == 2023-02-29"#) == #"""
        error[lex.date]: `2023-02-29` is not on the calendar
          where x == 2023-02-29
                     ~~~~~~~~~~
          why: 2023-02 has the days 01 to 28
        """#)
    #expect(
      messages(#"where x == 2024-13-01"#) == #"""
        error[lex.date]: `2024-13-01` is not on the calendar
          where x == 2024-13-01
                     ~~~~~~~~~~
          why: months run from 01 to 12
        """#)
    #expect(
      messages(#"where x == 0000-01-01"#) == #"""
        error[lex.date]: `0000-01-01` is not on the calendar
          where x == 0000-01-01
                     ~~~~~~~~~~
          why: years run from 0001 to 9999
        """#)
    #expect(
      messages(#"where x == 2024-06-01T25:00:00"#) == #"""
        error[lex.timestamp]: the time in `2024-06-01T25:00:00` is not on the clock
          where x == 2024-06-01T25:00:00
                     ~~~~~~~~~~~~~~~~~~~
          why: hours run from 00 to 23, minutes and seconds from 00 to 59, offsets to 18:00
        """#)
    #expect(
      messages(#"where x == 2024-06-01T10:30:00+0200"#) == #"""
        error[lex.timestamp]: `2024-06-01T10:30:00+0200` is no timestamp
          where x == 2024-06-01T10:30:00+0200
                     ~~~~~~~~~~~~~~~~~~~~~~~~
          why: timestamps are written 2024-06-01T10:30:00, then .25, then Z or +02:00
        """#)
    #expect(
      messages(#"where x == 2024-06-01T10:30:00.1234567890Z"#) == #"""
        error[lex.timestamp]: `2024-06-01T10:30:00.1234567890Z` is no timestamp
          where x == 2024-06-01T10:30:00.1234567890Z
                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
          why: timestamps are written 2024-06-01T10:30:00, then .25, then Z or +02:00
        """#)
  }

  @Test("Numbers out of range are refused")
  func numbers() {
    #expect(
      messages(#"where x > 99999999999999999999"#) == #"""
        error[lex.number-range]: `99999999999999999999` does not fit in 64 bits
          where x > 99999999999999999999
                    ~~~~~~~~~~~~~~~~~~~~
          why: whole numbers end at 9223372036854775807
          fix: `99999999999999999999.0` is a float
        """#)
    #expect(
      messages(#"where x > 9223372036854775808"#) == #"""
        error[lex.number-range]: `9223372036854775808` does not fit in 64 bits
          where x > 9223372036854775808
                    ~~~~~~~~~~~~~~~~~~~
          why: whole numbers end at 9223372036854775807
          fix: `9223372036854775808.0` is a float
        """#)
    #expect(
      messages(#"where x > 1e999"#) == #"""
        error[lex.number-range]: `1e999` is too large for a float
          where x > 1e999
                    ~~~~~
          why: floats end at 1.8e308
        """#)
    #expect(
      messages(#"where x > 0x1F"#) == #"""
        error[lex.number]: expected a decimal number, found `0x1F`
          where x > 0x1F
                    ~~~~
          why: numbers are written in base ten
        """#)
    #expect(
      messages(#"where x > 1__0"#) == #"""
        error[lex.number]: a `_` in `1__0` does not stand between two digits
          where x > 1__0
                    ~~~~
          fix: `1_0`
        """#)
    #expect(
      messages(#"where x > 1e5kg"#) == #"""
        error[lex.number]: expected a number, found `1e5kg`
          where x > 1e5kg
                    ~~~~~
          fix: a number with an exponent takes no letters after it
        """#)
    #expect(
      messages(#"where x > 12abc"#) == #"""
        error[lex.unit]: unknown unit `abc` after the number 12
          where x > 12abc
                    ~~~~~
          why: durations are 90s, 15m, 2h, 7d, 3w, 6mo, 1y; a name does not begin with a digit
          fix: a string stands in quotes, a column of this name in backticks
        """#)
  }

  @Test("Durations name their units")
  func durations() {
    #expect(
      messages(#"where x > 5min"#) == #"""
        error[lex.unit]: unknown unit `min` after the number 5
          where x > 5min
                    ~~~~
          why: durations are 90s, 15m, 2h, 7d, 3w, 6mo, 1y
          fix: `5m`
        """#)
    #expect(
      messages(#"where x > 5 days"#) == #"""
        error[parse.expected]: expected `,`, `|` or the end of the line, found `days`
          where x > 5 days
                      ~~~~
          fix: `5d` is a duration
        """#)
    #expect(
      messages(#"where x > 250ms"#) == #"""
        error[lex.unit]: unknown unit `ms` after the number 250
          where x > 250ms
                    ~~~~~
          why: durations are 90s, 15m, 2h, 7d, 3w, 6mo, 1y
          fix: less than a second is a part of one: `0.25s`
        """#)
    #expect(
      messages(#"where x > 1.5mo"#) == #"""
        error[lex.duration]: `1.5mo` is no whole number of months
          where x > 1.5mo
                    ~~~~~
          why: months and years are calendar ones, of no fixed length
        """#)
    #expect(
      messages(#"where x > 0.0000001s"#) == #"""
        error[lex.duration]: `0.0000001s` is no whole number of microseconds
          where x > 0.0000001s
                    ~~~~~~~~~~
        """#)
    #expect(
      messages(#"where x > 9999999999999999999w"#) == #"""
        error[lex.duration]: the duration `9999999999999999999w` is too long
          where x > 9999999999999999999w
                    ~~~~~~~~~~~~~~~~~~~~
          why: durations are counted in microseconds of 64 bits: 292000 years
        """#)
    #expect(
      messages(#"where x > 9999999999999999999y"#) == #"""
        error[lex.duration]: the duration `9999999999999999999y` is too long
          where x > 9999999999999999999y
                    ~~~~~~~~~~~~~~~~~~~~
          why: durations are counted in microseconds of 64 bits: 292000 years
        """#)
  }

  @Test("Texts, names and regexes are closed")
  func closing() {
    #expect(
      messages(#"where x == "abc"#) == #"""
        error[lex.unterminated-string]: the string that begins here has no closing quote
          where x == "abc
                     ~
        """#)
    #expect(
      messages(#"where x == 'abc"#) == #"""
        error[lex.unterminated-string]: the string that begins here has no closing quote
          where x == 'abc
                     ~
        """#)
    #expect(
      messages(#"where `abc == 1"#) == #"""
        error[lex.unterminated-name]: the name that begins here has no closing backtick on its line
          where `abc == 1
                ~~~~~~~~~
        """#)
    #expect(
      messages(#"where `` == 1"#) == #"""
        error[lex.empty-name]: expected a name between the backticks, found nothing
          where `` == 1
                ~~
        """#)
    #expect(
      messages(#"where x =~ /abc"#) == #"""
        error[lex.unterminated-regex]: the regex that begins here has no closing `/` on its line
          where x =~ /abc
                     ~~~~
          why: where a value may begin, `/` begins a regex
        """#)
    #expect(
      messages(#"where x =~ /abc/g"#) == #"""
        error[lex.regex-flag]: unknown flag `g` after the regex
          where x =~ /abc/g
                     ~~~~~~
          why: the flags are i, m and s
        """#)
    #expect(
      messages(#"where x =~ // comment"#) == #"""
        error[lex.comment]: expected a value, found a comment of another language
          where x =~ // comment
                     ~~~~~~~~~~
          fix: a comment begins with `#`
        """#)
  }

  @Test("Escapes are those that are known")
  func escapes() {
    #expect(
      messages(#"where x == "a\qb""#) == #"""
        error[lex.escape]: unknown escape `\q`
          where x == "a\qb"
                       ~~
          why: the escapes are \n \t \r \" \\ \$ and \u{1F600}
          fix: a backslash itself is `\\`; in '...' it needs no doubling
        """#)
    #expect(
      messages(#"where x == "\u{110000}" or y == "\u12""#) == #"""
        error[lex.escape]: `\u{110000}` is no character
          where x == "\u{110000}" or y == "\u12"
                      ~~~~~~~~~~
          why: characters run from \u{0} to \u{10FFFF}, without \u{D800} to \u{DFFF}

        error[lex.escape]: unknown escape `\u`
          where x == "\u{110000}" or y == "\u12"
                                           ~~
          why: the escapes are \n \t \r \" \\ \$ and \u{1F600}
          fix: a backslash itself is `\\`; in '...' it needs no doubling
        """#)
  }

  @Test("Characters without a meaning are named")
  func characters() {
    #expect(
      messages(#"where x @ y"#) == #"""
        error[lex.unexpected-character]: unexpected character `@`
          where x @ y
                  ~
        """#)
    #expect(
      messages(#"§ x"#) == #"""
        error[lex.unexpected-character]: unexpected character `§`
          § x
          ~
        """#)
    #expect(
      messages(#"where $ x"#) == #"""
        error[lex.dollar]: expected a name after `$`
          where $ x
                ~
          why: `$name` is a variable; a column stands without `$`, and `${...}` only inside "..."
        """#)
    #expect(
      messages(#"where x == ${y}"#) == #"""
        error[lex.dollar]: expected a name after `$`
          where x == ${y}
                     ~
          why: `$name` is a variable; a column stands without `$`, and `${...}` only inside "..."
        """#)
  }

  @Test("A text that ran on by mistake is pointed out where the next fault is")
  func longText() {
    #expect(
      messages("where x == \"abc\ndef\" y") == #"""
        error[parse.expected]: expected `,`, `|` or the end of the line, found `y` (test.fjord:2:6)
          def" y
               ~
          where x == "abc
                     ----
          note: this string runs over several lines
        """#)
  }
}
