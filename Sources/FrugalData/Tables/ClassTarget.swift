/// The column of a table that is to be predicted, as classes.
public struct ClassTarget: Sendable, Equatable {
    /// The name of the column.
    public let name: String
    /// The names of the classes: in the order of the numbers if all are numbers, else of the alphabet.
    public let classes: [String]
    /// For each row of the table, the index of its class, nil where the field is empty.
    public let labels: [Int?]

    /// The rows that have a class.
    public var knownRows: [Int] { labels.indices.filter { labels[$0] != nil } }
}

extension Table {
    /// Takes the column `name` (the last one if nil) as the classes to predict.
    ///
    /// - Parameter classes: the classes of a trained model, so that new data are numbered like its training data; nil to
    ///   take them from the column.
    /// - Throws: `DataError` when there is no such column, when it holds amounts and not classes, fewer than two classes,
    ///   or a class that is none of `classes`.
    public func classTarget(_ name: String? = nil, classes: [String]? = nil) throws -> ClassTarget {
        guard let last = columns.last else { throw DataError(.malformed, file: source, "the table has no columns") }
        let column = try name.map { try self.column(named: $0) } ?? last
        var distinct: [String: Int] = [:]
        let texts = (0..<rowCount).map { column.text(at: $0) }
        for case let text? in texts { distinct[text, default: 0] += 1 }
        if classes == nil { try refuseAmounts(column, distinct: distinct.count) }
        let names = classes ?? Self.ordered(distinct.keys)
        let positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let labels = try texts.enumerated().map { row, text -> Int? in
            guard let text else { return nil }
            guard let label = positions[text] else {
                throw DataError(
                    .unknownClass, file: source, place: "row \(row + 1) of the data, column '\(column.name)'",
                    "'\(text.prefix(40))' is none of the \(names.count) classes known",
                    remedy: "The classes are \(names.prefix(12).map { "'\($0)'" }.joined(separator: ", "))")
            }
            return label
        }
        return ClassTarget(name: column.name, classes: names, labels: labels)
    }

    /// Refuses a column that is no choice among a few classes.
    private func refuseAmounts(_ column: Column, distinct: Int) throws {
        let known = rowCount - column.missingCount
        let place = "column '\(column.name)'"
        guard distinct > 1 else {
            throw DataError(
                .inconsistent, file: source, place: place,
                distinct == 0 ? "it has no entries" : "all its entries are the same, so there is nothing to predict",
                remedy: "Name another column with --target")
        }
        let isAmount: Bool
        switch column.kind {
        case .numeric:
            let isWhole = (0..<rowCount).allSatisfy { row in column.number(at: row).map { $0 == $0.rounded() } ?? true }
            isAmount = isWhole ? distinct > 20 && (distinct > 1000 || distinct * 5 > known) : distinct > 10
        case .categorical, .empty:
            isAmount = false
        case .text, .dateTime:
            throw DataError(
                .unsupported, file: source, place: place,
                "its \(distinct) distinct texts in \(known) rows hardly recur, so they are no classes",
                remedy: "Name the column that holds the classes with --target")
        }
        guard isAmount else { return }
        throw DataError(
            .unsupported, file: source, place: place,
            "its \(distinct) distinct numbers are amounts and not classes, and Frugal predicts classes only",
            remedy: "Name a column of classes with --target, or write ranges such as low, middle and high into it")
    }

    private static func ordered(_ names: some Sequence<String>) -> [String] {
        names.sorted { left, right in
            if let first = Double(left), let second = Double(right), first != second { return first < second }
            return left < right
        }
    }
}
