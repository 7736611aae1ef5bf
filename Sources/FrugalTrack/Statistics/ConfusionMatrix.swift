/// How often each true class was given each answer.
public struct ConfusionMatrix: Sendable, Equatable {
    /// The names of the classes, in the order of rows and columns.
    public let classes: [String]
    /// Counts by row (the truth), then column (the answer): `classes.count` squared of them.
    public private(set) var counts: [Int]

    /// A matrix of zeros.
    /// - Throws: ``TrackError`` where `classes` is empty or beyond 10,000, whose matrix would not fit memory.
    public init(classes: [String]) throws {
        guard (1...10_000).contains(classes.count) else {
            throw TrackError(
                .invalidValue, "a confusion matrix of \(classes.count) classes", remedy: "1 to 10,000 are possible")
        }
        self.classes = classes
        counts = [Int](repeating: 0, count: classes.count * classes.count)
    }

    /// A matrix of paired labels.
    /// - Throws: ``TrackError`` where the two differ in length or a label names no class.
    public init(classes: [String], truth: [Int], predicted: [Int]) throws {
        try self.init(classes: classes)
        guard truth.count == predicted.count else {
            throw TrackError(
                .invalidValue, "\(truth.count) true labels against \(predicted.count) predicted ones",
                remedy: "give one prediction an example")
        }
        for (row, column) in zip(truth, predicted) { try record(truth: row, predicted: column) }
    }

    /// Counts one answer.
    /// - Throws: ``TrackError`` where a label names no class.
    public mutating func record(truth: Int, predicted: Int) throws {
        guard classes.indices.contains(truth), classes.indices.contains(predicted) else {
            throw TrackError(
                .invalidValue, "label \(truth) answered by \(predicted) with \(classes.count) classes",
                remedy: "labels count from 0")
        }
        counts[truth * classes.count + predicted] += 1
    }

    /// How often class `truth` was given the answer `predicted`.
    public subscript(truth: Int, predicted: Int) -> Int { counts[truth * classes.count + predicted] }

    /// All answers.
    public var total: Int { counts.reduce(0, +) }

    /// The right answers out of all.
    public var accuracy: Proportion {
        Proportion(classes.indices.reduce(0) { $0 + self[$1, $1] }, of: total)
    }

    /// The share of class `index` that was found (recall); nan where it has no examples.
    public func recall(of index: Int) -> Proportion {
        let row = counts[(index * classes.count)..<((index + 1) * classes.count)]
        return Proportion(self[index, index], of: row.reduce(0, +))
    }

    /// The mean recall over the classes that have examples: the accuracy that a large class cannot carry alone.
    public var balancedAccuracy: Double {
        let recalls = classes.indices.map { recall(of: $0) }.filter { $0.total > 0 }
        return recalls.reduce(0) { $0 + $1.share } / Double(recalls.count)
    }

    /// The pairs of classes that were confused most, worst first.
    public func mostConfused(_ limit: Int) -> [(truth: Int, predicted: Int, count: Int)] {
        let width = classes.count
        let wrong = counts.indices.filter { counts[$0] > 0 && $0 / width != $0 % width }
        let worst = wrong.sorted { (counts[$0], $1) > (counts[$1], $0) }
        return worst.prefix(max(0, limit)).map { ($0 / width, $0 % width, counts[$0]) }
    }
}

extension ConfusionMatrix: Codable {
    private enum Key: String, CodingKey { case classes, counts }

    /// Reads a matrix and checks that its size and counts are possible.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let classes = try container.decode([String].self, forKey: .classes)
        let counts = try container.decode([Int].self, forKey: .counts)
        // The size is compared before a matrix is made: a short file must not cost much memory.
        guard (1...10_000).contains(classes.count), counts.count == classes.count * classes.count,
            Self.areCounts(counts)
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "the counts do not fit \(classes.count) classes")
        }
        self.classes = classes
        self.counts = counts
    }

    /// Whether all are non-negative and their sum fits an `Int`.
    private static func areCounts(_ counts: [Int]) -> Bool {
        var sum = 0
        for count in counts {
            let (next, overflow) = sum.addingReportingOverflow(count)
            if count < 0 || overflow { return false }
            sum = next
        }
        return true
    }
}
