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
    content += byCaller(activity) + newTable(activity)
    content += assumptions(activity) + flows(activity) + neighbours(activity)
    return content.isEmpty ? nil : section(.activity, lead: activityLead(), content)
  }

  /// What the tables count, and that another window lists others.
  private func activityLead() -> [HTMLNode] {
    guard let window = report.window.finding else {
      return ["Distinct requests over the whole evidence: the case has no window."]
    }
    return [
      "Distinct requests from ", .time(window.from), " to ", .time(window.to),
      ", with all of the evidence in brackets where it differs. Another window lists other containers and calls: ",
      .make(.code, text: "casebook report --window FROM/TO"), ".",
    ]
  }

  private func byCaller(_ activity: Activity) -> [HTMLNode] {
    activityTable("By subject", "Subject", activity.bySubject, isAddress: false)
      + activityTable("By address", "Address", activity.byAddress, isAddress: true)
      + activityTable("By call", "Call", activity.byCall, isAddress: false)
  }

  private func newTable(_ activity: Activity) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    if !activity.baseline.isEmpty { nodes.append(.make(.p, "cut", [], HTMLNode.prose(activity.baseline))) }
    guard !activity.new.isEmpty else { return nodes }
    // What the actor brought stands first; the rest is what changed beside it.
    let ordered = activity.new.filter(\.byActor) + activity.new.filter { !$0.byActor }
    nodes.append(
      table(
        "new", caption: "Seen for the first time since the window began, or more than before",
        columns: [
          Column("Kind"), Column("What"), Column("First seen (UTC)"), Column("In window", isNumber: true),
          Column("Remark"),
        ],
        rows: ordered.prefix(Self.activityLimit).map { newRow($0) }))
    return nodes + rest(activity.new.count)
  }

  private func assumptions(_ activity: Activity) -> [HTMLNode] {
    guard !activity.assumptions.isEmpty else { return [] }
    return [
      table(
        "flows", caption: "Who took on which role or identity",
        columns: [
          Column("Who"), Column("Role or user"), Column("How"), Column("Succeeded", isNumber: true),
          Column("Failed", isNumber: true), Column("When (UTC)"),
        ], rows: activity.assumptions.prefix(Self.activityLimit).map { assumptionRow($0) })
    ] + rest(activity.assumptions.count)
  }

  private func flows(_ activity: Activity) -> [HTMLNode] {
    guard !activity.flows.isEmpty else { return [] }
    return [
      table(
        "flows", caption: "Network traffic with peers in scope",
        columns: [
          Column("Own side"), Column("Peer"), Column("State"), Column("Out", isNumber: true),
          Column("In", isNumber: true), Column("When (UTC)"),
        ], rows: activity.flows.prefix(Self.activityLimit).map { flowRow($0) })
    ] + rest(activity.flows.count)
  }

  private func neighbours(_ activity: Activity) -> [HTMLNode] {
    guard !activity.neighbours.isEmpty else { return [] }
    return [
      table(
        "activity", caption: "Addresses in the neighbourhood of the actor's (/24 of IPv4, /64 of IPv6)",
        columns: [
          Column("Network"), Column("Address"), Column("Succeeded", isNumber: true), Column("Failed", isNumber: true),
          Column("Forbidden", isNumber: true), Column("Flow rows", isNumber: true), Column("First and last (UTC)"),
        ], rows: activity.neighbours.prefix(Self.activityLimit).map { neighbourRow($0) })
    ] + rest(activity.neighbours.count)
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
        number(window.notFound, of: activity.notFound), span(activity.first, activity.last),
      ], numbers: [2, 3, 4, 5])
  }

  private func span(_ first: Timestamp, _ last: Timestamp) -> [HTMLNode] {
    first == last ? [.time(first)] : [.time(first), .make(.span, "until", [], ["to ", .time(last)])]
  }

  private func assumptionRow(_ row: RoleAssumption) -> HTMLNode {
    var who: [HTMLNode] = [PageBuilder.actorName(row.who, limit: 60)]
    if row.byActor { who += [" ", .make(.span, "conf", text: "the actor")] }
    return self.row(
      [
        who, [PageBuilder.actorName(row.assumed, limit: 60)], [.code(row.how)], [.text("\(row.successful)")],
        [.text("\(row.failed)")],
        span(row.first, row.last) + [.make(.span, "tags", [], citations.links(row.citations))],
      ], numbers: [3, 4])
  }

  private func neighbourRow(_ neighbour: NeighbourRow) -> HTMLNode {
    var address: [HTMLNode] = [.indicator(neighbour.address)]
    if neighbour.isActors { address += [" ", .make(.span, "conf", text: "the actor's")] }
    return row(
      [
        [.indicator(neighbour.network)], address, [.text("\(neighbour.successful)")], [.text("\(neighbour.failed)")],
        [.text("\(neighbour.forbidden)")], [.text("\(neighbour.flows)")], span(neighbour.first, neighbour.last),
      ], numbers: [2, 3, 4, 5])
  }

  private func number(_ inWindow: Int, of all: Int) -> [HTMLNode] {
    [.text(inWindow == all ? "\(all)" : "\(inWindow) (\(all))")]
  }

  private func newRow(_ new: NewlyObserved) -> HTMLNode {
    let isAddress = new.kind == "address"
    var remarks: [HTMLNode] = []
    if let before = new.attemptedBefore { remarks += ["attempted before, at ", .time(before)] }
    if new.increased { remarks.append("more than before: \(new.before) in the baseline") }
    var key: [HTMLNode] = [isAddress ? .indicator(new.key) : .code(new.key)]
    if new.byActor { key += [" ", .make(.span, "conf", text: "the actor")] }
    return row(
      [
        [.text(Shown(new.kind))], key, [.time(new.first)], [.text(new.inWindow == 0 ? .empty : "\(new.inWindow)")],
        remarks,
      ], numbers: [3])
  }

  private func flowRow(_ flow: FlowRow) -> HTMLNode {
    row(
      [
        [.code(flow.resource)],
        [
          .indicator(flow.peer),
          .make(.span, "tags", text: "port \(Text(String(flow.port)))/\(flow.transport), \(flow.direction)"),
        ],
        [state(flow.accepted ? .bad : .good, flow.accepted ? "accepted" : "rejected")],
        [.text(Durations.bytes(flow.bytesOut)), .make(.span, "tags", text: "\(flow.bytesOut) B")],
        [.text(Durations.bytes(flow.bytesIn)), .make(.span, "tags", text: "\(flow.bytesIn) B")],
        [.time(flow.first), .make(.span, "until", [], ["to ", .time(flow.last)])]
          + [.make(.span, "tags", [], ["\(flow.rows) rows"] + citations.links(flow.citations))],
      ], numbers: [3, 4])
  }
}
