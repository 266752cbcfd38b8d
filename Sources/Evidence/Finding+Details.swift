package import CaseFolder

/// What kind of statement a finding is.
package enum FindingCategory: String, Sendable {
  /// Somebody did something, or malware was found.
  case detection
  /// Something is set up badly (a check of a standard); nobody needs to have used it.
  case posture
  /// Software has a known weakness.
  case vulnerability
  /// An analysis of a time range that somebody asked for. Its range is no activity.
  case investigation
  /// The detector speaks about itself: it lost events, it was started.
  case status
}

/// The shapes in which a finding arrives, the one that carries most first.
package enum FindingForm: Int, Sendable, Comparable {
  /// The product's own.
  case native
  /// AWS Security Finding Format.
  case asff
  /// Open Cybersecurity Schema Framework.
  case ocsf
  /// Only what was noticed, such as a page of an investigation's indicators.
  case part

  package static func < (left: FindingForm, right: FindingForm) -> Bool { left.rawValue < right.rawValue }
}

/// The process that a runtime finding names.
package struct FindingProcess: Hashable, Sendable {
  /// Its name.
  package var name: Text?
  /// The path of its program.
  package var path: Text?
  /// SHA-256 of its program.
  package var sha256: Text?
  /// Its command line, as one text. Chosen by whoever started it.
  package var commandLine: Text?
  /// The user it runs as.
  package var user: Text?
  /// Its id on the host.
  package var pid: Int?
  /// The name of its parent.
  package var parent: Text?

  /// All parts at once.
  package init(
    name: Text? = nil, path: Text? = nil, sha256: Text? = nil, commandLine: Text? = nil, user: Text? = nil,
    pid: Int? = nil, parent: Text? = nil
  ) {
    self.name = name
    self.path = path
    self.sha256 = sha256
    self.commandLine = commandLine
    self.user = user
    self.pid = pid
    self.parent = parent
  }
}

/// Something that an investigation noticed.
package struct FindingIndicator: Hashable, Comparable, Sendable {
  /// The product's word, such as `TTP_OBSERVED` or `IMPOSSIBLE_TRAVEL`.
  package var type: Text
  /// What was noticed, by the product's names, in their order.
  package var details: [Tag]

  /// All parts at once.
  package init(type: Text, details: [Tag]) {
    self.type = type
    self.details = details
  }

  package static func < (left: FindingIndicator, right: FindingIndicator) -> Bool {
    if left.type != right.type { return left.type < right.type }
    return left.details.lexicographicallyPrecedes(right.details)
  }
}

extension Finding {
  /// Whether it reports something that happened: no sample, no check of a standard, no word of the detector about itself.
  package var isDetection: Bool { !isSample && category == .detection }

  /// Whether it reports how something is set up, and not that somebody acts.
  package var isConfiguration: Bool { category == .posture || type.hasPrefix("Policy:") }
}
