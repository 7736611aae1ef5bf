extension Tensor {
    /// What a layer returns for settings that cannot work: stops the program, or fails the scope of ``checking(_:)``.
    package static func refused(_ operation: String, _ operands: [Tensor] = [], because reason: String) -> Tensor {
        fail(
            TensorError(
                code: .invalid, operation: operation, operands: operands.map(\.signature), reason: reason))
        return Tensor(taking: nil)
    }
}
