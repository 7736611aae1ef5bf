import FrugalMeta

/// What the distances to the classes' prototypes say about a picture.
public struct DistanceFinding: Codable, Sendable, Equatable {
    /// The nearest class.
    public var name: String
    /// The distance to its prototype.
    public var distance: Double
    /// The distance from which on a picture is none of the classes; nil where nothing is rejected.
    public var limit: Double?
    /// The stored examples that lie nearest, of any class.
    public var neighbours: [DistanceAnswer.Neighbour]

    /// Whether the picture is none of the classes.
    public var isRejected: Bool { limit.map { distance > $0 } ?? false }

    /// What `head` says; `share` of known pictures is accepted, all of them where it is nil.
    init(_ answer: DistanceAnswer, of head: DistanceHead, accepting share: Double?) {
        name = head.classes[answer.nearest].name
        distance = answer.distance
        limit = share.flatMap { head.limit(for: answer, accepting: $0) }
        neighbours = answer.neighbours
    }
}
