/// Network traffic as flow logs show it: one row, or the rows of one hour that say the same of two addresses.
///
/// Accepted rows are folded when they agree in addresses, interface, instance, service port and its side, protocol,
/// direction, opening TCP flags and hour, and no edge of the case's window lies between them. Refused rows are folded only when they also
/// begin in the same second: whether one began before or after a block is what a response asks of them. `FlowFolder` does it.
package struct Flow: Sendable {
  /// Start of the first row's capture window, seconds since 1970.
  package var start: Int64 = 0
  /// Latest end of a capture window, seconds since 1970.
  package var end: Int64 = 0
  /// Start of the row that ends last.
  package var lastStart: Int64 = 0
  /// Bytes of all rows.
  package var bytes: UInt64 = 0
  /// Packets of all rows.
  package var packets: UInt64 = 0
  /// Source address (`pkt-srcaddr` when the log has it, else `srcaddr`).
  package var source: Symbol = .none
  /// Destination address (`pkt-dstaddr` when the log has it, else `dstaddr`).
  package var destination: Symbol = .none
  /// The network interface that recorded it.
  package var interface: Symbol = .none
  /// The instance that owns the interface, when the log has it.
  package var instance: Symbol = .none
  /// Source port of the first row; the higher one of the two ports may be another in each row.
  package var sourcePort: UInt16 = 0
  /// Destination port of the first row; as above.
  package var destinationPort: UInt16 = 0
  /// IANA protocol number.
  package var `protocol`: UInt8 = 0
  /// Whether the security groups and network ACLs let it pass.
  package var accepted = false
  /// OR of the TCP flags (2 SYN, 18 SYN-ACK, 1 FIN, 4 RST), 0 without that column.
  package var tcpFlags: UInt8 = 0
  /// Whether the interface saw it leaving; nil without the column `flow-direction`.
  package var isEgress: Bool?
  /// How many rows these are.
  package var rows: UInt32 = 1
  /// The first row's file, as an index into `Evidence.ledger`.
  package var file: UInt32 = 0
  /// The first row's line, from 1.
  package var position: UInt32 = 0
  /// The file of the row that ends last, as an index into `Evidence.ledger`.
  package var lastFile: UInt32 = 0
  /// The line of the row that ends last, from 1.
  package var lastPosition: UInt32 = 0

  /// The TCP flags that tell who opened a connection: SYN, and SYN-ACK of the answer.
  static let openingFlags: UInt8 = 18

  /// The port of the side that serves: the one that is not ephemeral, else the lower one (domain rule 7.5).
  package var servicePort: UInt16 { min(sourcePort, destinationPort) }
}
