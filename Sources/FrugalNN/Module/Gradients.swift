import FrugalTensor

/// The gradients of a model: one for each of its ``Module/parameters``, in their order; nil for a frozen one.
public struct Gradients: Sendable {
    /// One gradient a parameter.
    public var values: [Tensor?]

    /// Gradients in the order of a module's parameters.
    public init(_ values: [Tensor?]) {
        self.values = values
    }
}

extension Module {
    /// The model with every parameter as a leaf of the graph, and those leaves. Shares memory with the original.
    /// - Parameter trains: which paths gradients are wanted for; all by default.
    public func recordingGradients(where trains: ((String) -> Bool)? = nil) -> (model: Self, leaves: [Tensor?]) {
        var copy = self
        var leaves: [Tensor?] = []
        guard let trains else {
            copy.forEachParameter { tensor in
                tensor = tensor.recordingGradients()
                leaves.append(tensor)
            }
            return (copy, leaves)
        }
        copy.forEachTensor { path, role, tensor in
            guard role == .parameter else { return }
            if !trains(path) {
                leaves.append(nil)
            } else {
                tensor = tensor.recordingGradients()
                leaves.append(tensor)
            }
        }
        return (copy, leaves)
    }
}

/// The value of a loss and its gradients with respect to a model's parameters.
///
/// - Parameters:
///   - model: the model at which to differentiate.
///   - trains: which parameter paths gradients are wanted for; all by default.
///   - loss: computes one number from the model it is given. That model records gradients; the original is not touched.
/// - Returns: the loss, without its graph, and the gradients.
public func valueWithGradients<Model: Module>(
    at model: Model, where trains: ((String) -> Bool)? = nil, _ loss: (Model) throws -> Tensor
) rethrows -> (value: Tensor, gradients: Gradients) {
    let (recording, leaves) = model.recordingGradients(where: trains)
    let value = try withGradients(true) { try loss(recording) }
    var found = gradients(of: value, withRespectTo: leaves.compactMap { $0 })[...]
    return (value.detached(), Gradients(leaves.map { $0 == nil ? nil : found.popFirst() }))
}
