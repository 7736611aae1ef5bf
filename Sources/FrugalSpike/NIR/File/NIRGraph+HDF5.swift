import FrugalData

extension NIRGraph {
    /// The graph of a whole file.
    init(root: HDF5Item?) throws {
        guard case .group(let items) = root else {
            throw DataError(
                .malformed, "there is no group 'node'", remedy: "Give a NIR file; this is another HDF5 file")
        }
        let type = try NIRNodeType(items["type"])
        guard type == .graph else {
            throw DataError(
                .unsupported, "the file holds a single \(type.rawValue) and no graph",
                remedy: "Write a NIRGraph, with an Input and an Output")
        }
        try self.init(items)
    }

    private init(_ items: [String: HDF5Item]) throws {
        guard case .group(let members) = items["nodes"] else {
            throw DataError(.malformed, "the graph has no group 'nodes'", remedy: "Write the graph anew")
        }
        var nodes: [String: NIRNode] = [:]
        for (name, item) in members {
            nodes[name] = try Self.naming(name) { try Self.node(item) }
        }
        self.init(nodes: nodes, edges: try Self.edges(items["edges"]), metadata: notes(items["metadata"]))
    }

    private static func node(_ item: HDF5Item) throws -> NIRNode {
        guard case .group(let items) = item else {
            throw DataError(.malformed, "it is no group", remedy: "Write the graph anew")
        }
        let type = try NIRNodeType(items["type"])
        if type == .graph { return NIRNode(try NIRGraph(items)) }
        var node = NIRNode(type, [:], metadata: notes(items["metadata"]))
        // What the format does not know of a node is left alone: later versions may have added it.
        for field in type.required + type.optional {
            node.fields[field] = items[field.rawValue].flatMap(NIRNode.Value.init)
        }
        return node
    }

    private static func edges(_ item: HDF5Item?) throws -> [Edge] {
        switch item {
        case .texts(let ends, let shape) where shape.count == 2 && shape[1] == 2:
            return stride(from: 0, to: ends.count, by: 2).map { Edge(ends[$0], ends[$0 + 1]) }
        case .texts([], _): return []
        // Python writes an empty list as numbers.
        case .numbers(let array) where array.values.isEmpty: return []
        case nil: throw DataError(.malformed, place: "edges", "they are missing", remedy: "Write the graph anew")
        default:
            throw DataError(.malformed, place: "edges", "they are no pairs of names", remedy: "Write the graph anew")
        }
    }

    /// The graph as a group.
    func items() -> [String: HDF5Item] {
        var items = header(.graph, metadata)
        items["nodes"] = .group(nodes.mapValues { .group($0.items()) })
        items["edges"] = .texts(edges.flatMap { [$0.source, $0.target] }, shape: [edges.count, 2])
        return items
    }
}

extension NIRNode {
    fileprivate func items() -> [String: HDF5Item] {
        if let graph { return graph.items() }
        var items = header(type, metadata)
        for (field, value) in fields { items[field.rawValue] = HDF5Item(value) }
        return items
    }
}

extension NIRNodeType {
    fileprivate init(_ item: HDF5Item?) throws {
        guard case .texts(let texts, _) = item, let name = texts.first else {
            throw DataError(.malformed, "its type is missing", remedy: "Write the node with its type")
        }
        guard let type = NIRNodeType(rawValue: name) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw DataError(.unsupported, "the node type '\(name)' is unknown", remedy: "Known are \(known)")
        }
        self = type
    }
}

extension NIRNode.Value {
    fileprivate init?(_ item: HDF5Item) {
        switch item {
        case .numbers(let array): self = .numbers(array)
        case .texts(let texts, _): self = .text(texts.first ?? "")
        default: return nil
        }
    }
}

extension HDF5Item {
    fileprivate init(_ value: NIRNode.Value) {
        switch value {
        case .numbers(let array): self = .numbers(array)
        case .text(let text): self = .texts([text], shape: [])
        }
    }
}

private func notes(_ item: HDF5Item?) -> [String: NIRNode.Value] {
    guard case .group(let items) = item else { return [:] }
    return items.compactMapValues(NIRNode.Value.init)
}

private func header(_ type: NIRNodeType, _ metadata: [String: NIRNode.Value]) -> [String: HDF5Item] {
    var items: [String: HDF5Item] = ["type": .texts([type.rawValue], shape: [])]
    if !metadata.isEmpty { items["metadata"] = .group(metadata.mapValues(HDF5Item.init)) }
    return items
}
