import Synchronization

/// What failed first within one ``Tensor/checking(_:)``.
final class CheckingScope: Sendable {
    @TaskLocal static var current: CheckingScope?

    private let first = Mutex<TensorError?>(nil)

    var error: TensorError? { first.withLock { $0 } }

    func record(_ failure: TensorError) {
        first.withLock { $0 = $0 ?? failure }
    }
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
