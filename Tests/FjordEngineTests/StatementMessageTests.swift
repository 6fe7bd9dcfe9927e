import FjordTestSupport
import Testing

@Suite struct StatementMessageTests {
  @Test("independent faults of one check are told together")
  func independentFaultsOfOneCheckAreToldTogether() async {
    await expectMessages([
      (
        #"nav.feed | where titel == "x" | where municipl == "y" | takee 5"#,
        """
        error[bind.unknown-column]: unknown column `titel`
          nav.feed | where titel == "x" | where municipl == "y" | takee 5
                           ~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `title` might be meant

        error[bind.unknown-column]: unknown column `municipl`
          nav.feed | where titel == "x" | where municipl == "y" | takee 5
                                                ~~~~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `municipal` might be meant

        error[bind.unknown-operator]: unknown operator `takee`
          nav.feed | where titel == "x" | where municipl == "y" | takee 5
                                                                  ~~~~~
          fix: `take` might be meant
        """
      ),
      (
        #"nav.feed | where titel == "x" and statu == 3 | sort by foo"#,
        """
        error[bind.unknown-column]: unknown column `titel`
          nav.feed | where titel == "x" and statu == 3 | sort by foo
                           ~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `title` might be meant

        error[bind.unknown-column]: unknown column `statu`
          nav.feed | where titel == "x" and statu == 3 | sort by foo
                                            ~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `status` might be meant

        error[bind.unknown-column]: unknown column `foo`
          nav.feed | where titel == "x" and statu == 3 | sort by foo
                                                                 ~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
        """
      ),
      (
        "nav.fed | tak 5",
        """
        error[bind.unknown-source]: unknown source `nav.fed`
          nav.fed | tak 5
          ~~~~~~~
          why: a pipeline begins with a source, a table variable or a list
          fix: `nav.feed` might be meant

        error[bind.unknown-operator]: unknown operator `tak`
          nav.fed | tak 5
                    ~~~
          fix: `take` might be meant
        """
      ),
      (
        "range 1 to 2 | where a == 1; range 1 to 2 | where b == 1; range 1 to 2",
        """
        error[bind.unknown-column]: unknown column `a`
          range 1 to 2 | where a == 1; range 1 to 2 | where b == 1; range 1 to 2
                               ~
          why: the columns here are value

        error[bind.unknown-column]: unknown column `b`
          range 1 to 2 | where a == 1; range 1 to 2 | where b == 1; range 1 to 2
                                                            ~
          why: the columns here are value
        """
      ),
    ])
  }

  @Test("what names something faulty is not told as well")
  func whatNamesSomethingFaultyIsNotToldAsWell() async {
    await expectMessages([
      (
        "let t = nav.fed; $t | take 5; let u = $t | count; $u",
        """
        error[bind.unknown-source]: unknown source `nav.fed`
          let t = nav.fed; $t | take 5; let u = $t | count; $u
                  ~~~~~~~
          why: a pipeline begins with a source, a table variable or a list
          fix: `nav.feed` might be meant
        """
      ),
      (
        "def f = $x; nav.feed | where titel == 1 | save y; store.y | take 5; refresh y",
        """
        error[bind.unknown-column]: unknown column `titel`
          def f = $x; nav.feed | where titel == 1 | save y; store.y | take 5; refresh y
                                       ~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `title` might be meant
        """
      ),
    ])
  }

  @Test("a definition is used with as many arguments as it has parameters")
  func aDefinitionIsUsedWithAsManyArgumentsAsItHasParameters() async {
    await expectMessages([
      (
        "def f m = where municipal == $m; nav.feed | f",
        """
        error[bind.definition]: `f` takes one argument, found 0
          def f m = where municipal == $m; nav.feed | f
                                                      ~
          why: arguments are parted by commas and have no names
        """
      ),
      (
        #"def f m = where municipal == $m; nav.feed | f "a", "b""#,
        """
        error[bind.definition]: `f` takes one argument, found 2
          def f m = where municipal == $m; nav.feed | f "a", "b"
                                                      ~~~~~~~~~~
          why: arguments are parted by commas and have no names
        """
      ),
      (
        "def f = take 5; nav.feed | f 3",
        """
        error[bind.definition]: `f` takes no argument, found 1
          def f = take 5; nav.feed | f 3
                                     ~~~
        """
      ),
      (
        "def f a a = take 5",
        """
        error[bind.named-twice]: `a` is named twice here
          def f a a = take 5
                  ~
        """
      ),
    ])
  }

  @Test("a definition sees those before it, and not itself")
  func aDefinitionSeesThoseBeforeItAndNotItself() async {
    await expectMessages([
      (
        "def a = b; def b = take 1; range 1 to 3 | a",
        """
        error[bind.unknown-operator]: unknown operator `b`
          def a = b; def b = take 1; range 1 to 3 | a
                  ~
          fix: `help` lists the operators
        """
      ),
      (
        "def loop = loop | take 1; range 1 to 3 | loop",
        """
        error[bind.unknown-operator]: unknown operator `loop`
          def loop = loop | take 1; range 1 to 3 | loop
                     ~~~~
          fix: `help` lists the operators
        """
      ),
    ])
  }

  @Test("a parameter has a type and a default that fit")
  func aParameterHasATypeAndADefaultThatFit() async {
    await expectMessages([
      (
        "param n: itn = 5",
        """
        error[bind.items]: `param` expected a type (bool, date, duration, float, int, string, timestamp) here
          param n: itn = 5
                   ~~~
        """
      ),
      (
        #"param n: int = "x""#,
        """
        error[bind.type]: the default expected int, found string
          param n: int = "x"
                         ~~~
        """
      ),
      (
        "param n",
        """
        error[usage.missing-parameter]: the parameter `n` needs a value
          param n
                ~
          fix: give it: `--n VALUE`
        """
      ),
      (
        "param t = 2024-06-01T10:00",
        """
        error[bind.items]: `param` expected an instant with its offset, as 2024-06-01T10:30:00Z here
          param t = 2024-06-01T10:00
                    ~~~~~~~~~~~~~~~~
        """
      ),
    ])
  }

  @Test("a fault in a text of several lines names its place")
  func aFaultInATextOfSeveralLinesNamesItsPlace() async {
    await expectMessages([
      (
        "range 1 to 2\n  | where x == 1",
        """
        error[bind.unknown-column]: unknown column `x` (test:2:11)
            | where x == 1
                    ~
          why: the columns here are value
        """
      )
    ])
  }
}
