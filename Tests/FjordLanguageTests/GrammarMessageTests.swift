import Testing

/// Faults in the order of stages, items and statements.
@Suite struct GrammarMessageTests {
  @Test("A missing bar is pointed out")
  func bars() {
    #expect(
      messages(#"nav.feed where x == 5"#) == #"""
        error[parse.expected]: expected `,`, `|` or the end of the line, found `x`
          nav.feed where x == 5
                         ~
          fix: a `|` might be missing before `where`
        """#)
    #expect(
      messages(#"nav.feed | sort a take 5"#) == #"""
        error[parse.expected]: expected `,`, `|` or the end of the line, found `take`
          nav.feed | sort a take 5
                            ~~~~
          fix: a `|` might be missing before `take`
        """#)
    #expect(
      messages(#"nav.feed | | take 5"#) == #"""
        error[parse.stage]: expected an operator, found `|`
          nav.feed | | take 5
                     ~
        """#)
    #expect(
      messages(#"| take 5"#) == #"""
        error[parse.leading-pipe]: a statement can't begin with `|`
          | take 5
          ~
          why: nothing stands before it; only at the prompt does `|` go on from `$last`
          fix: a source before it: `nav.feed | ...`
        """#)
    #expect(
      messages(#"let x = (nav.feed | take 5)"#) == #"""
        error[parse.pipe]: a pipeline can't stand inside an expression
          let x = (nav.feed | take 5)
                            ~
          why: a pipeline in parentheses is an item by itself: `join (nav.feed | take 5) on k`
          fix: `let t = ...` before it, and then `$t`
        """#)
    #expect(
      messages(#"5 + 3"#) == #"""
        error[parse.stage]: expected a source, found `5`
          5 + 3
          ~
          why: a line is a pipeline that begins with a source, `let`, `def` or `param`
          fix: a value is named by `let x = ...`
        """#)
  }

  @Test("Faults in options say what is missing")
  func options() {
    #expect(
      messages(#"nav.feed --since, 7d"#) == #"""
        error[parse.option-value]: expected a value after `--since`, found `,`
          nav.feed --since, 7d
                          ~
          fix: a text is written in quotes: `--since ","`
        """#)
    #expect(
      messages(#"nav.feed --since=7d"#) == #"""
        error[parse.option-value]: expected a space between `--since` and its value, found `=`
          nav.feed --since=7d
                   ~~~~~~~~
          fix: `--since VALUE`
        """#)
    #expect(
      messages(#"nav.feed | join $x on k --lefft, x"#) == #"""
        error[parse.option-value]: expected a value after `--lefft`, found `,`
          nav.feed | join $x on k --lefft, x
                                         ~
          why: the options here that take none are --anti, --full, --left and --semi
          fix: `--left` might be meant
        """#)
    #expect(
      messages(#"where x + --foo 5"#) == #"""
        error[parse.option-place]: expected a value, found the option `--foo`
          where x + --foo 5
                    ~~~~~
          why: an option stands between the items of a stage, not inside an expression
        """#)
    #expect(
      messages(#"take 5 -- comment"#) == #"""
        error[lex.option-name]: expected the name of an option after `--`
          take 5 -- comment
                 ~~
          fix: a comment begins with `#`
        """#)
  }

  @Test("Faults in statements say what is missing")
  func statements() {
    #expect(
      messages(#"let by = 5"#) == #"""
        error[parse.reserved-word]: expected a name after `let`, found the reserved word `by`
          let by = 5
              ~~
          fix: another name
        """#)
    #expect(
      messages(#"let $x = 5"#) == #"""
        error[parse.expected]: expected a name after `let`, found `$x`
          let $x = 5
              ~~
          fix: `x`; the `$` stands where the name is used
        """#)
    #expect(
      messages(#"let x"#) == #"""
        error[parse.expected]: expected `=` after the name, found the end of the text
          let x
               ~
        """#)
    #expect(
      messages(#"def f a, b = where x"#) == #"""
        error[parse.expected]: expected a parameter or `=`, found `,`
          def f a, b = where x
                 ~
          fix: parameters are parted by spaces
        """#)
    #expect(
      messages(#"param x = foo"#) == #"""
        error[parse.default]: a default is a literal
          param x = foo
                    ~~~
          why: it is shown by `--help`, before anything runs
          fix: a number, a string without `${...}`, a date, a duration, a list or a record
        """#)
    #expect(
      messages(#"param x = "a ${b}""#) == #"""
        error[parse.default]: a default is a literal
          param x = "a ${b}"
                    ~~~~~~~~
          why: it is shown by `--help`, before anything runs
          fix: a number, a string without `${...}`, a date, a duration, a list or a record
        """#)
    #expect(
      messages(#"select a, by"#) == #"""
        error[parse.reserved-word]: expected a value, found the reserved word `by`
          select a, by
                    ~~
          fix: as a column it stands in backticks
        """#)
  }

  @Test("Faults in brackets show where they were opened")
  func brackets() {
    #expect(
      messages(#"where f(a, [1, 2) and x"#) == #"""
        error[parse.unclosed]: expected `]`, found `)`
          where f(a, [1, 2) and x
                          ~
          where f(a, [1, 2) and x
                     -
          note: the bracket was opened here
        """#)
    #expect(
      messages(#"derive r = {a: 1, a: 2}"#) == #"""
        error[parse.key-twice]: the key `a` stands twice in this record
          derive r = {a: 1, a: 2}
                            ~
          derive r = {a: 1, a: 2}
                      -
          note: the first one
        """#)
    #expect(
      messages(#"derive r = {a = 1}"#) == #"""
        error[parse.expected]: expected `:` after the key, found `=`
          derive r = {a = 1}
                        ~
          fix: `:`
        """#)
    #expect(
      messages(#"derive x = "a ${x y} b""#) == #"""
        error[parse.unclosed]: expected `}`, found `y`
          derive x = "a ${x y} b"
                            ~
          derive x = "a ${x y} b"
                        --
          note: the bracket was opened here
        """#)
    #expect(
      messages(#"where a ) b"#) == #"""
        error[parse.expected]: expected the end of the statement, found `)`
          where a ) b
                  ~
        """#)
    #expect(
      messages(#"summarize n = count() by k by j"#) == #"""
        error[parse.clause-twice]: `by` stands twice in this stage
          summarize n = count() by k by j
                                     ~~
          summarize n = count() by k by j
                                --
          note: the first one
          fix: one `by`, its items parted by commas
        """#)
  }

  @Test("Half a comparison says what the other half is")
  func halves() {
    #expect(
      messages(#"where x is 5"#) == #"""
        error[parse.expected]: expected `null` or `not null` after `is`, found `5`
          where x is 5
                     ~
          fix: `==` compares with a value
        """#)
    #expect(
      messages(#"where x not y"#) == #"""
        error[parse.expected]: expected `in`, `between`, `contains` or the like after `not`, found `y`
          where x not y
                      ~
        """#)
    #expect(
      messages(#"where x starts "a""#) == #"""
        error[parse.expected]: expected `with` after `starts`, found a string
          where x starts "a"
                         ~
        """#)
    #expect(
      messages(#"where x between 1 or 2"#) == #"""
        error[parse.expected]: expected `and` and the upper end, found `or`
          where x between 1 or 2
                            ~~
        """#)
    #expect(
      messages(#"where a == not b"#) == #"""
        error[parse.not]: `not` can't stand here without parentheses
          where a == not b
                     ~~~
          fix: `(not ...)`
        """#)
  }
}
