import CaseFolder
import Reporting
import Testing

@Suite struct TerminalTextTests {
  @Test func noControlByteReachesATerminal() throws {
    for text in HostileStrings.all + (try HostileCorpus.strings().map(\.text)) {
      for scalar in TerminalText.line(text).unicodeScalars {
        #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
      }
    }
  }

  @Test(arguments: [
    (0, "0 s"), (59, "59 s"), (3600, "1 h"), (146_929, "1 d 16 h 48 m 49 s"), (-61, "1 m 1 s earlier"),
  ])
  func durationsAreReadable(seconds: Int, text: String) {
    #expect(ReadableTime.duration(Int64(seconds)) == text)
  }
}
