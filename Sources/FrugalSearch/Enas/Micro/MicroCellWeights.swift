import FrugalNN
import FrugalTensor
import FrugalTrack

/// The weights of one place of the stack for every cell that may stand there.
struct MicroCellWeights: Module {
    /// Halves the newest input first; only in a reduction cell.
    var reduction: FactorizedReduction?
    /// What fits the two inputs to the cell.
    var entries: [CellEntry]
    /// The convolutions, by ``place(node:side:input:isLarge:)``; nil where no plan that these weights serve needs one.
    var units: [SeparableUnit?]
    /// For each output its part of the 1x1 convolution at the end; nil where no plan needs it.
    var ends: [Tensor?]
    /// Normalisation after it.
    var norm: BatchNorm

    /// Weights for a cell of these nodes alone, or for all cells.
    /// - Parameters:
    ///   - before: channels of the older input.
    ///   - last: channels of the newer input.
    init(
        before: Int, last: Int, filters: Int, isReduction: Bool, nodes: Int, only plan: [MicroPlan.Node]?,
        using stream: inout RandomStream
    ) {
        if isReduction { reduction = FactorizedReduction(last, filters, using: &stream) }
        entries = [
            CellEntry(before, filters, halves: isReduction, using: &stream),
            CellEntry(isReduction ? filters : last, filters, halves: false, using: &stream),
        ]
        units = []
        for node in 0..<nodes {
            for side in 0..<2 {
                for input in 0..<(node + 2) {
                    for operation in [EnasMicro.Operation.separable3, .separable5] {
                        let edge = MicroPlan.Edge(input: input, operation: operation)
                        let isNeeded = plan.map { $0[node].edges[side] == edge } ?? true
                        units.append(
                            isNeeded
                                ? SeparableUnit(filters, kernel: operation == .separable3 ? 3 : 5, using: &stream) : nil
                        )
                    }
                }
            }
        }
        let needed = plan.map(MicroPlan.looseEnds) ?? Array(0..<(nodes + 2))
        ends = []
        for output in 0..<(nodes + 2) {
            ends.append(
                needed.contains(output)
                    ? Initializer.kaimingNormal()([filters, filters, 1, 1], using: &stream).channelsLast() : nil)
        }
        norm = BatchNorm(filters)
    }

    /// The place of a convolution in ``units``: node after node, side after side, input after input, 3x3 before 5x5.
    static func place(node: Int, side: Int, input: Int, isLarge: Bool) -> Int {
        // The nodes before have 2, 3, … inputs, on two sides, of two sizes.
        let before = 4 * (node * (node + 3) / 2)
        return before + 2 * (side * (node + 2) + input) + (isLarge ? 1 : 0)
    }

    /// Joining names costs more than all else in a walk over thousands of parts.
    static let endNames = (0..<18).map { "ends.\($0)" }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("reduction", &reduction)
        visitor.children("entries", &entries)
        visitor.children("units", &units)
        for index in ends.indices { visitor.parameter(Self.endNames[index], &ends[index]) }
        visitor.child("norm", &norm)
    }

    /// The cell of these nodes.
    /// - Throws: ``FrugalError`` where the weights were made for another plan.
    func cell(_ nodes: [MicroPlan.Node]) throws -> MicroCell {
        var edges: [MicroEdge] = []
        for (number, node) in nodes.enumerated() {
            for (side, edge) in node.edges.enumerated() {
                var unit: SeparableUnit?
                if let kernel = edge.operation.kernel {
                    let place = Self.place(node: number, side: side, input: edge.input, isLarge: kernel == 5)
                    guard units.indices.contains(place), let found = units[place] else {
                        throw Self.missing("a convolution")
                    }
                    unit = found
                }
                edges.append(MicroEdge(input: edge.input, operation: edge.operation, unit: unit))
            }
        }
        let loose = MicroPlan.looseEnds(nodes)
        let weights = loose.compactMap { ends[$0] }
        guard weights.count == loose.count else { throw Self.missing("a loose end") }
        return MicroCell(
            reduction: reduction, entries: entries, edges: edges, ends: loose, weights: weights, norm: norm)
    }

    private static func missing(_ what: String) -> FrugalError {
        FrugalError(.usage, "enas-micro", "the weights were made for one architecture and lack \(what) of this one")
    }
}
