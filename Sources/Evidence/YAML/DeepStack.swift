internal import Glibc

/// Runs work on a thread with a stack of its own, for parsers of others that call themselves once a level: a worker's
/// stack is too small for a thousand levels.
enum DeepStack {
  private static let size = 64 << 20

  /// Runs the work and waits for it. Nil when no thread can be started.
  static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Value? {
    let job = Job(work)
    let context = Unmanaged.passRetained(job as AnyJob)
    var thread = pthread_t()
    let started = withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { attributes in
      let attributes = attributes.baseAddress!
      pthread_attr_init(attributes)
      defer { pthread_attr_destroy(attributes) }
      pthread_attr_setstacksize(attributes, size)
      return pthread_create(
        &thread, attributes,
        { pointer in
          if let pointer { Unmanaged<AnyJob>.fromOpaque(pointer).takeRetainedValue().run() }
          return nil
        }, context.toOpaque())
    }
    guard started == 0 else {
      context.release()
      return nil
    }
    pthread_join(thread, nil)
    return job.value
  }

  private class AnyJob {
    func run() {}
  }

  private final class Job<Value: Sendable>: AnyJob {
    private let work: @Sendable () -> Value
    private(set) var value: Value?

    init(_ work: @escaping @Sendable () -> Value) { self.work = work }

    override func run() { value = work() }
  }
}
