import Testing

@testable import Evidence

/// Cuts a text with a splitter, fed in pieces of every size, as a stream would arrive.
private func cut(
  _ text: String, _ make: () -> some RecordSplitter, piece: Int = .max
) -> (records: [String], broken: [String]) {
  var splitter = make()
  let bytes = Array(text.utf8)
  var records: [String] = []
  var broken: [String] = []
  var buffer: [UInt8] = []
  var next = 0
  var position = 0
  while true {
    let step = min(piece, bytes.count - next)
    buffer += bytes[next..<next + step]
    next += step
    let isLast = next == bytes.count
    var isDone = false
    buffer.withUnsafeBufferPointer { view in
      loop: while true {
        switch splitter.next(view, &position, isLast: isLast) {
        case .record(let span): records.append(String(decoding: view[span.start..<span.end], as: UTF8.self))
        case .broken(let span, _): broken.append(String(decoding: view[span.start..<span.end], as: UTF8.self))
        case .needsMore: break loop
        case .end:
          isDone = true
          break loop
        }
      }
    }
    if isDone { return (records, broken) }
    buffer.removeFirst(position)
    position = 0
  }
}

@Suite struct LineSplitterTests {
  @Test(arguments: [1, 2, 3, 7, Int.max])
  func linesAreCutAtLineFeedsAlone(_ piece: Int) {
    let result = cut("a\r\n\n  \r\nb c\n\u{2028}d", LineSplitter.init, piece: piece)
    #expect(result.records == ["a", "b c", "\u{2028}d"])
    #expect(result.broken.isEmpty)
  }

  @Test func aByteOrderMarkBeforeALineIsNoPartOfTheRecord() {
    #expect(cut("\u{FEFF}{}\n\u{FEFF}[]\n", LineSplitter.init).records == ["{}", "[]"])
  }

  @Test func positionsAreLineNumbers() {
    var splitter = LineSplitter()
    var position = 0
    let bytes = Array("\n\nx\n".utf8)
    let split = bytes.withUnsafeBufferPointer { splitter.next($0, &position, isLast: true) }
    #expect(split == .record(RecordSpan(start: 2, end: 3, position: 3)))
  }
}

@Suite struct DocumentSplitterTests {
  @Test(arguments: [1, 2, 5, Int.max])
  func elementsOfAContainerAreRecords(_ piece: Int) {
    let text = #"{"NextToken":"x","Records":[{"a":"]}"},{"b":[1,{"c":"\"}"}]}],"tail":{"Records":1}}"#
    let result = cut(text, DocumentSplitter.init, piece: piece)
    #expect(result.records == [#"{"a":"]}"}"#, #"{"b":[1,{"c":"\"}"}]}"#])
    #expect(result.broken.isEmpty)
  }

  @Test(arguments: [1, 4, Int.max])
  func objectsWithoutAContainerAreRecordsThemselves(_ piece: Int) {
    let text = "{\"cluster\":{\"items\":[1]}}\n{\n \"accessEntry\": {}\n}\n"
    let result = cut(text, DocumentSplitter.init, piece: piece)
    #expect(result.records == ["{\"cluster\":{\"items\":[1]}}", "{\n \"accessEntry\": {}\n}"])
  }

  @Test func elementsOfATopLevelArrayAreRecords() {
    #expect(cut("[ {\"a\":1} , 2, \"x,]\" ]", DocumentSplitter.init).records == ["{\"a\":1}", "2", "\"x,]\""])
  }

  @Test func anEmptyContainerHoldsNoRecord() {
    let result = cut(#"{"Findings":[]}"#, DocumentSplitter.init)
    #expect(result.records.isEmpty && result.broken.isEmpty)
  }

  @Test func aTruncatedDocumentKeepsWhatStandsBefore() {
    let result = cut(#"{"Records":[{"a":1},{"b":"#, DocumentSplitter.init, piece: 3)
    #expect(result.records == [#"{"a":1}"#])
    #expect(result.broken == [#"{"b":"#])
  }

  @Test func textThatBeginsNoRecordIsToldApart() {
    let result = cut("garbage\n{\"a\":1}\n", DocumentSplitter.init)
    #expect(result.broken == ["garbage"])
    #expect(result.records == ["{\"a\":1}"])
  }
}
