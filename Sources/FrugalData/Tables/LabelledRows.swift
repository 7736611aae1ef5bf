/// Rows of numbers held in memory, each with the class it belongs to: what a table becomes for a model.
public struct LabelledRows: Sendable, Equatable {
    /// All numbers, row after row: `count * width` of them.
    public let values: [Float]
    /// Numbers a row.
    public let width: Int
    /// For each row, the index of its class in `classes`.
    public let labels: [Int]
    /// The names of the classes.
    public let classes: [String]
    /// Rows held.
    public var count: Int { labels.count }

    /// Puts rows and labels together after checking that they agree.
    ///
    /// - Throws: `DataError` when the numbers do not fit the labels, or a label is no index of `classes`.
    public init(values: [Float], width: Int, labels: [Int], classes: [String]) throws {
        let (expected, overflow) = labels.count.multipliedReportingOverflow(by: width)
        guard width > 0, !overflow, expected == values.count else {
            throw DataError(
                .inconsistent, "\(values.count) numbers are not \(labels.count) rows of \(width)")
        }
        if let bad = labels.firstIndex(where: { !classes.indices.contains($0) }) {
            throw DataError(
                .inconsistent, place: "row \(bad)", "label \(labels[bad]) is none of the \(classes.count) classes")
        }
        self.values = values
        self.width = width
        self.labels = labels
        self.classes = classes
    }

    /// Encodes `rows` of a table, all of which must have a class.
    ///
    /// - Throws: `DataError` as `TabularEncoding.encode` does, and for a row without a class.
    public init(_ table: Table, target: ClassTarget, rows: [Int], encoding: TabularEncoding) throws {
        let labels = try rows.map { row -> Int in
            guard target.labels.indices.contains(row), let label = target.labels[row] else {
                throw DataError(
                    .invalidArgument, file: table.source, place: "row \(row + 1) of the data",
                    "it has no class in column '\(target.name)'")
            }
            return label
        }
        try self.init(
            values: encoding.encode(table, rows: rows), width: encoding.width, labels: labels, classes: target.classes)
    }
}
