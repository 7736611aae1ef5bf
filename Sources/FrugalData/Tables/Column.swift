/// One column of a table: numbers, or texts of which each distinct one is held once.
public struct Column: Sendable {
    /// What the entries of a column are.
    public enum Kind: String, Codable, Sendable {
        /// Numbers.
        case numeric
        /// One of few texts that recur.
        case categorical
        /// Dates or times, left as text.
        case dateTime
        /// Texts that hardly recur: names, sentences, identifiers.
        case text
        /// No entry at all.
        case empty
    }

    /// How the entries are held.
    enum Storage: Sendable {
        /// One number a row, NaN where missing.
        case numbers([Double])
        /// One index into `levels` a row, -1 where missing.
        case codes([Int32], levels: [String])
    }

    /// The name, unique in its table.
    public let name: String
    /// What the entries are.
    public let kind: Kind
    /// The entries.
    let storage: Storage
    /// Rows without an entry.
    public let missingCount: Int

    init(name: String, kind: Kind, storage: Storage) {
        self.name = name
        self.kind = kind
        self.storage = storage
        switch storage {
        case .numbers(let numbers): missingCount = numbers.count { $0.isNaN }
        case .codes(let codes, _): missingCount = codes.count { $0 < 0 }
        }
    }

    /// Rows of the column.
    public var count: Int {
        switch storage {
        case .numbers(let numbers): numbers.count
        case .codes(let codes, _): codes.count
        }
    }

    /// The distinct texts in the order of their first rows; empty for numbers.
    public var levels: [String] {
        if case .codes(_, let levels) = storage { levels } else { [] }
    }

    /// Whether nothing is known of the column at `row`; true for a row that the table does not have.
    public func isMissing(at row: Int) -> Bool {
        guard row >= 0, row < count else { return true }
        switch storage {
        case .numbers(let numbers): return numbers[row].isNaN
        case .codes(let codes, _): return codes[row] < 0
        }
    }

    /// The number at `row`: nil where it is missing, and in columns of text where the text spells none.
    public func number(at row: Int) -> Double? {
        guard !isMissing(at: row) else { return nil }
        switch storage {
        case .numbers(let numbers): return numbers[row]
        case .codes(let codes, let levels):
            var text = levels[Int(codes[row])]
            let value = text.withUTF8 { NumberText.parse($0) }
            return value?.isNaN == true ? nil : value
        }
    }

    /// The text at `row`, nil where it is missing; numbers in their shortest spelling.
    public func text(at row: Int) -> String? {
        guard !isMissing(at: row) else { return nil }
        switch storage {
        case .numbers(let numbers): return NumberText.text(of: numbers[row])
        case .codes(let codes, let levels): return levels[Int(codes[row])]
        }
    }
}
