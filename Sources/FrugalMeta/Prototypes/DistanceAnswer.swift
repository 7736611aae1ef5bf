/// What a head says about one embedding.
public struct DistanceAnswer: Sendable, Equatable {
    /// A stored example and how far it lies from the embedding: the explanation of an answer.
    public struct Neighbour: Codable, Sendable, Equatable {
        /// Where the example comes from.
        public var source: String
        /// Its class.
        public var name: String
        /// Its distance.
        public var distance: Double
    }

    /// The score of each class, minus its distance, in the order of the head's classes.
    public let scores: [Double]
    /// The position of the nearest class; the first of equals.
    public let nearest: Int
    /// The distance to the nearest class.
    public let distance: Double
    /// The distance that a fresh picture of the nearest class is expected to have; nil where nothing tells.
    public let expectedDistance: Double?
    /// The nearest stored examples of all classes, nearest first.
    public let neighbours: [Neighbour]

    /// How many times farther than expected it lies; nil where nothing tells what to expect.
    public var ratio: Double? { expectedDistance.map { ClassSpread.ratio(distance, to: $0) } }
}

extension DistanceHead {
    /// What the head says about an embedding as the network gave it; nil where there is no class.
    /// - Parameter limit: how many stored examples are named.
    public func answer(_ embedding: [Float], neighbours limit: Int = 3) -> DistanceAnswer? {
        guard embedding.count == width, !classes.isEmpty else { return nil }
        let query = normalisation(embedding).map(Double.init)
        let scores = scores(query)
        let nearest = Self.highest(scores)
        return DistanceAnswer(
            scores: scores, nearest: nearest, distance: -scores[nearest],
            expectedDistance: ClassSpread(of: self).expectedDistance(to: classes[nearest]),
            neighbours: neighbours(of: query, limit))
    }

    /// The distance beyond which an answer is rejected so that `share` of known pictures is accepted; nil for no limit.
    public func limit(for answer: DistanceAnswer, accepting share: Double) -> Double? {
        let factor = calibration.rejection.factor(
            accepting: share, isTrained: classes[answer.nearest].isTrained)
        guard let expected = answer.expectedDistance, let factor else { return nil }
        return factor * expected
    }

    /// The distance that a fresh example of the class at `position` is expected to have from its prototype; nil where
    /// nothing tells.
    public func expectedDistance(of position: Int) -> Double? {
        ClassSpread(of: self).expectedDistance(to: classes[position])
    }

    private func neighbours(of query: [Double], _ limit: Int) -> [DistanceAnswer.Neighbour] {
        var found: [DistanceAnswer.Neighbour] = []
        for members in classes {
            for index in 0..<members.count {
                let distance = kernel.distance(query, members.embedding(index))
                if found.count == limit, let last = found.last, last.distance <= distance { continue }
                let place = found.firstIndex { distance < $0.distance } ?? found.count
                found.insert(
                    .init(source: members.examples[index].source, name: members.name, distance: distance), at: place)
                if found.count > limit { found.removeLast() }
            }
        }
        return found
    }

    /// The position of the highest score; the first of equals.
    static func highest(_ scores: [Double]) -> Int {
        scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
    }
}
