import Testing

@testable import FjordHTTP

@Suite struct SecretTests {
  let secret = Secret("s3cr3t-value", variable: "NAV_TOKEN")

  @Test func `no way of turning a secret into text shows its value`() throws {
    var dumped = ""
    dump(secret, to: &dumped)
    dump(HTTPAuthorisation.bearer(secret), to: &dumped)
    let base = try BaseURL("https://a.example", setting: "X")
    dump(HTTPServiceSettings(name: "a", base: base, secret: secret), to: &dumped)
    let optional: Secret? = secret
    let texts = [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])",
      String(describing: optional), "\(HTTPAuthorisation.query("k", secret))", dumped,
      Mirror(reflecting: secret).children.map { "\($0)" }.joined(),
    ]
    for text in texts { #expect(!text.contains("s3cr3t")) }
    #expect("\(secret)" == "$NAV_TOKEN")
    #expect(dumped.contains("$NAV_TOKEN"))
    #expect(secret.exposedValue == "s3cr3t-value")
  }

  @Test func `white space around a secret is dropped and the variable's name mended`() {
    #expect(Secret(" abc\r\n", variable: "A").exposedValue == "abc")
    #expect(Secret("", variable: "A").exposedValue == "")
    #expect(Secret("x", variable: "NAV TOKEN").variable == "NAV_TOKEN")
    #expect(Secret("x", variable: "1A").variable == "_1A")
    #expect(Secret("x", variable: "").variable == "_")
  }

  @Test(arguments: ["", "two words", "line\nbreak", "blåbær", "bell\u{7}"])
  func `a secret that no header can hold is called unfit without being quoted`(value: String) {
    let why = Secret(value, variable: "A").unfitness
    #expect(why != nil)
    if value.count > 4 { #expect(why?.contains(value) == false) }
  }
}

@Suite struct SecretLedgerTests {
  @Test(arguments: [
    ("key ab+c/d= here", "key $K here"),
    ("ab%2Bc%2fd%3D", "$K"),
    ("a%62+c/d%3d!", "$K!"),
    (#"{"k":"ab+c\/d="}"#, #"{"k":"$K"}"#),
    (#"ab\u002Bc/d\u003d"#, "$K"),
    ("<b>ab&#43;c&#x2F;d&#x3D;</b>", "<b>$K</b>"),
    ("ab+c/d=ab+c/d=", "$K$K"),
    ("ab+c/d", "ab+c/d"),
    ("", ""),
  ])
  func `a secret is hidden in every spelling`(text: String, expected: String) {
    let ledger = SecretLedger()
    ledger.remember(Secret("ab+c/d=", variable: "K"))
    #expect(ledger.redacted(text) == expected)
  }

  @Test func `the longest secret is hidden first, and an empty one hides nothing`() {
    let ledger = SecretLedger()
    ledger.remember(Secret("", variable: "NONE"))
    ledger.remember(Secret("abc", variable: "SHORT"))
    ledger.remember(Secret("abcdef", variable: "LONG"))
    #expect(ledger.redacted("abcdef abc") == "$LONG $SHORT")
    #expect(ledger.pieces(of: "x") == [.text("x")])
  }

  @Test func `text with letters outside ASCII passes unharmed`() {
    let ledger = SecretLedger()
    ledger.remember(Secret("100%&amp;", variable: "K"))
    #expect(ledger.redacted("blåbær 日本 100%&amp; %zz & \\") == "blåbær 日本 $K %zz & \\")
  }
}
