/// How the columns of a table become numbers for a model, fitted on training rows only and written into the bundle.
///
/// A number is standardised, its gaps filled with the median and, if there were gaps in training, marked in a slot of
/// their own. A category becomes one slot a level (one-hot); the rarer levels beyond the cap share the slot "other", and
/// a level never seen in training leaves all slots zero.
public struct TabularEncoding: Codable, Equatable, Sendable {
    /// A column of numbers.
    public struct Numeric: Codable, Equatable, Sendable {
        /// The name of the column.
        public let name: String
        /// The mean of the training rows, gaps filled and entries far out drawn in.
        public let mean: Double
        /// The standard deviation of the same; never zero.
        public let deviation: Double
        /// What a gap is filled with.
        public let median: Double
        /// Whether a second slot says that the number was missing.
        public let marksMissing: Bool
    }

    /// A column of categories.
    public struct Categorical: Codable, Equatable, Sendable {
        /// The name of the column.
        public let name: String
        /// The levels with a slot each, the most frequent first.
        public let levels: [String]
        /// Whether a slot is shared by all other levels.
        public let hasOther: Bool
        /// Whether a slot says that the entry was missing.
        public let marksMissing: Bool
    }

    /// One column and what is made of it.
    public enum Feature: Codable, Equatable, Sendable {
        /// A column of numbers.
        case numeric(Numeric)
        /// A column of categories.
        case categorical(Categorical)
    }

    /// A column that is not used.
    public struct LeftOut: Codable, Equatable, Sendable {
        /// The name of the column.
        public let name: String
        /// Why, in words that follow "it was left out because".
        public let reason: String
    }

    /// The columns used, in the order of the table.
    public let features: [Feature]
    /// The columns not used, and why.
    public let leftOut: [LeftOut]

    /// Numbers a row.
    public var width: Int { features.reduce(0) { $0 + $1.width } }

    /// What each number of a row means, for example `age`, `age missing`, `colour = red`.
    public var names: [String] { features.flatMap(\.slotNames) }

    /// The kinds that the columns of new data must have; give them to the reader through `CSVOptions.kinds`.
    public var kinds: [String: Column.Kind] {
        Dictionary(
            features.map { ($0.name, $0.isNumeric ? .numeric : .categorical) }, uniquingKeysWith: { first, _ in first })
    }
}

extension TabularEncoding.Feature {
    /// The name of the column.
    public var name: String {
        switch self {
        case .numeric(let numeric): numeric.name
        case .categorical(let categorical): categorical.name
        }
    }

    /// Numbers that the column becomes.
    public var width: Int {
        switch self {
        case .numeric(let numeric): numeric.marksMissing ? 2 : 1
        case .categorical(let it): it.levels.count + (it.hasOther ? 1 : 0) + (it.marksMissing ? 1 : 0)
        }
    }

    var isNumeric: Bool { if case .numeric = self { true } else { false } }

    var slotNames: [String] {
        switch self {
        case .numeric(let numeric):
            return [numeric.name] + (numeric.marksMissing ? ["\(numeric.name) missing"] : [])
        case .categorical(let it):
            return it.levels.map { "\(it.name) = \($0)" } + (it.hasOther ? ["\(it.name) = other"] : [])
                + (it.marksMissing ? ["\(it.name) missing"] : [])
        }
    }
}
