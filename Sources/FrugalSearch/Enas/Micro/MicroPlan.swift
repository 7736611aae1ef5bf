import FrugalTrack

/// An architecture of the micro space, read: what each node of both cells does.
struct MicroPlan: Hashable, Sendable {
    /// An operation on an earlier output: 0 and 1 are the cell's inputs, 2 its first node.
    struct Edge: Hashable, Sendable {
        var input: Int
        var operation: EnasMicro.Operation
    }

    /// Two edges whose results are added.
    struct Node: Hashable, Sendable {
        var edges: [Edge]
    }

    /// The nodes of the cell that keeps the size.
    var normal: [Node]
    /// The nodes of the cell that halves it.
    var reduction: [Node]

    /// Reads an architecture.
    /// - Throws: ``FrugalError`` of kind `usage` that names the position where it is not of the space.
    init(_ architecture: Architecture, in space: SearchSpace, nodes: Int) throws {
        var reader = try ChoiceReader(architecture, in: space)
        func cell() throws -> [Node] {
            try (0..<nodes).map { _ in
                Node(
                    edges: try (0..<2).map { _ in
                        let input = try reader.number("input")
                        let word = try reader.word("operation")
                        guard let operation = EnasMicro.Operation(rawValue: word) else {
                            throw FrugalError(.usage, "space \(space.name)", "no cell knows the operation '\(word)'")
                        }
                        return Edge(input: input, operation: operation)
                    })
            }
        }
        normal = try cell()
        reduction = try cell()
    }

    /// The outputs of a cell that none of its nodes uses, in their order: the cell's result is made of them. The code of ENAS
    /// counts the cell's own inputs among them, and so does this.
    static func looseEnds(_ nodes: [Node]) -> [Int] {
        let used = Set(nodes.flatMap { $0.edges.map(\.input) })
        return (0..<(nodes.count + 2)).filter { !used.contains($0) }
    }
}
