import Synchronization

/// What failed first within one ``Tensor/checking(_:)``.
final class CheckingScope: Sendable {
    @TaskLocal static var current: CheckingScope?

    private struct State {
        var first: TensorError?
        var isOpen = true
    }

    private let state = Mutex(State())

    var error: TensorError? { state.withLock { $0.first } }

    /// Keeps the failure, if it is the first.
    /// - Returns: false once the scope has ended: a task that outlives it has nobody to tell.
    func record(_ failure: TensorError) -> Bool {
        state.withLock { state in
            state.first = state.first ?? failure
            return state.isOpen
        }
    }

    func close() { state.withLock { $0.isOpen = false } }
}

extension Tensor {
    /// Runs `body` so that an operation that does not fit throws instead of stopping the program.
    ///
    /// The first failure is the one thrown; later operations on a failed result do nothing, and its ``shape`` is empty.
    /// Scopes nest; an inner scope keeps its failures to itself.
    ///
    /// - Throws: the ``TensorError`` of the first operation that failed, or what `body` throws.
    public static func checking<Result>(_ body: () throws -> Result) throws -> Result {
        let scope = CheckingScope()
        defer { scope.close() }
        do {
            let result = try CheckingScope.$current.withValue(scope) { try body() }
            if let error = scope.error { throw error }
            return result
        } catch {
            // What `body` threw may only be the echo of an operation that failed before.
            throw scope.error ?? error
        }
    }
}
