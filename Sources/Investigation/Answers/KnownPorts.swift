internal import CaseFolder
internal import Detection
internal import Evidence

/// Ports that tell what is spoken on them, from `ports.json`.
struct KnownPorts {
  /// What a port is known for.
  struct Service: Hashable {
    let name: Text
    /// `database` or `mining`.
    let use: Text
  }

  private let services: [Int: Service]

  static let builtIn = KnownPorts(DataFile("Investigation/Data/ports.json"))

  init(_ file: DataFile) {
    var services: [Int: Service] = [:]
    for item in file.content["ports"]?.items ?? [] {
      guard let port = item["port"]?.int, let name = item["service"]?.text, let use = item["use"]?.text else {
        continue
      }
      services[port] = Service(name: name, use: use)
    }
    self.services = services
  }

  subscript(port: Int) -> Service? { services[port] }
}
