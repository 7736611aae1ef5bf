import FrugalNN
import FrugalTensor

/// Nearest centroid on frozen features: the base classes' mean is taken off, vectors are brought to length 1, and a class
/// is the mean of its vectors. Nothing is trained.
///
/// Wang et al., "SimpleShot", 2019 ("CL2N"); with a strong backbone it is level with Prototypical Networks.
public struct CentroidHead: MetricHead {
    /// `[d]`: the mean feature of the classes that the backbone was trained on; zeros take nothing off.
    public var baseMean: Tensor

    /// A head that takes off `baseMean`.
    public init(baseMean: Tensor) { self.baseMean = baseMean }

    /// Shows the mean, which is kept and not learned.
    public mutating func visit(_ visitor: inout Visitor) { visitor.buffer("base_mean", &baseMean) }

    /// Minus the squared distances of unit vectors, `[Q, way]`.
    public func logits(support: Tensor, membership: Tensor, query: Tensor) -> Tensor {
        PrototypeHead().logits(
            support: (support - baseMean).unitRows(), membership: membership, query: (query - baseMean).unitRows())
    }
}
