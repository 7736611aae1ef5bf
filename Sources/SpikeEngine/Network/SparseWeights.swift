/// Connections between some pairs, as compressed rows: the synapses of source `i` are those from `starts[i]` up to
/// `starts[i + 1]`.
public struct SparseWeights: Codable, Hashable, Sendable {
    /// Where the synapses of each source begin, and where the last ones end: one more number than there are sources.
    public var starts: [Int]
    /// The target of each synapse, rising within a source.
    public var targets: [Int]
    /// The weight of each synapse.
    public var weights: [Float]

    /// Connections from their rows.
    public init(starts: [Int], targets: [Int], weights: [Float]) {
        self.starts = starts
        self.targets = targets
        self.weights = weights
    }

    /// Every pair with the same probability and the same weight, drawn from a seed.
    public static func random(
        _ sources: Int, _ targets: Int, probability: Double, weight: Float, seed: UInt64
    ) -> SparseWeights {
        var result = SparseWeights(starts: [0], targets: [], weights: [])
        let inverse = probability > 0 && probability <= 1 ? 1 / logarithm(oneMinus: probability) : -.infinity
        for source in 0..<max(0, sources) {
            let stream = CounterRandom(seed, UInt64(source))
            var draws: UInt64 = 0
            var target = -1
            while true {
                target += geometricGap(stream.uniform(draws), inverseLogarithm: inverse)
                draws += 1
                guard target < targets else { break }
                result.targets.append(target)
            }
            result.starts.append(result.targets.count)
        }
        result.weights = Array(repeating: weight, count: result.targets.count)
        return result
    }
}
