import FrugalTensor

/// Keeps a uniform sample of all examples that have come by, without knowing how many will come (Vitter, "Random sampling
/// with a reservoir", 1985, algorithm R).
public struct ReservoirBuffer: ReplayBuffer {
    /// How many are kept.
    public let capacity: Int
    /// How many have come by.
    public private(set) var offered = 0
    /// What is kept.
    public private(set) var examples: ContextExamples?

    /// An empty buffer.
    public init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Takes the examples one after the other: the n-th takes a random place of n, if that is one of the buffer's.
    public mutating func add(_ new: ContextExamples, using random: inout RandomStream) {
        let held = examples?.count ?? 0
        var places = Array(0..<held)
        for index in 0..<new.count {
            offered += 1
            if places.count < capacity {
                places.append(held + index)
            } else {
                let place = random.below(offered)
                if place < capacity { places[place] = held + index }
            }
        }
        examples = ContextExamples.joined((examples.map { [$0] } ?? []) + [new]).subset(places)
    }
}
