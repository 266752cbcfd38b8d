import CaseFolder
import Reporting
import Testing

@Suite struct DefangTests {
  @Test(arguments: [
    ("203.0.113.57", "203[.]0[.]113[.]57"), ("203.0.113.0/24", "203[.]0[.]113[.]0/24"),
    ("2001:db8::1", "2001[:]db8[:][:]1"), ("evil.example", "evil[.]example"), ("evil.example.", "evil[.]example."),
    ("http://evil.example/a.sh", "hxxp[://]evil[.]example/a[.]sh"),
    ("HTTPS://u@evil.example:8443", "HxxPS[://]u[@]evil[.]example:8443"), ("ftp://x.example", "fxp[://]x[.]example"),
    ("user@x.example", "user[@]x[.]example"),
    ("stratum+tcp://pool.example:3333", "stratum+tcp[://]pool[.]example:3333"),
    ("b\u{FC}cher.example", "b\u{FC}cher[.]example"), ("name", "name"), ("", ""),
  ])
  func indicatorsCannotBeOpened(indicator: String, defanged: String) {
    #expect(Defang.text(Text(indicator)).string == defanged)
  }

  @Test func defangingTwiceChangesNothing() {
    for text: Text in ["203.0.113.57", "2001:db8::1", "https://a.b.example/c?d@e.f", "user@x.example"] {
      #expect(Defang.text(Defang.text(text)) == Defang.text(text))
    }
  }

  @Test func addressesOfBothKinds() {
    #expect(Defang.address("203.0.113.57") == "203[.]0[.]113[.]57")
    #expect(Defang.address("::ffff:203.0.113.57") == "[:][:]ffff[:]203[.]0[.]113[.]57")
  }
}
