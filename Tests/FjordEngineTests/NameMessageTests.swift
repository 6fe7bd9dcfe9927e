import FjordTestSupport
import Testing

@Suite struct NameMessageTests {
  @Test("an unknown column is answered with the columns and the nearest name")
  func anUnknownColumnIsAnsweredWithTheColumnsAndTheNearestName() async {
    await expectMessages([
      (
        #"nav.feed | where municipality=="BERGEN""#,
        """
        error[bind.unknown-column]: unknown column `municipality`
          nav.feed | where municipality=="BERGEN"
                           ~~~~~~~~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `municipal` might be meant
        """
      ),
      (
        #"nav.feed | where municipality == "BERGEN""#,
        """
        error[bind.unknown-column]: unknown column `municipality`
          nav.feed | where municipality == "BERGEN"
                           ~~~~~~~~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `municipal` might be meant
        """
      ),
      (
        "nav.feed | select employer.name",
        """
        error[bind.unknown-column]: unknown column `employer`
          nav.feed | select employer.name
                            ~~~~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
        """
      ),
      (
        #"nav.feed | where titel between "a" and "b""#,
        """
        error[bind.unknown-column]: unknown column `titel`
          nav.feed | where titel between "a" and "b"
                           ~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `title` might be meant
        """
      ),
      (
        "[{a: title}]",
        """
        error[bind.unknown-column]: unknown column `title`
          [{a: title}]
               ~~~~~
          why: there are no columns here
          fix: a text is written in quotes: `"title"`
        """
      ),
    ])
  }

  @Test("an unknown field of a record names the fields")
  func anUnknownFieldOfARecordNamesTheFields() async {
    await expectMessages([
      (
        "[{a: {b: 1}}] | select a.c",
        """
        error[bind.unknown-field]: unknown field `c`
          [{a: {b: 1}}] | select a.c
                                   ~
          why: the fields here are b
        """
      )
    ])
  }

  @Test("an unknown source or a pipeline without one is told apart")
  func anUnknownSourceOrAPipelineWithoutOneIsToldApart() async {
    await expectMessages([
      (
        "nav.fed | take 5",
        """
        error[bind.unknown-source]: unknown source `nav.fed`
          nav.fed | take 5
          ~~~~~~~
          why: a pipeline begins with a source, a table variable or a list
          fix: `nav.feed` might be meant
        """
      ),
      (
        "where a == 1",
        """
        error[bind.operator-first]: `where` is an operator and needs rows before it
          where a == 1
          ~~~~~
          why: a pipeline begins with a source, a table variable or a list
          fix: begin with a source: `SOURCE | where ...`, or `$last | where ...`
        """
      ),
      (
        "schema nav.fed",
        """
        error[bind.unknown-source]: unknown source `nav.fed`
          schema nav.fed
                 ~~~~~~~
          why: a pipeline begins with a source, a table variable or a list
          fix: `nav.feed` might be meant
        """
      ),
    ])
  }

  @Test("an unknown operator is answered with the nearest one, or with what it is called here")
  func anUnknownOperatorIsAnsweredWithTheNearestOneOrWithWhatItIsCalledHere() async {
    await expectMessages([
      (
        "nav.feed | tke 5",
        """
        error[bind.unknown-operator]: unknown operator `tke`
          nav.feed | tke 5
                     ~~~
          fix: `take` or `tee` might be meant
        """
      ),
      (
        "nav.feed | filter a == 1",
        """
        error[bind.unknown-operator]: unknown operator `filter`
          nav.feed | filter a == 1
                     ~~~~~~
          fix: `where` does what `filter` does elsewhere
        """
      ),
      (
        "nav.feed | frobnicate",
        """
        error[bind.unknown-operator]: unknown operator `frobnicate`
          nav.feed | frobnicate
                     ~~~~~~~~~~
          fix: `help` lists the operators
        """
      ),
    ])
  }

  @Test("a source or a statement in the middle is refused")
  func aSourceOrAStatementInTheMiddleIsRefused() async {
    await expectMessages([
      (
        "nav.feed | nav.feed",
        """
        error[bind.source-in-middle]: `nav.feed` is a source and begins a pipeline
          nav.feed | nav.feed
                     ~~~~~~~~
          why: only operators and look-ups stand behind `|`
        """
      ),
      (
        "nav.feed | take 5 | refresh x",
        """
        error[bind.command-in-pipeline]: `refresh` stands alone
          nav.feed | take 5 | refresh x
                              ~~~~~~~
          why: it is a statement and gives no rows
          fix: put it on a line of its own
        """
      ),
      (
        "refresh x | take 5",
        """
        error[bind.command-in-pipeline]: `refresh` stands alone
          refresh x | take 5
          ~~~~~~~~~~~~~~~~~~
          why: it is a statement and gives no rows
          fix: put it on a line of its own
        """
      ),
      (
        "nav.feed | $x",
        """
        error[bind.not-a-stage]: `$x` can't stand here
          nav.feed | $x
                     ~~
          why: a stage is an operator with its arguments
        """
      ),
    ])
  }

  @Test("an unknown option or clause names those that there are")
  func anUnknownOptionOrClauseNamesThoseThatThereAre() async {
    await expectMessages([
      (
        "nav.feed | take 5 --foo 3",
        """
        error[bind.unknown-option]: unknown option `--foo` of `take`
          nav.feed | take 5 --foo 3
                            ~~~~~
          why: `take` has no options
        """
      ),
      (
        "nav.feed --sinc 7d | take 5",
        """
        error[bind.unknown-option]: unknown option `--sinc` of `nav.feed`
          nav.feed --sinc 7d | take 5
                   ~~~~~~
          why: `nav.feed` has no options
        """
      ),
      (
        "nav.feed --format json",
        """
        error[bind.unknown-option]: unknown option `--format` of `nav.feed`
          nav.feed --format json
                   ~~~~~~~~
          why: `nav.feed` has no options
          fix: `| to json` shows the rows in a format
        """
      ),
      (
        "range 1 to 5 --stp 2",
        """
        error[bind.unknown-option]: unknown option `--stp` of `range`
          range 1 to 5 --stp 2
                       ~~~~~
          why: its options are --step
          fix: `--step` might be meant
        """
      ),
      (
        "nav.feed | sort by title with x",
        """
        error[bind.unknown-clause]: `sort` takes no `with`
          nav.feed | sort by title with x
                                   ~~~~
          why: its clauses are by
        """
      ),
      (
        "nav.feed | take 5 by title",
        """
        error[bind.unknown-clause]: `take` takes no `by`
          nav.feed | take 5 by title
                            ~~
          why: `take` has no clauses
        """
      ),
      (
        "range 1 to 3 by 5",
        """
        error[bind.unknown-clause]: `range` takes no `by`
          range 1 to 3 by 5
                       ~~
          why: its clauses are to
        """
      ),
      (
        "store.x by title",
        """
        error[bind.unknown-clause]: `store.x` takes no `by`
          store.x by title
                  ~~
          why: `store.x` has no clauses
        """
      ),
    ])
  }

  @Test("an unknown function is answered with the nearest one")
  func anUnknownFunctionIsAnsweredWithTheNearestOne() async {
    await expectMessages([
      (
        #"nav.feed | where lowr(title) == "x""#,
        """
        error[bind.unknown-function]: unknown function `lowr`
          nav.feed | where lowr(title) == "x"
                           ~~~~
          fix: `lower` might be meant
        """
      ),
      (
        "nav.feed | summarize cnt()",
        """
        error[bind.unknown-function]: unknown function `cnt`
          nav.feed | summarize cnt()
                               ~~~
          fix: `help functions` lists the functions
        """
      ),
    ])
  }

  @Test("an unknown variable is answered with those that are known")
  func anUnknownVariableIsAnsweredWithThoseThatAreKnown() async {
    await expectMessages([
      (
        "nav.feed | where $x == title",
        """
        error[bind.unknown-variable]: unknown variable `$x`
          nav.feed | where $x == title
                           ~~
          why: no variable is defined before this place
          fix: a column is written without `$`; `let x = ...` defines a variable
        """
      ),
      (
        "let y = 1; nav.feed | where $x == title",
        """
        error[bind.unknown-variable]: unknown variable `$x`
          let y = 1; nav.feed | where $x == title
                                      ~~
          why: the variables here are $y
          fix: `$y` might be meant
        """
      ),
      (
        "$last | take 5",
        """
        error[bind.nothing-shown]: there is no `$last` yet
          $last | take 5
          ~~~~~
          why: `$last` is the table shown last
          fix: show a table first
        """
      ),
      (
        "nav.feed | derive title = $last",
        """
        error[bind.nothing-shown]: there is no `$last` yet
          nav.feed | derive title = $last
                                    ~~~~~
          why: `$last` is the table shown last
          fix: show a table first
        """
      ),
    ])
  }

  @Test("an unknown saved table is answered with how to make one")
  func anUnknownSavedTableIsAnsweredWithHowToMakeOne() async {
    await expectMessages([
      (
        "store.nothing | take 5",
        """
        error[bind.unknown-table]: no saved table `nothing`
          store.nothing | take 5
          ~~~~~~~~~~~~~
          why: the store is empty
          fix: `... | save nothing` makes one
        """
      ),
      (
        "range 1 to 2 | save numbers; store.number",
        """
        error[bind.unknown-table]: no saved table `number`
          range 1 to 2 | save numbers; store.number
                                       ~~~~~~~~~~~~
          why: the saved tables are numbers
          fix: `numbers` might be meant
        """
      ),
      (
        "refresh nothing",
        """
        error[bind.unknown-table]: no saved table `nothing`
          refresh nothing
                  ~~~~~~~
          why: the store is empty
          fix: `... | save nothing` makes one
        """
      ),
    ])
  }

  @Test("an unknown format or topic is answered with the nearest one")
  func anUnknownFormatOrTopicIsAnsweredWithTheNearestOne() async {
    await expectMessages([
      (
        "nav.feed | to jsno",
        """
        error[bind.unknown-format]: unknown format `jsno`
          nav.feed | to jsno
                        ~~~~
          why: the formats are table, csv, tsv, json, ndjson, markdown, html
          fix: `json` might be meant
        """
      ),
      (
        #"nav.feed | save "x.foo""#,
        """
        error[bind.file-format]: the format of `x.foo` is not known by its extension
          nav.feed | save "x.foo"
                          ~~~~~~~
          why: the extensions are .csv, .tsv, .json, .ndjson, .md and .html, also with .gz or .zst; another takes the bytes of one binary column
          fix: a table in the store is named without quotes: `save nav_feed`
        """
      ),
      (
        "nav.feed | save a.b",
        """
        error[bind.table-name]: `a.b` is no name for a saved table
          nav.feed | save a.b
                     ~~~~~~~~
          fix: a name is letters, digits and `_`: `save ads`; a file is named in quotes
        """
      ),
      (
        "help whre",
        """
        error[bind.unknown-topic]: no help about `whre`
          help whre
               ~~~~
          fix: `where` might be meant
        """
      ),
    ])
  }

  @Test("words and signs that name something else elsewhere are answered with the form here")
  func wordsOfOtherLanguages() async {
    await expectMessages([
      (
        "nav.feed | where title == NULL",
        """
        error[bind.unknown-column]: unknown column `NULL`
          nav.feed | where title == NULL
                                    ~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `null`; `x is null` tests for it
        """
      ),
      (
        "nav.feed | where $title == \"a\"",
        """
        error[bind.unknown-variable]: unknown variable `$title`
          nav.feed | where $title == "a"
                           ~~~~~~
          why: `title` is a column, and columns are written without `$`
          fix: `title`
        """
      ),
      (
        "nav.feed | summarize count() as n",
        """
        error[bind.unknown-clause]: `summarize` takes no `as`
          nav.feed | summarize count() as n
                                       ~~
          why: its clauses are by
          fix: `n = count()`
        """
      ),
      (
        "cat rows",
        """
        error[bind.unknown-source]: unknown source `cat`
          cat rows
          ~~~
          why: a pipeline begins with a source, a table variable or a list
          fix: `open "file.csv"` reads a file, `stdin` a pipe, `store.NAME` a saved table
        """
      ),
      (
        #"[{e: {name: "x"}}] | select e["name"]"#,
        """
        error[bind.argument]: `[...]` expected a list before it, found record{name: string}
          [{e: {name: "x"}}] | select e["name"]
                                      ~~~~~~~~~
          fix: a record's field stands behind a dot: `e.name`
        """
      ),
      (
        "range 1 to 9 --step",
        """
        error[bind.option-value]: `--step` needs a value: a whole number
          range 1 to 9 --step
                       ~~~~~~
        """
      ),
      (
        "nav.feed | join $x on uuid --inner",
        """
        error[bind.unknown-variable]: unknown variable `$x`
          nav.feed | join $x on uuid --inner
                          ~~
          why: no variable is defined before this place
          fix: a column is written without `$`; `let x = ...` defines a variable

        error[bind.unknown-option]: unknown option `--inner` of `join`
          nav.feed | join $x on uuid --inner
                                     ~~~~~~~
          why: its options are --anti, --full, --left, --semi
        """
      ),
      (
        "[1] | save",
        """
        error[bind.table-name]: `save` needs a name: `[...]` gives none
          [1] | save
                ~~~~
          fix: `save rows` keeps them in the store, `save "rows.csv"` in a file
        """
      ),
    ])
  }
}
