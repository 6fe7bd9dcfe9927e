import FjordTestSupport
import Testing

@Suite struct PatternScriptTests {
  private let ads =
    "[{t: \"Sykepleier 100 %\", u: \"abc\"}, {t: \"LEGE, 50 %\", u: \"x\"}, {t: null, u: \"x\"}]"

  @Test("=~ and !~ find a pattern, and null stays unknown")
  func matching() async throws {
    try await expectRows([
      (
        #"\#(ads) | select a = t =~ /\d{3}/, b = t !~ /\d{3}/, c = t =~ /lege/i"#,
        "a,b,c true,false,false false,true,true ,,"
      ),
      (#"\#(ads) | where t =~ /^\w+ / | count"#, "count 1"),
      (#"\#(ads) | where t =~ '\d %$' | count"#, "count 2"),
      (#"let p = '^[A-Z]{4}'; \#(ads) | where t =~ $p | select t"#, "t \"LEGE, 50 %\""),
      (#"[{x: "a/b"}] | where x =~ /a\/b/ | count"#, "count 1"),
      (
        #"[{x: "a\nb"}] | select a = x =~ /a.b/, b = x =~ /a.b/s, c = x =~ /^b/m, d = x =~ /^b/"#,
        "a,b,c,d false,true,true,false"
      ),
    ])
  }

  @Test("extract, replace and split take patterns")
  func functions() async throws {
    try await expectRows([
      (
        #"\#(ads) | select p = int(extract(t, /(\d+) %/, 1)), w = extract(t, /\w+/), n = extract(t, /(?<x>\d)/, "x")"#,
        "p,w,n 100,Sykepleier,1 50,LEGE,5 ,,"
      ),
      (
        #"\#(ads) | select x = replace(t, /(\w+),? (\d+)/, "$2 $1")"#,
        "x 100 Sykepleier % 50 LEGE % "
      ),
      (#"\#(ads) | select x = replace(t, /[^a-z]+/i, u)"#, "x Sykepleierabc LEGEx "),
      (#"\#(ads) | select x = split(t, /[ ,]+/)[1]"#, "x 100 50 "),
      (#"[{x: "b"}] | select y = extract(x, "[a-c]")"#, "y b"),
    ])
  }

  @Test("a pattern that can't be read, a group that is not there and a wrong place are told")
  func messages() async {
    await expectMessages([
      (
        "nav.feed | where title =~ /a)b/",
        """
        error[bind.pattern]: the pattern can't be read: unmatched closing parenthesis
          nav.feed | where title =~ /a)b/
                                      ~
          why: that is after `a`
        """
      ),
      (
        #"nav.feed | where title =~ /\/\/[z-a]/"#,
        #"""
        error[bind.pattern]: the pattern can't be read: range out of order in character class
          nav.feed | where title =~ /\/\/[z-a]/
                                            ~
          why: that is after `//[z-`
        """#
      ),
      (
        "nav.feed | where title =~ url",
        """
        error[bind.argument]: `=~` expected a pattern known before the run, found string
          nav.feed | where title =~ url
                                    ~~~
          fix: a pattern is written between slashes: `/[0-9]+/`
        """
      ),
      (
        "nav.feed | select x = /a/",
        """
        error[bind.pattern-place]: a pattern can't stand here
          nav.feed | select x = /a/
                                ~~~
          why: it stands behind `=~` and `!~`, and in `extract`, `replace` and `split`
          fix: a variable holds a pattern as text: `let p = '[0-9]+'`
        """
      ),
      (
        "nav.feed | select x = extract(title, /(a)/, 2)",
        """
        error[bind.argument]: `extract` expected a group of the pattern, 1 to 1 or its name, found 2
          nav.feed | select x = extract(title, /(a)/, 2)
                                                      ~
        """
      ),
      (
        "nav.feed | where lower(/x/) == \"x\"",
        """
        error[bind.arguments]: `lower` can't take (regex)
          nav.feed | where lower(/x/) == "x"
                           ~~~~~~~~~~
          why: it takes lower(text)
        """
      ),
    ])
  }

  @Test("a pattern that would not end is an error that names it")
  func hostile() async {
    let text = String(repeating: "a", count: 100) + "!"
    let told = await SessionFixture().message("[{t: \"\(text)\"}] | where t =~ /(a+)+$/")
    #expect(
      told == """
        error[run.pattern]: `/(a+)+$/` takes too many steps on a text in `where`
          why: repetitions within repetitions can be tried in more ways than there is time for
          fix: make them exclude each other, as `(a+b)+` instead of `(a+)+`, or use `contains`
        """)
  }
}
