/// What a person should know about data before a model is trained on them.
public struct DataSummary: Codable, Equatable, Sendable {
    /// A class and its number of examples.
    public struct ClassCount: Codable, Equatable, Sendable {
        /// The name of the class.
        public let name: String
        /// Its examples.
        public let count: Int
    }

    /// Examples in all.
    public let examples: Int
    /// What one example is, such as `28x28, gray` or `12 columns`.
    public let form: String
    /// The classes in their order.
    public let classes: [ClassCount]
    /// Names of examples with the same contents, a list for each content that occurs more than once.
    public let duplicates: [[String]]
    /// What may spoil a result, in sentences.
    public let warnings: [String]

    /// Looks through pictures: counts, equal pictures, classes too small to learn or to score.
    public init(_ images: LabelledImages) {
        examples = images.count
        form = "\(images.height)x\(images.width), \(images.channels == 1 ? "gray" : "colour")"
        classes = Self.counts(labels: images.labels, classes: images.classes)
        let equal = EqualContents(images)
        duplicates = equal.groups.map { $0.map { images.names[$0] } }
        var warnings = Self.warnings(classes)
        let conflicting = equal.groups.filter { group in Set(group.map { images.labels[$0] }).count > 1 }
        if let first = conflicting.first {
            let names = first.prefix(3).map { "'\(images.names[$0])'" }.joined(separator: " and ")
            warnings.append(
                "leakage: \(conflicting.count) \(conflicting.count == 1 ? "picture lies" : "pictures lie") in more than one "
                    + "class, \(names) for one.")
        }
        let copies = equal.groups.reduce(0) { $0 + $1.count - 1 }
        if copies > 0 {
            warnings.append(
                "\(copies) of \(images.count) pictures are copies of others; copies in training and test make a score too good."
            )
        }
        self.warnings = warnings
    }

    /// Looks through a table with its target: counts, columns of no use.
    public init(_ table: Table, target: ClassTarget) {
        let rows = target.knownRows
        examples = rows.count
        form = "\(table.columns.count - 1) columns and the target '\(target.name)'"
        classes = Self.counts(labels: rows.compactMap { target.labels[$0] }, classes: target.classes)
        duplicates = []
        var warnings = table.notes.map { "\($0)." } + Self.warnings(classes)
        if rows.count < table.rowCount {
            warnings.append("\(table.rowCount - rows.count) rows have no class and are left out.")
        }
        for column in table.columns where column.name != target.name {
            if let fault = ColumnReview.fault(of: column, rows: rows) {
                warnings.append("The column '\(column.name)' is left out: \(fault).")
            } else if Self.gives(column, away: target, rows: rows) {
                warnings.append("leakage: the column '\(column.name)' holds the class itself.")
            }
        }
        self.warnings = warnings
    }

    private static func counts(labels: [Int], classes: [String]) -> [ClassCount] {
        var counts = [Int](repeating: 0, count: classes.count)
        for label in labels { counts[label] += 1 }
        return zip(classes, counts).map { ClassCount(name: $0, count: $1) }
    }

    private static func warnings(_ classes: [ClassCount]) -> [String] {
        var warnings: [String] = []
        if classes.count < 2 { warnings.append("There is only one class, so there is nothing to tell apart.") }
        let empty = classes.filter { $0.count == 0 }
        if !empty.isEmpty { warnings.append("No examples: \(list(empty)).") }
        let single = classes.filter { $0.count == 1 }
        if !single.isEmpty {
            warnings.append("Only one example, which must go to training and cannot be scored: \(list(single)).")
        }
        let filled = classes.filter { $0.count > 0 }
        if let most = filled.map(\.count).max(), let least = filled.map(\.count).min(), most >= 10 * least {
            warnings.append(
                "The largest class has \(most) examples and the smallest \(least): look at each class's score.")
        }
        return warnings
    }

    private static func list(_ classes: [ClassCount]) -> String {
        classes.prefix(5).map { "'\($0.name)'" }.joined(separator: ", ")
            + (classes.count > 5 ? " and \(classes.count - 5) more" : "")
    }

    /// Whether the column has the text of the class in every row.
    private static func gives(_ column: Column, away target: ClassTarget, rows: [Int]) -> Bool {
        !rows.isEmpty
            && rows.allSatisfy { row in target.labels[row].map { column.text(at: row) == target.classes[$0] } ?? true }
    }
}
