import FrugalTrack

extension NIRGraph {
    /// A line for each node in the order of the edges: its name, type, what it passes on, its numbers, where they go.
    public struct Line: Codable, Hashable, Sendable {
        /// The node, with the graph that it lies in before a point.
        public var node: String
        /// Its type.
        public var type: String
        /// The shape that it passes on; nil where that cannot be told.
        public var shape: [Int]?
        /// Its numbers, in short.
        public var numbers: String
        /// The nodes that it passes on to.
        public var targets: [String]
    }

    /// The graph in lines, without inner graphs where those can be laid open.
    public func lines() -> [Line] {
        let flat = (try? flattened()) ?? self
        let shapes = try? flat.shapes()
        return flat.ordered.map { name in
            Line(
                node: name, type: flat.nodes[name]?.type.rawValue ?? "", shape: shapes?[name],
                numbers: flat.nodes[name]?.summary ?? "",
                targets: flat.edges.filter { $0.source == name }.map(\.target))
        }
    }

    /// The graph as a table, and its notes.
    public func table() -> String {
        let notes = metadata.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.summary)\n" }
        return TextTable(
            header: ["node", "type", "shape", "numbers", "to"],
            rows: lines().map { line in
                [
                    line.node, line.type, line.shape.map { $0.map(String.init).joined(separator: " x ") } ?? "?",
                    line.numbers, line.targets.joined(separator: ", "),
                ]
            }, alignments: [.left, .left, .left, .left, .left]
        ).text() + notes.joined()
    }

    /// The names from the inputs on, then those that nothing reaches.
    private var ordered: [String] {
        var order: [String] = []
        var seen: Set<String> = []
        let starts = nodes.keys.sorted { one, other in
            let (first, second) = (nodes[one]?.type == .input, nodes[other]?.type == .input)
            return first != second ? first : one < other
        }
        for start in starts {
            var waiting = [start]
            while let name = waiting.popLast() {
                guard nodes[name] != nil, seen.insert(name).inserted else { continue }
                order.append(name)
                waiting += edges.filter { $0.source == name }.map(\.target).reversed()
            }
        }
        return order
    }
}

extension NIRNode {
    /// Each field: its number where all are alike, else its shape and range; then the notes.
    fileprivate var summary: String {
        var parts = (type.required + type.optional).filter { $0 != .shape }.compactMap { field -> String? in
            guard let value = fields[field] else { return nil }
            return "\(field.rawValue) \(value.summary)"
        }
        parts += metadata.sorted { $0.key < $1.key }.map { "(\($0.key): \($0.value.summary))" }
        return parts.joined(separator: ", ")
    }
}

extension NIRNode.Value {
    fileprivate var summary: String {
        switch self {
        case .text(let text): return text
        case .numbers(let array):
            let shown = { (number: Double) in Humanise.compact(number, figures: 6) }
            if let common = array.common { return shown(common) }
            if array.values.count <= 4 { return array.values.map(shown).joined(separator: " ") }
            let range = "\(shown(array.values.min() ?? 0)) to \(shown(array.values.max() ?? 0))"
            return "[\(array.shape.map(String.init).joined(separator: " x "))] \(range)"
        }
    }
}
