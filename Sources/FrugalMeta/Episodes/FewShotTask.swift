import FrugalTensor

/// An episode as tensors: what a learner is shown and asked.
public struct FewShotTask: Sendable {
    /// The number of classes.
    public var way: Int
    /// `[S, channels, height, width]`: the labelled pictures, class by class.
    public var support: Tensor
    /// The label of each of them, 0 to way - 1.
    public var supportLabels: [Int]
    /// `[Q, channels, height, width]`: the pictures asked about.
    public var query: Tensor
    /// The label of each of them; a learner must not look at these but to train.
    public var queryLabels: [Int]

    /// A task of these pictures.
    public init(way: Int, support: Tensor, supportLabels: [Int], query: Tensor, queryLabels: [Int]) {
        self.way = way
        self.support = support
        self.supportLabels = supportLabels
        self.query = query
        self.queryLabels = queryLabels
    }

    /// The pictures of an episode of `pool`.
    public init(_ episode: Episode, of pool: ClassPool) {
        self.init(
            way: episode.way, support: pool.batch(episode.supportRows), supportLabels: episode.supportLabels,
            query: pool.batch(episode.queryRows), queryLabels: episode.queryLabels)
    }
}
