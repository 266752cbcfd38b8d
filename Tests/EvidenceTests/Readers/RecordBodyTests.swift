import CaseFolder
import Testing

@testable import Evidence

struct RecordBodyTests {
  private func body(_ text: String) throws -> AuditBody {
    AuditBodyReader.body(of: try Sources.json(text))
  }

  @Test func commandsAreDecodedInOrder() throws {
    let body = try body(
      #"{"requestURI":"/api/v1/namespaces/n/pods/p/exec?command=sh&command=-c&command=id+%26%26%20ls%3D\u0026stdin=true"}"#
    )
    #expect(body.command == ["sh", "-c", "id && ls="])
    #expect(body.query["stdin"] == "true")
  }

  @Test func optionsAndJSONPatchesAreNoObjects() throws {
    for request in [
      #"{"kind":"DeleteOptions","propagationPolicy":"Background"}"#, #"{"propagationPolicy":"Background"}"#,
      #"[{"op":"add","path":"/metadata/labels/a","value":"b"}]"#,
    ] {
      let body = try body(#"{"verb":"delete","objectRef":{"resource":"pods","name":"p"},"requestObject":\#(request)}"#)
      #expect(body.object == nil && body.requestObject != nil)
    }
  }

  @Test func statusPatchesTellContainers() throws {
    let body = try body(
      #"""
      {"verb":"patch","objectRef":{"resource":"pods","subresource":"status","name":"p","namespace":"n"},"requestObject":
      {"metadata":{"uid":"u"},"status":{"containerStatuses":[{"name":"c","image":"i","containerID":"containerd://1"}]}}}
      """#)
    let object = try #require(body.object)
    #expect(object.kind == "Pod" && object.metadata.name == "p" && object.metadata.namespace == "n")
    guard case .pod(_, let status) = object.content else { throw JSONParser.Failure(reason: "no pod") }
    #expect(status.containers.map(\.id) == ["1"])
  }

  @Test func theAnswerWinsOverTheRequestUnlessItIsAStatus() throws {
    let request = #"{"kind":"Namespace","metadata":{"name":"sent"}}"#
    let answered = try body(
      #"{"requestObject":\#(request),"responseObject":{"kind":"Namespace","metadata":{"name":"got"}}}"#)
    #expect(answered.object?.metadata.name == "got")
    let refused = try body(#"{"requestObject":\#(request),"responseObject":{"kind":"Status","metadata":{}}}"#)
    #expect(refused.object?.metadata.name == "sent")
  }

  @Test func extraValuesStandOneByOne() throws {
    let body = try body(#"{"user":{"groups":["g"],"extra":{"arn":["a","b"]}},"annotations":{"k":"v"}}"#)
    #expect(body.extra == [Tag(key: "arn", value: "a"), Tag(key: "arn", value: "b")])
    #expect(body.groups == ["g"] && body.annotations["k"] == "v")
  }
}
