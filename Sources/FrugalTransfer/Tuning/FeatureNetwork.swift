import FrugalNN

/// A network whose last block is one linear map of a feature vector, so that the map can be fitted on features that were
/// computed once.
public protocol FeatureNetwork: Layer {
    /// What lies before the last block, as a network of its own for evaluation: `[N, …]` to `[N, d]`; nil where there is no
    /// such part.
    var featureExtractor: (any Layer)? { get }
    /// Its learned tensors in blocks.
    var tunedBlocks: TunedBlocks { get }
}

extension PlannedNetwork: FeatureNetwork {
    /// The steps up to the features, with normalisation folded into the kernels.
    public var featureExtractor: (any Layer)? { truncated(to: plan.headStart).foldingNormalisation() }

    /// The blocks of the plan.
    public var tunedBlocks: TunedBlocks {
        TunedBlocks(plan.blocks.map { TunedBlocks.Block(name: $0.name, paths: $0.learned) })
    }
}
