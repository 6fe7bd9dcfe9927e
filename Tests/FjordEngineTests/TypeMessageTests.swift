import FjordTestSupport
import Testing

@Suite struct TypeMessageTests {
  @Test("a comparison of two types is refused with what to write instead")
  func aComparisonOfTwoTypesIsRefusedWithWhatToWriteInstead() async {
    await expectMessages([
      (
        "nav.feed | where title > 5",
        """
        error[bind.type]: `>` can't take string and int
          nav.feed | where title > 5
                           ~~~~~~~~~
          fix: `int(...)` or `float(...)` reads a number from text
        """
      ),
      (
        #"nav.feed | where sistEndret > "2024-06-01""#,
        """
        error[bind.type]: `>` can't take timestamp and string
          nav.feed | where sistEndret > "2024-06-01"
                           ~~~~~~~~~~~~~~~~~~~~~~~~~
          fix: a date is written without quotes: `2024-06-01`
        """
      ),
      (
        #"[{n: 1}] | where n == "12""#,
        """
        error[bind.type]: `==` can't take int and string
          [{n: 1}] | where n == "12"
                           ~~~~~~~~~
          fix: a number is written without quotes: `12`
        """
      ),
      (
        #"[{b: true}] | where b == "true""#,
        """
        error[bind.type]: `==` can't take bool and string
          [{b: true}] | where b == "true"
                              ~~~~~~~~~~~
          fix: `true` and `false` are written without quotes
        """
      ),
      (
        #"[{n: 1, s: "1"}] | where n == s"#,
        """
        error[bind.type]: `==` can't take int and string
          [{n: 1, s: "1"}] | where n == s
                                   ~~~~~~
          fix: `int(...)` or `float(...)` reads a number from text
        """
      ),
    ])
  }

  @Test("a comparison with null is answered with is null")
  func aComparisonWithNullIsAnsweredWithIsNull() async {
    await expectMessages([
      (
        "nav.feed | where title == null",
        """
        error[parse.null-comparison]: a comparison with `null` is never true
          nav.feed | where title == null
                           ~~~~~~~~~~~~~
          why: null is the absence of a value, and comparing with it gives unknown
          fix: `title is null`
        """
      ),
      (
        "nav.feed | where null != title",
        """
        error[parse.null-comparison]: a comparison with `null` is never true
          nav.feed | where null != title
                           ~~~~~~~~~~~~~
          why: null is the absence of a value, and comparing with it gives unknown
          fix: `title is not null`
        """
      ),
      (
        "let n = null; nav.feed | where title == $n",
        """
        error[bind.null-comparison]: a comparison with null is never true
          let n = null; nav.feed | where title == $n
                                         ~~~~~~~~~~~
          why: null is unknown, and so is whether it equals anything
          fix: `title is null`
        """
      ),
    ])
  }

  @Test("one equals sign in a condition is answered with two")
  func oneEqualsSignInAConditionIsAnsweredWithTwo() async {
    await expectMessages([
      (
        #"nav.feed | where title = "x""#,
        """
        error[parse.equals]: `=` names a column; `==` compares
          nav.feed | where title = "x"
                           ~~~~~~~~~~~
          fix: `title == "x"`
        """
      )
    ])
  }

  @Test("a condition is a bool")
  func aConditionIsABool() async {
    await expectMessages([
      (
        "nav.feed | where title",
        """
        error[bind.type]: `where` expected bool, found string
          nav.feed | where title
                           ~~~~~
        """
      ),
      (
        "nav.feed | where not title",
        """
        error[bind.type]: `not` expected bool, found string
          nav.feed | where not title
                               ~~~~~
        """
      ),
      (
        "nav.feed | where title and true",
        """
        error[bind.type]: `and` expected bool, found string
          nav.feed | where title and true
                           ~~~~~
        """
      ),
    ])
  }

  @Test("arithmetic on text is refused")
  func arithmeticOnTextIsRefused() async {
    await expectMessages([
      (
        "nav.feed | where title + 1 == 2",
        """
        error[bind.type]: `+` can't take string and int
          nav.feed | where title + 1 == 2
                           ~~~~~~~~~
        """
      ),
      (
        #"nav.feed | where title + url == "x""#,
        #"""
        error[bind.type]: `+` can't take string and string
          nav.feed | where title + url == "x"
                           ~~~~~~~~~~~
          fix: text is joined as "${a}${b}"
        """#
      ),
      (
        "nav.feed | where -title == 1",
        """
        error[bind.type]: `-` expected a number, found string
          nav.feed | where -title == 1
                           ~~~~~~
        """
      ),
      (
        "nav.feed | where title ?? 1 == 2",
        """
        error[bind.type]: `??` can't take string and int
          nav.feed | where title ?? 1 == 2
                           ~~~~~~~~~~
        """
      ),
    ])
  }

  @Test("in takes a list of fitting values")
  func inTakesAListOfFittingValues() async {
    await expectMessages([
      (
        "nav.feed | where title in 5",
        """
        error[bind.type]: `in` expected a list, found int
          nav.feed | where title in 5
                                    ~
        """
      ),
      (
        "nav.feed | where title in [1, 2]",
        """
        error[bind.type]: `in` can't take string and list<int>
          nav.feed | where title in [1, 2]
                           ~~~~~~~~~~~~~~~
        """
      ),
      (
        "nav.feed | where title in url",
        """
        error[bind.type]: `in` expected a list, found string
          nav.feed | where title in url
                                    ~~~
        """
      ),
    ])
  }

  @Test("paths and places need something nested")
  func pathsAndPlacesNeedSomethingNested() async {
    await expectMessages([
      (
        #"nav.feed | where title[0] == "x""#,
        """
        error[bind.type]: `[...]` expected a list before it, found string
          nav.feed | where title[0] == "x"
                           ~~~~~~~~
        """
      ),
      (
        #"[{l: [1]}] | select l["a"]"#,
        """
        error[bind.type]: an index expected int, found string
          [{l: [1]}] | select l["a"]
                                ~~~
        """
      ),
      (
        "nav.feed | select title.name",
        """
        error[bind.type]: `.name` expected a record before it, found string
          nav.feed | select title.name
                            ~~~~~~~~~~
        """
      ),
    ])
  }

  @Test("a function or aggregate with the wrong arguments shows how it is called")
  func aFunctionOrAggregateWithTheWrongArgumentsShowsHowItIsCalled() async {
    await expectMessages([
      (
        #"nav.feed | where lower(1) == "x""#,
        """
        error[bind.arguments]: `lower` can't take (int)
          nav.feed | where lower(1) == "x"
                           ~~~~~~~~
          why: it takes lower(text)
        """
      ),
      (
        "nav.feed | where now(1) > 2020-01-01",
        """
        error[bind.arguments]: `now` can't take (int)
          nav.feed | where now(1) > 2020-01-01
                           ~~~~~~
          why: it takes now()
        """
      ),
      (
        "nav.feed | summarize sum(title)",
        """
        error[bind.arguments]: `sum` can't take (string)
          nav.feed | summarize sum(title)
                               ~~~~~~~~~~
          why: it takes sum(number)
        """
      ),
    ])
  }

  @Test("aggregates stand where aggregates stand")
  func aggregatesStandWhereAggregatesStand() async {
    await expectMessages([
      (
        "nav.feed | where count() > 1",
        """
        error[bind.aggregate-here]: `count` is an aggregate and can't stand here
          nav.feed | where count() > 1
                           ~~~~~~~
          why: aggregates stand in `summarize`, in `derive` over the rows of a partition, or take a list
          fix: `summarize count(...) by ...`, or `derive x = count(...) per ... | ...`
        """
      ),
      (
        "nav.feed | summarize title",
        """
        error[bind.not-an-aggregate]: `title` is not an aggregate
          nav.feed | summarize title
                               ~~~~~
          why: `summarize` takes aggregates, as `count()` or `avg(x)`
          fix: put keys behind `by`: `summarize count() by title`
        """
      ),
      (
        "nav.feed | summarize r = count(title) / count()",
        """
        error[bind.not-an-aggregate]: `count(title) / count()` is not an aggregate
          nav.feed | summarize r = count(title) / count()
                                   ~~~~~~~~~~~~~~~~~~~~~~
          why: `summarize` takes aggregates by themselves, and `derive` makes more of them
          fix: derive it behind: `summarize count(title), count() ... | derive ...`
        """
      ),
      (
        "nav.feed | summarize lower(title)",
        """
        error[bind.not-an-aggregate]: `lower(title)` is not an aggregate
          nav.feed | summarize lower(title)
                               ~~~~~~~~~~~~
          why: `summarize` takes aggregates, as `count()` or `avg(x)`
          fix: put keys behind `by`: `summarize count() by lower(title)`
        """
      ),
    ])
  }

  @Test("the elements of a list are of one type")
  func theElementsOfAListAreOfOneType() async {
    await expectMessages([
      (
        #"[1, "a"]"#,
        """
        error[bind.type]: a list expected elements of one type, found int, string
          [1, "a"]
          ~~~~~~~~
        """
      ),
      (
        #"[{a: 1}, {a: "x"}]"#,
        """
        error[bind.type]: a list expected elements of one type, found record{a: int}, record{a: string}
          [{a: 1}, {a: "x"}]
          ~~~~~~~~~~~~~~~~~~
        """
      ),
    ])
  }

  @Test("a column that is not additive is not added up")
  func aColumnThatIsNotAdditiveIsNotAddedUp() async {
    await expectMessages([
      (
        "figures | summarize sum(share)",
        """
        error[bind.not-additive]: `sum` of `share` would be wrong
          figures | summarize sum(share)
                              ~~~~~~~~~~
          why: it is a percentage of each month's persons
          fix: `sum(additive(share))` insists
        """
      ),
      (
        "figures | summarize avg(share) by period",
        """
        error[bind.not-additive]: `avg` of `share` would be wrong
          figures | summarize avg(share) by period
                              ~~~~~~~~~~
          why: it is a percentage of each month's persons
          fix: `avg(additive(share))` insists
        """
      ),
      (
        "figures | select persons, s = share * 2 | rename t = s | derive u = round(t + persons) | summarize sum(u)",
        """
        error[bind.not-additive]: `sum` of `u` would be wrong
          … | rename t = s | derive u = round(t + persons) | summarize sum(u)
                                                                       ~~~~~~
          why: it is a percentage of each month's persons
          fix: `sum(additive(u))` insists
        """
      ),
      (
        "figures | summarize m = max(share) | summarize sum(m)",
        """
        error[bind.not-additive]: `sum` of `m` would be wrong
          figures | summarize m = max(share) | summarize sum(m)
                                                         ~~~~~~
          why: it is a percentage of each month's persons
          fix: `sum(additive(m))` insists
        """
      ),
    ])
  }

  @Test("a table in a variable is no value, and a value no table")
  func aTableInAVariableIsNoValueAndAValueNoTable() async {
    await expectMessages([
      (
        "let t = nav.feed | take 5; [1] | where value == $t",
        """
        error[bind.table-as-value]: `$t` is a table and can't stand in an expression
          let t = nav.feed | take 5; [1] | where value == $t
                                                          ~~
          why: a table stands first in a pipeline, or after `in`
        """
      ),
      (
        "let v = 5; $v | take 1",
        """
        error[bind.value-as-table]: `$v` is a value, not a table
          let v = 5; $v | take 1
                     ~~
          fix: `[$v]` is a table with the value in it
        """
      ),
    ])
  }
}
