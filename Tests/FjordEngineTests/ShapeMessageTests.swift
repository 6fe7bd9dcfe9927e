import FjordTestSupport
import Testing

@Suite struct ShapeMessageTests {
  @Test("a stage with too few or too many items shows how it is written")
  func aStageWithTooFewOrTooManyItemsShowsHowItIsWritten() async {
    await expectMessages([
      (
        "nav.feed | take",
        """
        error[bind.items]: `take` expected one whole number that is not negative, found nothing
          nav.feed | take
                     ~~~~
          fix: usage: `take N`
        """
      ),
      (
        "nav.feed | take 1, 2",
        """
        error[bind.items]: `take` expected one whole number that is not negative, found 2
          nav.feed | take 1, 2
                             ~
          fix: usage: `take N`
        """
      ),
      (
        "nav.feed | sort",
        """
        error[bind.missing-clause]: `sort` needs `by`
          nav.feed | sort
                     ~~~~
          fix: usage: `sort by EXPRESSION [desc], ... [--locale VALUE]`
        """
      ),
      (
        "nav.feed | select",
        """
        error[bind.items]: `select` expected columns, or `name = expression`, found nothing
          nav.feed | select
                     ~~~~~~
          fix: usage: `select COLUMN | NAME = EXPRESSION, ...`
        """
      ),
      (
        "refresh",
        """
        error[bind.items]: `refresh` expected NAME, found nothing
          refresh
          ~~~~~~~
          fix: usage: `refresh NAME`
        """
      ),
      (
        "range 1",
        """
        error[bind.missing-clause]: `range` needs `to`
          range 1
          ~~~~~~~
          fix: usage: `range FROM to VALUE [--step VALUE]`
        """
      ),
    ])
  }

  @Test("an item of the wrong form says what was expected")
  func anItemOfTheWrongFormSaysWhatWasExpected() async {
    await expectMessages([
      (
        "nav.feed | take -1",
        """
        error[bind.items]: `take` expected one whole number that is not negative, found `-1`
          nav.feed | take -1
                          ~~
        """
      ),
      (
        "nav.feed | take 2.5",
        """
        error[bind.items]: `take` expected one whole number that is not negative, found `2.5`
          nav.feed | take 2.5
                          ~~~
        """
      ),
      (
        "nav.feed | take title",
        """
        error[bind.items]: `take` expected one whole number that is not negative, found `title`
          nav.feed | take title
                          ~~~~~
        """
      ),
      (
        "nav.feed | drop lower(title)",
        """
        error[bind.items]: `drop` expected names of columns, found `lower(title)`
          nav.feed | drop lower(title)
                          ~~~~~~~~~~~~
        """
      ),
      (
        "nav.feed | rename title",
        """
        error[bind.items]: `rename` expected `new = old` here
          nav.feed | rename title
                            ~~~~~
        """
      ),
      (
        "nav.feed | rename a = lower(title)",
        """
        error[bind.items]: `rename` expected `new = old` here
          nav.feed | rename a = lower(title)
                            ~~~~~~~~~~~~~~~~
        """
      ),
      (
        "nav.feed | select a = title desc",
        """
        error[bind.items]: `select` expected no `asc` or `desc` here
          nav.feed | select a = title desc
                            ~~~~~~~~~~~~~~
        """
      ),
      (
        "nav.feed | where (nav.feed | take 5)",
        """
        error[bind.items]: `where` expected one condition here
          nav.feed | where (nav.feed | take 5)
                           ~~~~~~~~~~~~~~~~~~~
        """
      ),
    ])
  }

  @Test("two columns of one name are refused")
  func twoColumnsOfOneNameAreRefused() async {
    await expectMessages([
      (
        "nav.feed | select lower(title), lower_title = 1",
        """
        error[bind.duplicate-column]: two columns would be named `lower_title`
          nav.feed | select lower(title), lower_title = 1
                                          ~~~~~~~~~~~~~~~
          fix: give one of them a name: `other = ...`
        """
      ),
      (
        "nav.feed | rename uuid = title",
        """
        error[bind.duplicate-column]: two columns would be named `uuid`
          nav.feed | rename uuid = title
                            ~~~~~~~~~~~~
          fix: choose another name, or drop the other column first
        """
      ),
      (
        "nav.feed | count by status, status",
        """
        error[bind.duplicate-column]: two columns would be named `status`
          nav.feed | count by status, status
                                      ~~~~~~
          fix: give one of them a name: `other = ...`
        """
      ),
      (
        "[{count: 1}] | count by count",
        """
        error[bind.duplicate-column]: two columns would be named `count`
          [{count: 1}] | count by count
                         ~~~~~~~~~~~~~~
          fix: give one of them a name: `other = ...`
        """
      ),
    ])
  }

  @Test("a column that is named twice is refused")
  func aColumnThatIsNamedTwiceIsRefused() async {
    await expectMessages([
      (
        "nav.feed | rename x = title, y = title",
        """
        error[bind.named-twice]: `title` is named twice here
          nav.feed | rename x = title, y = title
                                       ~~~~~~~~~
        """
      ),
      (
        "nav.feed | drop title, title",
        """
        error[bind.named-twice]: `title` is named twice here
          nav.feed | drop title, title
                                 ~~~~~
        """
      ),
    ])
  }

  @Test("an option with the wrong value says what it takes")
  func anOptionWithTheWrongValueSaysWhatItTakes() async {
    await expectMessages([
      (
        "range 1 to 5 --step 0",
        """
        error[bind.option-value]: `--step` expected a number other than 0, found 0
          range 1 to 5 --step 0
                              ~
        """
      ),
      (
        "range 1 to 5 --step x",
        """
        error[bind.option-value]: `--step` expected a whole number, found `x`
          range 1 to 5 --step x
                              ~
        """
      ),
      (
        #"range 1 to "a""#,
        """
        error[bind.option-value]: `to` expected a whole number, found `"a"`
          range 1 to "a"
                     ~~~
        """
      ),
      (
        "range 1 to x",
        """
        error[bind.option-value]: `to` expected a whole number, found `x`
          range 1 to x
                     ~
        """
      ),
      (
        "range 1.5 to 3",
        """
        error[bind.argument]: `FROM` expected a whole number, found `1.5`
          range 1.5 to 3
                ~~~
        """
      ),
      (
        "range 1 to 5 --step 1 --step 2",
        """
        error[bind.option-twice]: `--step` is given twice
          range 1 to 5 --step 1 --step 2
                                ~~~~~~
          fix: leave one of them out
        """
      ),
    ])
  }

  @Test("options and items that do not go together are refused")
  func optionsAndItemsThatDoNotGoTogetherAreRefused() async {
    await expectMessages([
      (
        "nav.feed | save x --append --replace",
        """
        error[bind.options]: only one of --append, --replace and --restart can be given
          nav.feed | save x --append --replace
                     ~~~~~~~~~~~~~~~~~~~~~~~~~
        """
      ),
      (
        "nav.feed | distinct title by url",
        """
        error[bind.items]: `distinct` takes columns or `by`, not both
          nav.feed | distinct title by url
                     ~~~~~~~~~~~~~~~~~~~~~
          fix: `distinct a, b` gives two columns; `distinct by a, b` gives whole rows
        """
      ),
      (
        #"nav.feed | save "x.csv" --replace"#,
        """
        error[bind.options]: a file is written whole: `save` to a file takes no option but `--append`, and no key
          nav.feed | save "x.csv" --replace
                     ~~~~~~~~~~~~~~~~~~~~~~
          fix: leave them out
        """
      ),
    ])
  }

  @Test("nothing follows a stage that ends a pipeline")
  func nothingFollowsAStageThatEndsAPipeline() async {
    await expectMessages([
      (
        "nav.feed | schema | take 1",
        """
        error[bind.after-end]: nothing can follow `schema`
          nav.feed | schema | take 1
                              ~~~~~~
          why: `schema` ends a pipeline
        """
      ),
      (
        "nav.feed | show | take 1",
        """
        error[bind.after-end]: nothing can follow `show`
          nav.feed | show | take 1
                            ~~~~~~
          why: `show` ends a pipeline
        """
      ),
    ])
  }

  @Test("a table keeps at least one column")
  func aTableKeepsAtLeastOneColumn() async {
    await expectMessages([
      (
        "[{a: 1}] | drop a",
        """
        error[bind.no-column]: `drop` would leave no column
          [{a: 1}] | drop a
                     ~~~~~~
          fix: `select` names the columns to keep
        """
      ),
      (
        "[{}]",
        """
        error[bind.table-rows]: a literal table expected records with at least one value
          [{}]
          ~~~~
        """
      ),
    ])
  }

  @Test("latest needs a key")
  func latestNeedsAKey() async {
    await expectMessages([
      (
        "nav.feed | latest | latest by title | latest",
        """
        error[bind.no-key]: `latest` needs to know what names a row
          nav.feed | latest | latest by title | latest
                                                ~~~~~~
          why: these rows come from no keyed source, or a stage before dropped their key
          fix: name the key: `latest by COLUMN`
        """
      ),
      (
        "[{a: 1}] | latest",
        """
        error[bind.no-key]: `latest` needs to know what names a row
          [{a: 1}] | latest
                     ~~~~~~
          why: these rows come from no keyed source, or a stage before dropped their key
          fix: name the key: `latest by COLUMN`
        """
      ),
    ])
  }

  @Test("a key that is gone before save is named")
  func aKeyThatIsGoneBeforeSaveIsNamed() async {
    await expectMessages([
      (
        "nav.feed | select title | save x",
        """
        error[bind.key-dropped]: `save` needs the key `uuid`
          nav.feed | select title | save x
                                    ~~~~~~
          why: rows are saved by their key, and a stage before dropped it or put other values in
          fix: keep `uuid` as it is
        """
      ),
      (
        "nav.feed | drop uuid | save x",
        """
        error[bind.key-dropped]: `save` needs the key `uuid`
          nav.feed | drop uuid | save x
                                 ~~~~~~
          why: rows are saved by their key, and a stage before dropped it or put other values in
          fix: keep `uuid` as it is
        """
      ),
      (
        #"nav.feed | derive uuid = "x" | save x"#,
        """
        error[bind.key-dropped]: `save` needs the key `uuid`
          nav.feed | derive uuid = "x" | save x
                                         ~~~~~~
          why: rows are saved by their key, and a stage before dropped it or put other values in
          fix: keep `uuid` as it is
        """
      ),
    ])
  }
}
