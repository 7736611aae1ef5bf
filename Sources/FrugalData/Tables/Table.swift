/// A table in memory: named columns of one length.
public struct Table: Sendable {
    /// Where the table came from, for messages.
    public let source: String
    /// The columns, in the order of the file; their names differ.
    public let columns: [Column]
    /// Rows, not counting the names.
    public let rowCount: Int
    /// What the reader noticed and a person should know: rows left out, for example.
    public let notes: [String]

    private let positions: [String: Int]

    init(source: String, columns: [Column], rowCount: Int, notes: [String]) {
        self.source = source
        self.columns = columns
        self.rowCount = rowCount
        self.notes = notes
        positions = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The position of the column of that name, nil if there is none.
    public func position(of name: String) -> Int? { positions[name] }

    /// The column of that name.
    ///
    /// - Throws: `DataError` (`.notFound`) that lists the names there are.
    public func column(named name: String) throws -> Column {
        if let position = positions[name] { return columns[position] }
        let shown = columns.prefix(12).map { "'\($0.name)'" }.joined(separator: ", ")
        throw DataError(
            .notFound, file: source, "there is no column '\(name)'",
            remedy: "The columns are \(shown)\(columns.count > 12 ? " and \(columns.count - 12) more" : "")")
    }
}
