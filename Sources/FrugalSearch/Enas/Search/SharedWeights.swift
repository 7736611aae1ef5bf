import FrugalData
import FrugalNN
import FrugalTensor

/// The weights of all architectures of a space at once: every part that some architecture needs is there once, and whatever
/// two architectures have in common they share (Pham et al., "Efficient Neural Architecture Search via Parameter Sharing",
/// ICML 2018).
public protocol SharedWeights: Module {
    /// The network of one architecture.
    associatedtype Child: SearchedNetwork

    /// Cuts the network of an architecture out. It is a network of its own, the very type that final training trains, and its
    /// tensors are these: nothing is copied until one side is changed.
    /// - Throws: `FrugalError` of kind `usage` that names the position for an architecture that is not of the space.
    func child(_ architecture: Architecture) throws -> Child
}

/// A family whose networks can share their weights, with the policy that writes its architectures.
public protocol SharedFamily: NetworkFamily {
    /// The shared weights.
    associatedtype Shared: SharedWeights
    /// The policy.
    associatedtype Policy: BatchController

    /// Fresh weights for all architectures of the space.
    /// - Throws: `FrugalError` of kind `usage` where the examples do not fit the family.
    func sharedWeights(
        for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> Shared

    /// A fresh policy.
    func controller(using stream: inout RandomStream) -> Policy
}
