import CaseFolder
import Evidence
import Investigation
import Testing

@Suite struct WindowTests {
  @Test func theExampleHasItsWindows() throws {
    let windows = ScopeExample.investigation.windows
    #expect(windows.finding?.from.description == "2026-03-10T09:14:22Z")
    #expect(windows.finding?.to.description == "2026-03-12T06:58:40Z")
    #expect(windows.lookBack?.from.description == "2026-02-24T09:14:22Z")
    #expect(windows.tail?.to.description == "2026-03-12T09:45:00Z")
    #expect(windows.cutOff?.description == "2026-03-12T09:45:00Z")
    let baseline = try #require(windows.baseline)
    #expect(baseline.from.description == "2026-03-05T00:00:00Z")
    #expect(baseline.to.seconds - baseline.from.seconds == 5 * 86_400 + 9 * 3600 + 14 * 60 + 22)
  }

  @Test func samplesShapeNoWindow() {
    var fixture = CaseFixture()
    fixture.finding("Discovery:Kubernetes/SuccessfulAnonymousAccess") { $0.isSample = true }
    #expect(fixture.investigate().windows.finding == nil)
  }

  @Test func anExplicitWindowBeatsTheManifest() {
    var fixture = CaseFixture()
    fixture.manifest.window = ManifestWindow(from: Timestamp(seconds: 5), to: Timestamp(seconds: 6))
    #expect(fixture.investigate().windows.finding?.from == Timestamp(seconds: 5))
    let window = Window(from: Timestamp(seconds: 1), to: Timestamp(seconds: 2))
    #expect(fixture.investigate(InvestigationOptions(window: window)).windows.finding == window)
  }
}
