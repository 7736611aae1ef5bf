import CFrugalTorch

/// The one owner of a reference into the engine.
///
/// Only `Tensor.withHandle` reads the pointer. A pointer read off a temporary would be freed before the call that
/// uses it: a real crash in release builds, so nothing else may see it.
///
/// `@unchecked Sendable`: the pointer never changes, the engine counts its references atomically, and Frugal changes
/// the memory behind it only where it has shown to be the single owner (`Tensor.makeUnique`).
final class TensorHandle: @unchecked Sendable {
    /// Nil for the result of an operation that failed inside `Tensor.checking`.
    let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) {
        self.pointer = pointer
    }

    deinit {
        frugal_release(pointer)
    }
}
