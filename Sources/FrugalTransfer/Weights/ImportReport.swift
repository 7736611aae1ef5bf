import FrugalTensor

/// What became of the tensors of a weight file, and of those of the network: nothing is left out in silence.
public struct ImportReport: Codable, Hashable, Sendable {
    /// A tensor whose shape is another.
    public struct Mismatch: Codable, Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its shape in the network.
        public var expected: [Int]
        /// Its shape in the file.
        public var found: [Int]
    }

    /// Taken over.
    public var loaded: [String] = []
    /// In the network and not in the file.
    public var missing: [String] = []
    /// In the file and not in the network.
    public var unexpected: [String] = []
    /// In both, with different shapes.
    public var mismatched: [Mismatch] = []
    /// Begun anew, as was asked for: a new head.
    public var reinitialised: [String] = []

    /// Whether every tensor of both sides found its place, but for those begun anew.
    public var isComplete: Bool { missing.isEmpty && unexpected.isEmpty && mismatched.isEmpty }

    /// Counts, then the names of what did not find its place.
    public var text: String {
        let counts = [
            (loaded.count, "loaded"), (missing.count, "missing"), (unexpected.count, "unexpected"),
            (mismatched.count, "mismatched"), (reinitialised.count, "re-initialised"),
        ]
        var lines = [counts.map { "\($0) \($1)" }.joined(separator: ", ")]
        func list(_ title: String, _ names: [String]) {
            guard !names.isEmpty else { return }
            let shown = names.prefix(8).joined(separator: ", ")
            lines.append("  \(title): \(shown)" + (names.count > 8 ? " and \(names.count - 8) more" : ""))
        }
        list("missing", missing)
        list("unexpected", unexpected)
        list("mismatched", mismatched.map { "\($0.name) \($0.found) in place of \($0.expected)" })
        list("re-initialised", reinitialised)
        return lines.joined(separator: "\n")
    }
}
