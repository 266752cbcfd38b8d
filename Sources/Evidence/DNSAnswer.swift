/// What a name resolved to at one moment.
package struct DNSAnswer: Sendable {
  /// The name, in small letters and without its final dot.
  package var name: Symbol
  /// The addresses it resolved to.
  package var addresses: [Symbol]
  /// Microseconds since 1970.
  package var time: Int64

  /// An answer to a query.
  package init(name: Symbol, addresses: [Symbol], time: Int64) {
    self.name = name
    self.addresses = addresses
    self.time = time
  }
}
