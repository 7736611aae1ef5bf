import FrugalTensor

/// One few-shot task: which pictures of which classes are shown with their labels, and which are asked about.
///
/// Labels are positions in ``classes``, 0 to way - 1; pictures are rows of the ``ClassPool`` that the episode was drawn from.
public struct Episode: Codable, Sendable, Equatable {
    /// The classes, as positions in the pool.
    public var classes: [Int]
    /// The labelled pictures of each class, in the order of ``classes``.
    public var support: [[Int]]
    /// The pictures asked about, class by class.
    public var query: [[Int]]

    /// An episode of these pictures.
    public init(classes: [Int], support: [[Int]], query: [[Int]]) {
        self.classes = classes
        self.support = support
        self.query = query
    }

    /// The number of classes.
    public var way: Int { classes.count }
    /// All labelled pictures, class by class.
    public var supportRows: [Int] { support.flatMap { $0 } }
    /// All pictures asked about, class by class.
    public var queryRows: [Int] { query.flatMap { $0 } }
    /// The label of each of ``supportRows``.
    public var supportLabels: [Int] { Self.labels(support) }
    /// The label of each of ``queryRows``.
    public var queryLabels: [Int] { Self.labels(query) }

    private static func labels(_ rows: [[Int]]) -> [Int] {
        rows.enumerated().flatMap { label, rows in repeatElement(label, count: rows.count) }
    }
}
