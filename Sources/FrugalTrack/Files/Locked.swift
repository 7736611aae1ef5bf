import Foundation

/// A value that only one thread at a time reads or changes.
///
/// `@unchecked Sendable`: every access to `value` happens while `lock` is held. `Synchronization.Mutex` would need a
/// later macOS than the package asks for.
package final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    package init(_ value: sending Value) { self.value = value }

    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
