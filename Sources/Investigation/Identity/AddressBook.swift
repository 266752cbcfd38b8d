package import CaseFolder
package import Evidence

/// What is known about addresses: whose they are, and which machine held them (domain rules 5.2, 8.1).
package struct AddressBook: Sendable {
  /// What an address is to this case.
  package enum Class: Hashable, Sendable {
    /// In one of the manifest's networks, with its label.
    case own(label: Text?)
    /// Of an instance of the inventory.
    case instance(id: Text)
    /// Private, loopback or link-local, and nobody's in the inventory.
    case local
    /// A host name, or words such as `AWS Internal`: a service acted.
    case service
    /// Anything else.
    case foreign
  }

  private var networks: [(network: IPNetwork, label: Text?)] = []
  private var instances: [IPAddress: Text] = [:]
  private var nodeAddresses: Set<IPAddress> = []

  /// The book of a case: manifest networks, addresses of instances and nodes.
  package init(_ evidence: Evidence) {
    for network in evidence.manifest.networks {
      if let parsed = IPNetwork(network.cidr) { networks.append((parsed, network.label)) }
    }
    for object in evidence.objects {
      switch object.body {
      case .aws(.instance(let instance)):
        let addresses =
          [instance.privateAddress, instance.publicAddress].compactMap { $0 }
          + instance.interfaces.flatMap { $0.privateAddresses + [$0.publicAddress].compactMap { $0 } }
        for address in addresses.compactMap({ IPAddress($0) }) { instances[address] = instance.id }
        if let address = instance.privateAddress.flatMap({ IPAddress($0) }) { nodeAddresses.insert(address) }
      case .kubernetes(let object):
        guard case .node(let node) = object.content else { continue }
        for address in node.addresses.compactMap({ IPAddress($0) }) {
          nodeAddresses.insert(address)
          if let id = node.instanceID { instances[address] = id }
        }
      default: continue
      }
    }
    for finding in evidence.findings where !finding.isSample {
      guard let instance = finding.instance else { continue }
      for address in instance.addresses.compactMap({ IPAddress($0) }) where instances[address] == nil {
        instances[address] = instance.id
      }
    }
  }

  /// What an address is.
  package func classify(_ text: Text) -> Class {
    guard let address = IPAddress(text) else { return .service }
    if let own = networks.first(where: { $0.network.contains(address) }) { return .own(label: own.label) }
    if let id = instances[address] { return .instance(id: id) }
    return address.isLocal ? .local : .foreign
  }

  /// Whether an address can be an outsider's.
  package func isForeign(_ text: Text) -> Bool { classify(text) == .foreign }

  /// The instance that holds an address, according to inventory, nodes and findings.
  package func instance(at text: Text) -> Text? {
    IPAddress(text).flatMap { instances[$0] }
  }

  /// Whether an address is a node's own one, as pods of the host network use it.
  package func isNodeAddress(_ text: Text) -> Bool {
    IPAddress(text).map { nodeAddresses.contains($0) } ?? false
  }
}
