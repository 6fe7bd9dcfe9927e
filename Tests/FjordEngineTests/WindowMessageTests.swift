import Testing

/// What is told of window functions that can't stand where they stand.
@Suite struct WindowMessageTests {
  @Test("a window function stands in derive alone")
  func elsewhere() async {
    await expectMessages([
      (
        "nav.feed | where row() == 1",
        """
        error[bind.window-here]: `row` is a window function and can't stand here
          nav.feed | where row() == 1
                           ~~~~~
          why: window functions stand in `derive`, which sees all rows of a partition
          fix: derive it first: `derive x = row(...) per ... | ...`
        """
      ),
      (
        "nav.feed | summarize lag(title)",
        """
        error[bind.window-here]: `lag` is a window function and can't stand here
          nav.feed | summarize lag(title)
                               ~~~~~~~~~~
          why: window functions stand in `derive`, which sees all rows of a partition
          fix: derive it first: `derive x = lag(...) per ... | ...`
        """
      ),
      (
        "nav.feed | derive n = count() per row()",
        """
        error[bind.window-here]: `row` is a window function and can't stand here
          nav.feed | derive n = count() per row()
                                            ~~~~~
          why: window functions stand in `derive`, which sees all rows of a partition
          fix: derive it first: `derive x = row(...) per ... | ...`
        """
      ),
    ])
  }

  @Test("a rank without an order, and an order without a window, are told")
  func orders() async {
    await expectMessages([
      (
        "nav.feed | derive n = rank() per title",
        """
        error[bind.window-order]: `rank` needs to know the order of the rows
          nav.feed | derive n = rank() per title
                                ~~~~~~
          fix: say what to order by: `derive x = rank() by COLUMN`
        """
      ),
      (
        "nav.feed | derive n = lower(title) per title",
        """
        error[bind.no-window]: `per` has nothing to do here
          nav.feed | derive n = lower(title) per title
                                             ~~~
          why: no window function or aggregate stands in the items
          fix: leave `per` out
        """
      ),
    ])
  }

  @Test("arguments that a window function can't take are told with how it is called")
  func arguments() async {
    await expectMessages([
      (
        "nav.feed | derive n = running_sum(title)",
        """
        error[bind.arguments]: `running_sum` can't take (string)
          nav.feed | derive n = running_sum(title)
                                ~~~~~~~~~~~~~~~~~~
          why: it takes running_sum(number)
        """
      ),
      (
        "nav.feed | derive n = runing_sum(1)",
        """
        error[bind.unknown-function]: unknown function `runing_sum`
          nav.feed | derive n = runing_sum(1)
                                ~~~~~~~~~~
          fix: `running_sum` might be meant
        """
      ),
    ])
  }

  @Test("what must not be added up is refused by running_sum, share and sum over a partition")
  func notAdditive() async {
    for name in ["running_sum", "share", "sum", "avg"] {
      await expectMessages([
        (
          "figures | derive x = \(name)(share)",
          """
          error[bind.not-additive]: `\(name)` of `share` would be wrong
            figures | derive x = \(name)(share)
                                 \(String(repeating: "~", count: name.count + 7))
            why: it is a percentage of each month's persons
            fix: `\(name)(additive(share))` insists
          """
        )
      ])
    }
  }

  @Test("an item without a name does not take the place of a column")
  func names() async {
    await expectMessages([
      (
        "nav.feed | derive row(), row()",
        """
        error[bind.duplicate-column]: two columns would be named `row`
          nav.feed | derive row(), row()
                                   ~~~~~
          fix: give one of them a name: `other = ...`
        """
      )
    ])
  }
}
