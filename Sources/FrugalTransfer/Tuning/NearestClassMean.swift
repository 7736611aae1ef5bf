import FrugalTensor

/// Few-shot answers by the nearest mean of frozen features: nothing is trained.
public struct NearestClassMean: Codable, Hashable, Sendable {
    /// Classes of a round.
    public var ways = 5
    /// Pictures of each class whose mean is taken.
    public var shots: Int
    /// Other pictures of each class that are asked.
    public var queries = 15
    /// Rounds.
    public var rounds = 600

    /// Rounds of five classes with 15 queries each, 600 of them.
    public init(shots: Int) { self.shots = shots }

    /// The share of right answers of each round.
    /// - Parameters:
    ///   - features: `[N, d]`; they are brought to length one first, so that a picture's contrast does not count.
    ///   - labels: the class of each.
    ///   - random: what classes and pictures are drawn from.
    public func accuracies(_ features: Tensor, labels: [Int], using random: inout RandomStream) -> [Double] {
        let units = features / features.norm(2, along: 1, keepingDimensions: true).clamped(min: 1e-12)
        let rows = Dictionary(grouping: labels.indices) { labels[$0] }
        let classes = rows.filter { $0.value.count >= shots + queries }.keys.sorted()
        guard classes.count >= ways else { return [] }
        return (0..<rounds).map { _ in
            let drawn = classes.shuffled(using: &random).prefix(ways).map { wanted in
                (rows[wanted] ?? []).shuffled(using: &random).prefix(shots + queries)
            }
            let means = Tensor.concatenated(
                drawn.map { units.indexSelected(at: Tensor(Array($0.prefix(shots)))).mean(along: 0).unsqueezed(0) })
            let asked = drawn.flatMap { $0.dropFirst(shots) }
            let distances = units.indexSelected(at: Tensor(asked)).crossDistance(to: means)
            let answers = distances.argMin(along: 1).ints()
            return Double(answers.enumerated().count { $0.element == $0.offset / queries }) / Double(asked.count)
        }
    }
}
