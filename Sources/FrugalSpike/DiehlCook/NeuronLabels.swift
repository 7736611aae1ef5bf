/// Which class each neuron answers to: found from its answers to labelled pictures, because it learned without labels.
///
/// The pictures must not be those on which the network is judged. The authors' published program takes the test pictures
/// for both, which its own notes call bad practice; ``NeuronLabels`` is fed with training pictures, and the experiment
/// prints beside it what the mistake would be worth.
public struct NeuronLabels: Codable, Hashable, Sendable {
    /// Spikes of each neuron for each class: `[classes][neurons]`.
    public private(set) var spikes: [[Int]]
    /// Pictures of each class.
    public private(set) var pictures: [Int]

    /// Labels that know nothing yet.
    public init(classes: Int, neurons: Int) {
        spikes = Array(repeating: Array(repeating: 0, count: neurons), count: classes)
        pictures = Array(repeating: 0, count: classes)
    }

    /// Takes the answer to a picture of a class into account.
    public mutating func add(_ counts: [some BinaryInteger], of label: Int) {
        pictures[label] += 1
        for (neuron, count) in counts.enumerated() where count > 0 { spikes[label][neuron] += Int(count) }
    }

    /// Takes all that others have seen into account.
    public mutating func add(_ other: NeuronLabels) {
        for label in pictures.indices {
            pictures[label] += other.pictures[label]
            for neuron in spikes[label].indices { spikes[label][neuron] += other.spikes[label][neuron] }
        }
    }

    /// For each neuron the class of whose pictures it gave the most spikes a picture; nil for one that never spiked.
    public var classes: [Int?] {
        (spikes.first ?? []).indices.map { neuron in
            var best: (label: Int, mean: Double)?
            for label in pictures.indices where pictures[label] > 0 && spikes[label][neuron] > 0 {
                let mean = Double(spikes[label][neuron]) / Double(pictures[label])
                if mean > best?.mean ?? 0 { best = (label, mean) }
            }
            return best?.label
        }
    }
}

/// Answers by the mean spikes of the neurons of each class.
public struct NeuronVote: Sendable {
    private let classes: [Int?]
    private let members: [Int]

    /// A vote among neurons with these classes.
    public init(_ labels: NeuronLabels) {
        classes = labels.classes
        var members = Array(repeating: 0, count: labels.pictures.count)
        for label in classes.compactMap({ $0 }) { members[label] += 1 }
        self.members = members
    }

    /// The class whose neurons spiked most on average; nil where none spiked.
    public func winner(_ counts: [some BinaryInteger]) -> Int? {
        var sums = Array(repeating: 0, count: members.count)
        for (neuron, count) in counts.enumerated() where count > 0 {
            if let label = classes[neuron] { sums[label] += Int(count) }
        }
        var best: (label: Int, mean: Double)?
        for label in sums.indices where members[label] > 0 && sums[label] > 0 {
            let mean = Double(sums[label]) / Double(members[label])
            if mean > best?.mean ?? 0 { best = (label, mean) }
        }
        return best?.label
    }
}
