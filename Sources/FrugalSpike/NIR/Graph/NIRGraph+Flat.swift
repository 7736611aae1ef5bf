import FrugalData

extension NIRGraph {
    /// The same graph without graphs in it: their nodes are called `outer.inner`, their inputs and outputs are left
    /// out.
    /// - Throws: `DataError` for an inner graph that has not one input and one output.
    func flattened() throws -> NIRGraph {
        var flat = self
        while let (name, node) = flat.nodes.filter({ $0.value.graph != nil }).min(by: { $0.key < $1.key }),
            let inner = node.graph
        {
            try Self.naming(name) { try flat.inline(inner, as: name) }
        }
        return flat
    }

    private mutating func inline(_ inner: NIRGraph, as name: String) throws {
        func only(_ type: NIRNodeType) throws -> String {
            let names = inner.nodes.filter { $0.value.type == type }.map(\.key)
            guard names.count == 1 else {
                throw DataError(
                    .unsupported, "the inner graph has \(names.count) nodes of type \(type.rawValue)",
                    remedy: "Give it one, so that edges are clear")
            }
            return names[0]
        }
        let (input, output) = (try only(.input), try only(.output))
        let entering = edges.filter { $0.target == name }.map(\.source)
        let leaving = edges.filter { $0.source == name }.map(\.target)
        edges.removeAll { $0.source == name || $0.target == name }
        nodes[name] = nil
        for (key, node) in inner.nodes where key != input && key != output {
            guard nodes.updateValue(node, forKey: "\(name).\(key)") == nil else {
                throw DataError(.inconsistent, "'\(name).\(key)' is there twice", remedy: "Rename one of the nodes")
            }
        }
        for edge in inner.edges {
            let sources = edge.source == input ? entering : ["\(name).\(edge.source)"]
            let targets = edge.target == output ? leaving : ["\(name).\(edge.target)"]
            for source in sources { edges += targets.map { Edge(source, $0) } }
        }
    }

    /// The nodes of a cycle that nothing delays; nil where there is none.
    func cycleWithoutDelay() -> [String]? {
        let delayed = nodes.filter { $0.value.type == .delay && ($0.value[.delay]?.values.min() ?? 0) > 0 }
        var waiting: [String: Int] = [:]
        let instant = edges.filter { delayed[$0.source] == nil && delayed[$0.target] == nil }
        for edge in instant { waiting[edge.target, default: 0] += 1 }
        var ready = nodes.keys.filter { waiting[$0] == nil }
        var left = Set(nodes.keys)
        while let node = ready.popLast() {
            left.remove(node)
            for edge in instant where edge.source == node {
                waiting[edge.target, default: 0] -= 1
                if waiting[edge.target] == 0 { ready.append(edge.target) }
            }
        }
        return left.isEmpty ? nil : walk(within: left, along: instant)
    }

    /// A cycle among nodes each of which is reached from another: back along the edges until a node comes again.
    private func walk(within nodes: Set<String>, along edges: [Edge]) -> [String] {
        var path: [String] = []
        var node = nodes.min()
        while let current = node, !path.contains(current) {
            path.append(current)
            node = edges.first { $0.target == current && nodes.contains($0.source) }?.source
        }
        guard let again = node, let begin = path.firstIndex(of: again) else { return path }
        return path[begin...].reversed()
    }
}
