import CaseFolder
import Testing

@testable import Investigation

@Test(arguments: [
  ("payments-prod", "payments-prod"), ("", "''"), ("a b", "'a b'"), ("x; rm -rf ~", "'x; rm -rf ~'"),
  ("it's", "'it'\\''s'"), ("$(id)", "'$(id)'"), ("a\nb", "'a?b'"),
])
func namesStayOneWordOfACommand(_ name: String, _ word: String) {
  #expect(ShellWord.quoted(Text(name)) == word)
}
