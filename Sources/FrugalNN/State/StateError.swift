/// Why a state dictionary does not fit a model: every entry that does not, so that all can be mended at once.
public struct StateError: Error, Sendable, CustomStringConvertible {
    /// An entry whose shape is not the one expected.
    public struct Misfit: Sendable, Hashable {
        /// The name of the entry.
        public let name: String
        /// The shape in the model.
        public let expected: [Int]
        /// The shape in the dictionary.
        public let found: [Int]

        package init(name: String, expected: [Int], found: [Int]) {
            (self.name, self.expected, self.found) = (name, expected, found)
        }
    }

    /// What the model has and the dictionary lacks.
    public let missing: [String]
    /// What the dictionary has and the model lacks.
    public let unexpected: [String]
    /// What both have in different shapes.
    public let misshaped: [Misfit]
    /// What is of whole numbers on one side and of fractions on the other, each with both types.
    public let mistyped: [String]

    package init(missing: [String], unexpected: [String], misshaped: [Misfit], mistyped: [String] = []) {
        self.missing = missing
        self.unexpected = unexpected
        self.misshaped = misshaped
        self.mistyped = mistyped
    }

    /// All entries that do not fit, and what can be done.
    public var description: String {
        var parts: [String] = []
        if !missing.isEmpty { parts.append("missing: \(StateError.list(missing))") }
        if !unexpected.isEmpty { parts.append("unexpected: \(StateError.list(unexpected))") }
        if !misshaped.isEmpty {
            let texts = misshaped.map { "\($0.name) is \($0.found) where \($0.expected) is expected" }
            parts.append("of another shape: \(StateError.list(texts))")
        }
        if !mistyped.isEmpty { parts.append("of another type: \(StateError.list(mistyped))") }
        let remedy =
            misshaped.isEmpty && mistyped.isEmpty
            ? "Load with strict: false to take what fits." : "Build the model with the settings that it was saved with."
        return "The state does not fit the model; \(parts.joined(separator: "; ")). \(remedy)"
    }

    /// The first few of many: a wrong file misses every name.
    private static func list(_ items: [String]) -> String {
        let shown = 12
        let rest = items.count - shown
        return items.prefix(shown).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
