import Testing

/// Forms of other languages are answered with fjord's own.
@Suite struct StrangerMessageTests {
  @Test("A single equals sign is answered with two")
  func equals() {
    #expect(
      messages(#"where a.b = 5"#) == #"""
        error[parse.equals]: `=` names a column; `==` compares
          where a.b = 5
                    ~
          fix: `a.b == 5`
        """#)
    #expect(
      messages(#"where x == 5 and y = "BERGEN""#) == #"""
        error[parse.equals]: `=` names a column; `==` compares
          where x == 5 and y = "BERGEN"
                             ~
          fix: `y == "BERGEN"`
        """#)
    #expect(
      messages(#"where (x = 5) and y"#) == #"""
        error[parse.equals]: `=` names a column; `==` compares
          where (x = 5) and y
                   ~
          fix: `x == 5`
        """#)
    #expect(
      messages(#"join $t on a.b = c"#) == #"""
        error[parse.equals]: expected a column's name before `=`, found an expression
          join $t on a.b = c
                         ~
          why: after `on`, `a = b` is the left column and the right one
          fix: `derive` gives the expression a name before the join
        """#)
  }

  @Test("Signs of other languages are answered with words and signs of this one")
  func signs() {
    #expect(
      messages(#"where a == 1 && b == 2"#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `&&`
          where a == 1 && b == 2
                       ~~
          fix: `and`
        """#)
    #expect(
      messages(#"where a || b"#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `||`
          where a || b
                  ~~
          fix: `or`; text is joined as `"${a}${b}"`
        """#)
    #expect(
      messages(#"where a & b"#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `&`
          where a & b
                  ~
          fix: `and`
        """#)
    #expect(
      messages(#"where !a and !(b == 1)"#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `!`
          where !a and !(b == 1)
                ~
          fix: `not`

        error[parse.stranger]: expected an operator of fjord, found `!`
          where !a and !(b == 1)
                       ~
          fix: `not`
        """#)
    #expect(
      messages(#"where a not like "x%""#) == #"""
        error[parse.expected]: expected `in`, `between`, `contains` or the like after `not`, found `like`
          where a not like "x%"
                      ~~~~
          fix: `not contains`
        """#)
    #expect(
      messages(#"where a between 1 .. 3"#) == #"""
        error[parse.expected]: expected a name after `.`, found `.`
          where a between 1 .. 3
                             ~
          fix: `between 1 and 10`; `range 1 to 10` as a source
        """#)
    #expect(
      messages(#"summarize count(distinct a)"#) == #"""
        error[parse.expected]: expected `)`, found `a`
          summarize count(distinct a)
                                   ~
          fix: `distinct(a)` counts different values
        """#)
    #expect(
      messages(#"$t | select *"#) == #"""
        error[parse.expected]: expected a value, found `*`
          $t | select *
                      ~
          fix: without `select` there are all columns
        """#)
    #expect(
      messages(#"$t | left join $u on k"#) == #"""
        error[parse.stranger]: there is no operator `left join`
          $t | left join $u on k
               ~~~~~~~~~
          fix: `join TABLE on KEY --left`
        """#)
    #expect(
      messages(#"sort by a descending, b ascending"#) == #"""
        error[parse.expected]: expected `desc`, found `descending`
          sort by a descending, b ascending
                    ~~~~~~~~~~
          fix: `desc`
        """#)
    #expect(
      messages(#"where a <> 2"#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `<>`
          where a <> 2
                  ~~
          fix: `!=`
        """#)
    #expect(
      messages(#"where a === 2 or b !== 3"#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `===`
          where a === 2 or b !== 3
                  ~~~
          fix: `==`

        error[parse.stranger]: expected an operator of fjord, found `!==`
          where a === 2 or b !== 3
                             ~~~
          fix: `!=`
        """#)
    #expect(
      messages(#"where x ≠ 5 and y ≤ 3 – 1"#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `≠`
          where x ≠ 5 and y ≤ 3 – 1
                  ~
          fix: `!=`

        error[parse.stranger]: expected an operator of fjord, found `≤`
          where x ≠ 5 and y ≤ 3 – 1
                            ~
          fix: `<=`

        error[parse.stranger]: expected an operator of fjord, found `–`
          where x ≠ 5 and y ≤ 3 – 1
                                ~
          fix: `-`
        """#)
    #expect(
      messages(#"derive x = 2 ^ 3 + 2 ** 2"#) == #"""
        error[parse.stranger]: there is no operator `^`
          derive x = 2 ^ 3 + 2 ** 2
                       ~
          fix: `x * x`, or `exp` and `log`

        error[parse.stranger]: there is no operator `**`
          derive x = 2 ^ 3 + 2 ** 2
                               ~~
          fix: `x * x`, or `exp` and `log`
        """#)
    #expect(
      messages(#"derive x = a // b"#) == #"""
        error[parse.stranger]: there is no operator `//`
          derive x = a // b
                       ~~
          fix: `floor(a / b)`; a comment begins with `#`
        """#)
    #expect(
      messages(#"derive x = a ? b : c"#) == #"""
        error[parse.stranger]: there is no operator `?`
          derive x = a ? b : c
                       ~
          fix: `if(condition, a, b)` chooses
        """#)
  }

  @Test("Comparing with null is answered with is null")
  func nulls() {
    #expect(
      messages(#"where x == null"#) == #"""
        error[parse.null-comparison]: a comparison with `null` is never true
          where x == null
                ~~~~~~~~~
          why: null is the absence of a value, and comparing with it gives unknown
          fix: `x is null`
        """#)
    #expect(
      messages(#"where employer.name != null"#) == #"""
        error[parse.null-comparison]: a comparison with `null` is never true
          where employer.name != null
                ~~~~~~~~~~~~~~~~~~~~~
          why: null is the absence of a value, and comparing with it gives unknown
          fix: `employer.name is not null`
        """#)
    #expect(
      messages(#"where null <> f(x)"#) == #"""
        error[parse.null-comparison]: a comparison with `null` is never true
          where null <> f(x)
                ~~~~~~~~~~~~
          why: null is the absence of a value, and comparing with it gives unknown
          fix: `f(x) is not null`

        error[parse.stranger]: expected an operator of fjord, found `<>`
          where null <> f(x)
                     ~~
          fix: `!=`
        """#)
  }

  @Test("SQL is answered with stages")
  func sql() {
    #expect(
      messages(#"limit 10"#) == #"""
        error[parse.limit]: there is no `limit`; `take` keeps the first rows
          limit 10
          ~~~~~
          fix: `| take 10`
        """#)
    #expect(
      messages(#"nav.feed | LIMIT 5"#) == #"""
        error[parse.limit]: there is no `LIMIT`; `take` keeps the first rows
          nav.feed | LIMIT 5
                     ~~~~~
          fix: `| take 5`
        """#)
    #expect(
      messages(#"nav.feed | where x > 5 limit 10"#) == #"""
        error[parse.limit]: there is no `limit`; `take` keeps the first rows
          nav.feed | where x > 5 limit 10
                                 ~~~~~
          fix: `| take 10`
        """#)
    #expect(
      messages(#"SELECT a, b FROM nav.feed WHERE x > 5"#) == #"""
        error[parse.sql]: a pipeline begins with its source, not with `select`
          SELECT a, b FROM nav.feed WHERE x > 5
          ~~~~~~
          why: rows flow from left to right: source, conditions, columns
          fix: `nav.feed | select a, b`
        """#)
    #expect(
      messages(#"select * from t"#) == #"""
        error[parse.sql]: a pipeline begins with its source, not with `select`
          select * from t
          ~~~~~~
          why: rows flow from left to right: source, conditions, columns
          fix: `t | select ...`
        """#)
    #expect(
      messages(#"nav.feed | where x order by y"#) == #"""
        error[parse.sql]: expected `,` or `|`, found `order`
          nav.feed | where x order by y
                             ~~~~~
          fix: `| sort ...`
        """#)
    #expect(
      messages(#"where title like "%x%""#) == #"""
        error[parse.stranger]: expected an operator of fjord, found `like`
          where title like "%x%"
                      ~~~~
          fix: `contains`
        """#)
    #expect(
      messages(#"where x in (1, 2)"#) == #"""
        error[parse.list]: a list stands in square brackets
          where x in (1, 2)
                     ~~~~~~
          fix: `[1, 2]`
        """#)
    #expect(
      messages(#"summarize count(*)"#) == #"""
        error[parse.stranger]: expected a value, found `*`
          summarize count(*)
                          ~
          why: `count()` counts rows, and `count(x)` those where x is not null
          fix: `count()`
        """#)
    #expect(
      messages(#"nav.feed | count(*)"#) == #"""
        error[parse.stranger]: expected a value, found `*`
          nav.feed | count(*)
                           ~
          fix: `count`
        """#)
  }

  @Test("Words in capitals are answered with small letters")
  func capitals() {
    #expect(
      messages(#"where x == 5 AND y"#) == #"""
        error[parse.letter-case]: expected `and`, found `AND`
          where x == 5 AND y
                       ~~~
          why: the words of the language are in small letters
          fix: `and`
        """#)
    #expect(
      messages(#"where NOT x"#) == #"""
        error[parse.letter-case]: expected `not`, found `NOT`
          where NOT x
                ~~~
          why: the words of the language are in small letters
          fix: `not`
        """#)
    #expect(
      messages(#"where x IS NULL"#) == #"""
        error[parse.letter-case]: expected `is`, found `IS`
          where x IS NULL
                  ~~
          why: the words of the language are in small letters
          fix: `is`

        error[parse.letter-case]: expected `null`, found `NULL`
          where x IS NULL
                     ~~~~
          why: the words of the language are in small letters
          fix: `null`
        """#)
    #expect(
      messages(#"count BY k"#) == #"""
        error[parse.letter-case]: expected `by`, found `BY`
          count BY k
                ~~
          why: the words of the language are in small letters
          fix: `by`
        """#)
    #expect(
      messages(#"sort a DESC"#) == #"""
        error[parse.letter-case]: expected `desc`, found `DESC`
          sort a DESC
                 ~~~~
          why: the words of the language are in small letters
          fix: `desc`
        """#)
  }

  @Test("A chain of comparisons is answered with and")
  func chains() {
    #expect(
      messages(#"where a < b < c"#) == #"""
        error[parse.chained-comparison]: comparisons can't be chained
          where a < b < c
                      ~
          fix: `a < b and b < c`
        """#)
    #expect(
      messages(#"where 1 <= x.y == 3"#) == #"""
        error[parse.chained-comparison]: comparisons can't be chained
          where 1 <= x.y == 3
                         ~~
          fix: `1 <= x.y and x.y == 3`
        """#)
    #expect(
      messages(#"where x is null == true"#) == #"""
        error[parse.chained-comparison]: comparisons can't be chained
          where x is null == true
                          ~~
          fix: `and` between them, or parentheses around one
        """#)
  }

  @Test("Typographic quotes are answered with straight ones")
  func quotes() {
    #expect(
      messages(#"where x == “BERGEN”"#) == #"""
        error[lex.smart-quote]: expected a straight quote, found `“`
          where x == “BERGEN”
                     ~~~~~~~~
          why: strings stand in "..." or '...'; programs for letters and slides change the quotes
          fix: `"BERGEN"`
        """#)
    #expect(
      messages(#"where x == «Bergen"#) == #"""
        error[lex.smart-quote]: expected a straight quote, found `«`
          where x == «Bergen
                     ~
          why: strings stand in "..." or '...'; programs for letters and slides change the quotes
        """#)
    #expect(
      messages(#"where x == ‘a’ or y == "b""#) == #"""
        error[lex.smart-quote]: expected a straight quote, found `‘`
          where x == ‘a’ or y == "b"
                     ~~~
          why: strings stand in "..." or '...'; programs for letters and slides change the quotes
          fix: `"a"`
        """#)
  }

  @Test("A method, a lambda and a dotted index are answered with the right form")
  func calls() {
    #expect(
      messages(#"where title.lower() == "x""#) == #"""
        error[parse.method]: functions are not called on a value with a dot
          where title.lower() == "x"
                      ~~~~~
          fix: `lower(...)` with the value as its first argument
        """#)
    #expect(
      messages(#"derive x = y => 5"#) == #"""
        error[parse.lambda]: `=>` stands only in the argument of a function
          derive x = y => 5
                       ~~
          why: as in `map(list, x => x.city)`
          fix: `>=` is greater or equal
        """#)
    #expect(
      messages(#"where a.0 == 1"#) == #"""
        error[parse.index]: expected a name after `.`, found `0`
          where a.0 == 1
                  ~
          why: lists are counted from 0
          fix: `[0]`
        """#)
    #expect(
      messages(#"where .5 < x"#) == #"""
        error[parse.number]: expected a value, found `.5`
          where .5 < x
                ~~
          fix: `0.5`
        """#)
    #expect(
      messages(#"nav.feed | count()"#) == #"""
        error[parse.parentheses]: expected something between the parentheses, found nothing
          nav.feed | count()
                          ~~
          fix: a stage takes none: `count`, not `count()`
        """#)
  }
}
