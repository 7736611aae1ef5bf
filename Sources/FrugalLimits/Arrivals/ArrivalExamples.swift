import FrugalTensor

/// The examples there were and those that arrived, by their numbers.
public struct ArrivalExamples: Sendable, Equatable {
    /// What the trained model learned from.
    public var old: [Int]
    /// What arrived.
    public var new: [Int]
    /// The class of every example, by its number.
    public var labels: [Int]

    /// Old and new examples.
    public init(old: [Int], new: [Int], labels: [Int]) {
        self.old = old
        self.new = new
        self.labels = labels
    }

    /// What `policy` trains on, ascending.
    /// - Parameter stream: what a buffer is drawn by.
    public func training(_ policy: ArrivalPolicy, using stream: inout RandomStream) -> [Int] {
        switch policy {
        case .scratch, .warmStart, .shrinkPerturb: (old + new).sorted()
        case .newOnly: new.sorted()
        case .replay(let buffer): (self.buffer(buffer, using: &stream) + new).sorted()
        }
    }

    /// So many old examples at random, as evenly over the classes as these reach; all where there are no more.
    public func buffer(_ size: Int, using stream: inout RandomStream) -> [Int] {
        let classes = Dictionary(grouping: old) { labels[$0] }.sorted { $0.key < $1.key }
        var queues = classes.map { stream.shuffled($0.value)[...] }
        var chosen: [Int] = []
        // The last round may not go round: which classes it reaches must not follow from their order.
        while chosen.count < size, queues.contains(where: { !$0.isEmpty }) {
            for place in stream.shuffled(Array(queues.indices)) where chosen.count < size {
                if let next = queues[place].popFirst() { chosen.append(next) }
            }
        }
        return chosen.sorted()
    }
}
