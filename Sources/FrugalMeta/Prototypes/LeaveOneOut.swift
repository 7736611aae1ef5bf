/// A question whose answer was known.
struct KnownTrial: Equatable {
    /// The score of each class.
    var scores: [Double]
    /// The right class.
    var label: Int
    /// How many times farther than expected the nearest class lay; nil where nothing tells what to expect.
    var ratio: Double?
}

/// Asks a head about its own examples, each left out of its class first.
struct LeaveOneOut {
    private let head: DistanceHead
    private let spread: ClassSpread

    /// The questions that the examples of `head` allow.
    init(_ head: DistanceHead) {
        self.head = head
        spread = ClassSpread(of: head)
    }

    /// One trial for each example of a class of at least two; of many examples, evenly spread ones.
    var trials: [KnownTrial] {
        head.classes.indices.flatMap { label -> [KnownTrial] in
            let members = head.classes[label]
            guard members.count > 1 else { return [] }
            return Self.evenly(members.count, over: perClass).compactMap { trial(of: members, $0, label: label) }
        }
    }

    /// How many times farther than expected pictures lie that are of no class: those of the held-out classes, or, where
    /// there are none, the examples of each class while the class is away.
    var unknownRatios: [Double] {
        let strangers = head.heldOut.isEmpty ? head.classes : head.heldOut
        let away = head.heldOut.isEmpty
        guard !away || head.classes.count > 1 else { return [] }
        let limit = max(1, Self.mostTrials / max(1, strangers.count))
        return strangers.indices.flatMap { place -> [Double] in
            Self.evenly(strangers[place].count, over: limit).compactMap { index in
                ratio(of: strangers[place].embedding(index), without: away ? place : nil)
            }
        }
    }

    private static let mostTrials = 2000

    /// So many trials a class that all of them, with the score of every class, stay a matter of seconds.
    private var perClass: Int {
        let count = max(1, head.classes.count)
        return max(2, min(Self.mostTrials, max(200, 400_000 / count)) / count)
    }

    /// At most `limit` of `count` places, evenly spread.
    private static func evenly(_ count: Int, over limit: Int) -> [Int] {
        count <= limit ? Array(0..<count) : (0..<limit).map { $0 * count / limit }
    }

    private func trial(of members: PrototypeClass, _ index: Int, label: Int) -> KnownTrial? {
        let query = members.embedding(index)
        guard let rest = members.prototype(leavingOut: [index]) else { return nil }
        var scores = head.scores(query)
        scores[label] = -head.kernel.distance(query, rest) * head.factor(of: members)
        let nearest = DistanceHead.highest(scores)
        let expected =
            nearest == label
            ? spread.expectedDistance(to: members, leavingOut: index)
            : spread.expectedDistance(to: head.classes[nearest])
        return KnownTrial(
            scores: scores, label: label, ratio: expected.map { ClassSpread.ratio(-scores[nearest], to: $0) })
    }

    /// How many times farther than expected the nearest class lies, but for the class at `place`.
    private func ratio(of query: [Double], without place: Int?) -> Double? {
        var scores = head.scores(query)
        if let place { scores[place] = -.infinity }
        let nearest = DistanceHead.highest(scores)
        return spread.expectedDistance(to: head.classes[nearest]).map { ClassSpread.ratio(-scores[nearest], to: $0) }
    }
}
