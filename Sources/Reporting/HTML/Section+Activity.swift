import CaseFolder
import Investigation

/// Who did how much: the volume picture and tables by subject, address and call.
extension PageBuilder {
  /// How many rows of one table the page lists; the rest is counted.
  static let activityLimit = 200

  /// Activity; nil when there was none.
  func activity() -> HTMLNode? {
    let activity = report.activity
    var content: [HTMLNode] = []
    if let picture = VolumePicture.draw(activity.overTime) {
      content.append(figure(picture, label: "Requests over time"))
    }
    content += activityTable("By subject", "Subject", activity.bySubject, isAddress: false)
    content += activityTable("By address", "Address", activity.byAddress, isAddress: true)
    content += activityTable("By call", "Call", activity.byCall, isAddress: false)
    if !activity.new.isEmpty {
      content.append(
        table(
          "new", caption: "Seen for the first time in the window",
          columns: [Column("Kind"), Column("What"), Column("First seen"), Column("Remark")],
          rows: activity.new.prefix(Self.activityLimit).map { newRow($0) }))
      content += rest(activity.new.count)
    }
    if !activity.flows.isEmpty {
      content.append(
        table(
          "flows", caption: "Network traffic with peers in scope",
          columns: [
            Column("Own side"), Column("Peer"), Column("State"), Column("Out", isNumber: true),
            Column("In", isNumber: true), Column("When (UTC)"),
          ], rows: activity.flows.prefix(Self.activityLimit).map { flowRow($0) }))
      content += rest(activity.flows.count)
    }
    return content.isEmpty
      ? nil
      : section(
        .activity,
        lead: ["Distinct requests inside the window, with all of the evidence in brackets where it differs."],
        content)
  }

  private func activityTable(_ caption: Shown, _ key: Shown, _ rows: [ActivityRow], isAddress: Bool) -> [HTMLNode] {
    let inWindow = rows.filter { $0.inWindow.successful + $0.inWindow.failed > 0 }
    let listed = inWindow.isEmpty ? rows : inWindow
    guard !listed.isEmpty else { return [] }
    return [
      table(
        "activity", caption: caption,
        columns: [
          Column(key), Column("Source"), Column("Succeeded", isNumber: true), Column("Failed", isNumber: true),
          Column("Forbidden", isNumber: true), Column("Not found", isNumber: true), Column("First and last (UTC)"),
        ], rows: listed.prefix(Self.activityLimit).map { activityRow($0, isAddress: isAddress) })
    ] + rest(listed.count)
  }

  private func rest(_ count: Int) -> [HTMLNode] {
    count > Self.activityLimit
      ? [
        .make(
          .p, "cut",
          text: "\(Self.activityLimit) of \(count) rows are shown; all are in the machine-readable edition.")
      ] : []
  }

  private func activityRow(_ activity: ActivityRow, isAddress: Bool) -> HTMLNode {
    let window = activity.inWindow
    var key: [HTMLNode] = [isAddress ? .indicator(activity.key) : .code(activity.key)]
    if activity.isNew { key += [" ", .make(.span, "conf", text: "new")] }
    return row(
      [
        key, [.text(Shown(activity.source))], number(window.successful, of: activity.successful),
        number(window.failed, of: activity.failed), number(window.forbidden, of: activity.forbidden),
        number(window.notFound, of: activity.notFound),
        activity.first == activity.last
          ? [.time(activity.first)]
          : [.time(activity.first), .make(.span, "until", [], ["to ", .time(activity.last)])],
      ], numbers: [2, 3, 4, 5])
  }

  private func number(_ inWindow: Int, of all: Int) -> [HTMLNode] {
    [.text(inWindow == all ? "\(all)" : "\(inWindow) (\(all))")]
  }

  private func newRow(_ new: NewlyObserved) -> HTMLNode {
    let isAddress = new.kind == "address"
    var remarks: [HTMLNode] = []
    if let before = new.attemptedBefore { remarks += ["attempted before, at ", .time(before)] }
    if new.increased { remarks.append(remarks.isEmpty ? "more than before" : ", more than before") }
    return row([
      [.text(Shown(new.kind))], [isAddress ? .indicator(new.key) : .code(new.key)], [.time(new.first)], remarks,
    ])
  }

  private func flowRow(_ flow: FlowRow) -> HTMLNode {
    row(
      [
        [.code(flow.resource)],
        [.indicator(flow.peer), .make(.span, "tags", text: "port \(Text(String(flow.port)))/\(flow.transport)")],
        [state(flow.accepted ? .bad : .good, flow.accepted ? "accepted" : "rejected")],
        [.text(Durations.bytes(flow.bytesOut)), .make(.span, "tags", text: "\(flow.bytesOut) B")],
        [.text(Durations.bytes(flow.bytesIn)), .make(.span, "tags", text: "\(flow.bytesIn) B")],
        [.time(flow.first), .make(.span, "until", [], ["to ", .time(flow.last)])]
          + [.make(.span, "tags", [], ["\(flow.rows) rows"] + citations.links(flow.citations))],
      ], numbers: [3, 4])
  }
}
