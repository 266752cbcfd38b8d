import CaseFolder
import Testing

@testable import Evidence
@testable import Investigation

struct IntelligenceMatchesTests {
  private func item(
    _ kind: IndicatorKind, _ value: Text, name: Text? = nil, basis: IntelligenceIndicator.Basis = .indicator,
    until: Text? = nil
  ) -> IntelligenceIndicator {
    IntelligenceIndicator(
      kind: kind, value: value, basis: basis, name: name, validUntil: until.flatMap { Timestamp($0) },
      citation: Citation(file: "intel/list.txt", line: 1))
  }

  private func context(_ type: Text, _ value: Text, _ items: [IntelligenceIndicator]) -> Text {
    let indicator = Indicator(
      type: type, value: value, first: Timestamp("2026-03-12T00:00:00Z"), context: "Seen", confidence: .low,
      isShared: false)
    let marked = IntelligenceMatches(items).mark(indicator)
    #expect(marked.confidence == .low)
    return marked.context.plain
  }

  @Test func addressesMatchByTheirBitsAndByNetwork() {
    #expect(
      context("ip", "2001:db8::1", [item(.address, "2001:0DB8:0::1", name: "C2")])
        == "Seen. Threat intelligence names it: C2.")
    #expect(
      context("ip", "192.0.2.7", [item(.network, "192.0.2.0/24")])
        == "Seen. Threat intelligence names it: intel/list.txt.")
    #expect(context("ip", "192.0.3.7", [item(.network, "192.0.2.0/24")]) == "Seen")
  }

  @Test func namesMatchInAnyCaseAndHashesToo() {
    #expect(context("domain", "bad.example", [item(.domain, "Bad.Example.", name: "n")]).hasSuffix("names it: n."))
    let hash: Text = "ef537f25c895bfa782526529a9b63d97aa631564d5d789c2b765448c8635fb6c"
    let written = Text(bytes: hash.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 })
    #expect(context("sha256", hash, [item(.sha256, written, name: "n")]).hasSuffix("names it: n."))
  }

  @Test func whatWasOnlySeenIsSaidSoAndWhatEndedBeforeIsLeftOut() {
    #expect(
      context("ip", "192.0.2.7", [item(.address, "192.0.2.7", name: "n", basis: .observed)])
        == "Seen. Threat intelligence has seen it: n.")
    #expect(context("ip", "192.0.2.7", [item(.address, "192.0.2.7", until: "2026-03-01T00:00:00Z")]) == "Seen")
  }
}
