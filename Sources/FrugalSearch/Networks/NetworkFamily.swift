import FrugalData
import FrugalTensor

/// A kind of network with its search space: what turns tokens into layers.
public protocol NetworkFamily: Sendable {
    /// The space whose architectures it builds.
    var space: SearchSpace { get }

    /// The network of an architecture with fresh weights.
    /// - Throws: `FrugalError` of kind `usage` that names the position for an architecture that is not of the space or does
    ///   not fit the examples; `TensorError` where memory ends.
    func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork
}
