import Testing

/// What is told of a `fill` that can't be.
@Suite struct FillMessageTests {
  @Test("what does not fit the column is told")
  func misfits() async {
    await expectMessages([
      (
        "nav.feed | fill title = 1",
        """
        error[bind.type]: `title` expected string, found int
          nav.feed | fill title = 1
                                  ~
        """
      ),
      (
        "nav.feed | fill tittle = \"x\"",
        """
        error[bind.unknown-column]: unknown column `tittle`
          nav.feed | fill tittle = "x"
                          ~~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `title` might be meant
        """
      ),
      (
        "nav.feed | fill title",
        """
        error[bind.items]: `fill` expected `column = expression` here
          nav.feed | fill title
                          ~~~~~
        """
      ),
    ])
  }
}
