import FrugalTensor

/// Keeps the same number of each class, drawn without replacement when the class first comes by.
public struct ClassBalancedBuffer: ReplayBuffer {
    /// How many of each class are kept.
    public let perClass: Int
    /// What is kept.
    public private(set) var examples: ContextExamples?

    /// An empty buffer.
    public init(perClass: Int) { self.perClass = max(1, perClass) }

    /// Keeps some of each class of which it has none yet.
    public mutating func add(_ new: ContextExamples, using random: inout RandomStream) {
        let known = Set(examples?.labels ?? [])
        let chosen = Set(new.labels).subtracting(known).sorted().flatMap { label in
            random.shuffled(new.labels.indices.filter { new.labels[$0] == label }).prefix(perClass)
        }
        guard !chosen.isEmpty else { return }
        examples = .joined((examples.map { [$0] } ?? []) + [new.subset(chosen)])
    }
}
