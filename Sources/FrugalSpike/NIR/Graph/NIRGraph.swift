import FrugalData

/// A network in the Neuromorphic Intermediate Representation (Pedersen et al., Nature Communications 15, 2024): nodes
/// that are equations in continuous time, and edges that pass on what they make. ``NIRFile`` reads and writes it.
///
/// Edges are sums: where several lead to a node, what comes in is added.
public struct NIRGraph: Hashable, Sendable {
    /// What one node passes to another.
    public struct Edge: Hashable, Sendable {
        /// The node that passes on.
        public var source: String
        /// The node that takes.
        public var target: String

        /// An edge between two nodes.
        public init(_ source: String, _ target: String) {
            self.source = source
            self.target = target
        }
    }

    /// The nodes by their names.
    public var nodes: [String: NIRNode]
    /// What leads where.
    public var edges: [Edge]
    /// Notes beside the format, under any name.
    public var metadata: [String: NIRNode.Value]

    /// A graph of nodes and edges.
    public init(nodes: [String: NIRNode], edges: [Edge], metadata: [String: NIRNode.Value] = [:]) {
        self.nodes = nodes
        self.edges = edges
        self.metadata = metadata
    }

    /// Named nodes one after another.
    public init(chain: [(name: String, node: NIRNode)], metadata: [String: NIRNode.Value] = [:]) {
        self.init(
            nodes: Dictionary(chain.map { ($0.name, $0.node) }) { first, _ in first },
            edges: zip(chain, chain.dropFirst()).map { Edge($0.name, $1.name) }, metadata: metadata)
    }

    /// Finds nodes whose fields make no sense and edges that lead nowhere.
    /// - Throws: `DataError` that names the node or the edge.
    public func check() throws {
        for (name, node) in nodes.sorted(by: { $0.key < $1.key }) {
            try Self.naming(name) {
                try node.check()
                try node.graph?.check()
            }
        }
        var seen: Set<Edge> = []
        for edge in edges {
            let place = "edge '\(edge.source)' to '\(edge.target)'"
            for end in [edge.source, edge.target] where nodes[end] == nil {
                let names = nodes.keys.sorted().prefix(12).joined(separator: ", ")
                throw DataError(
                    .inconsistent, place: place, "there is no node '\(end)'", remedy: "Name one of these: \(names)")
            }
            guard seen.insert(edge).inserted else {
                throw DataError(.inconsistent, place: place, "it is there twice", remedy: "Leave one out")
            }
        }
    }

    /// Runs `body` and names the node in any `DataError` it throws.
    static func naming<Result>(_ node: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch var error as DataError {
            error.place = error.place.map { "node '\(node)', \($0)" } ?? "node '\(node)'"
            throw error
        }
    }
}
