internal import Glibc

/// Opening of regular files only: a pipe or device never blocks or gets read (report-rules R3.5).
enum RegularFile {
  /// What opening a path gave.
  enum Opened {
    /// A descriptor that the caller closes, and the size in bytes.
    case opened(Int32, size: Int)
    /// Why it was not opened.
    case refused(Text)

    /// Why it was not opened; nil when it was.
    var reason: Text? {
      if case .refused(let reason) = self { return reason }
      return nil
    }
  }

  /// Opens a path whose bytes end in 0.
  static func open(_ path: [CChar]) -> Opened {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return .refused(SystemMessage.text(errno)) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = SystemMessage.text(errno)
      close(descriptor)
      return .refused(reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return .refused(kind(ofMode: status.st_mode))
    }
    return .opened(descriptor, size: Int(status.st_size))
  }

  /// What a file that is not a regular one is, for people.
  static func kind(ofMode mode: mode_t) -> Text {
    switch mode & S_IFMT {
    case S_IFDIR: "it is a folder"
    case S_IFIFO: "it is a pipe"
    case S_IFSOCK: "it is a socket"
    case S_IFLNK: "it is a link"
    default: "it is a device"
    }
  }
}

/// The operating system's errors in words that do not change with the locale.
enum SystemMessage {
  /// The words for an error number.
  static func text(_ number: Int32) -> Text {
    switch number {
    case EACCES, EPERM: "permission denied"
    case ENOENT: "no such file"
    case ENOTDIR: "not a folder"
    case ELOOP: "too many links"
    case ENAMETOOLONG: "the name is too long"
    case ENXIO: "it is a pipe or device without a peer"
    case EMFILE, ENFILE: "too many open files"
    default: Text("system error \(number)")
    }
  }
}
