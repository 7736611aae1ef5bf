/// How a CSV text is to be read. The defaults find everything out from the text itself.
public struct CSVOptions: Sendable {
    /// Whether the first row holds the names of the columns.
    public enum Header: Sendable {
        /// Judged from the text: names stand above numbers, or occur only once in their column.
        case detected
        /// The first row holds names.
        case present
        /// The first row holds data; columns are named `column 1`, `column 2` and so on.
        case absent
    }

    /// What becomes of a row whose number of fields differs from the first row's.
    public enum RaggedRows: Sendable {
        /// The text is refused with an error that names the row.
        case refuse
        /// The row is left out and named in the notes of the table.
        case skip
    }

    /// The character between fields (an ASCII one), or nil to choose among comma, semicolon, tab and bar.
    public var separator: Character?
    /// Whether there is a row of names.
    public var header = Header.detected
    /// What to do with a row of the wrong length.
    public var raggedRows = RaggedRows.refuse
    /// Kinds that columns must have, by name; all others are inferred. Given when new data must fit a trained model.
    public var kinds: [String: Column.Kind] = [:]
    /// The longest field accepted, in bytes; a forgotten closing quote is found by it instead of eating the file.
    public var maximumFieldBytes = 1 << 20

    /// Options that leave every choice to the reader, but for the separator where one is given.
    public init(separator: Character? = nil) { self.separator = separator }
}
