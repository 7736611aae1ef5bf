import FrugalNN
import FrugalTensor
import FrugalTrack

/// The weights that all cells of a space share: a matrix `[width, 2 width]` for every node, activation and input, one first
/// node, and one table of words.
///
/// ENAS (Pham et al. 2018) as `enas_lm` has it. A child is a ``RecurrentCell`` in a ``LanguageModel``, the very types that
/// are trained alone; it borrows the matrices that its plan names. Matrices that a child does not have stay as they are.
public struct SharedRecurrentWeights: Module {
    /// `[words, width]`.
    public var embedding: Tensor
    /// `[2 width, 2 width]`.
    public var first: Tensor
    /// Of node i + 1, activation by activation, input by input: `[width, 2 width]` each.
    public var nodes: [[[Tensor]]]
    /// What children drop in training.
    public var dropout: LanguageDropout

    /// Weights drawn evenly between ± `range`.
    public init(
        words: Int, nodes count: Int, width: Int, dropout: LanguageDropout = LanguageDropout(), range: Double = 0.04,
        using stream: inout RandomStream
    ) {
        embedding = .uniform([words, width], in: -range..<range, using: &stream)
        first = .uniform([2 * width, 2 * width], in: -range..<range, using: &stream)
        nodes = (0..<count).map { node in
            CellActivation.allCases.map { _ in
                (0...node).map { _ in .uniform([width, 2 * width], in: -range..<range, using: &stream) }
            }
        }
        self.dropout = dropout
    }

    /// Shows all weights.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("embedding", &embedding)
        visitor.parameter("first", &first)
        for node in nodes.indices {
            for activation in nodes[node].indices {
                for input in nodes[node][activation].indices {
                    visitor.parameter("nodes.\(node + 1).\(activation).\(input)", &nodes[node][activation][input])
                }
            }
        }
    }

    /// The child of a plan as a model of its own. Its tensors are the shared ones until one side is changed.
    /// - Throws: ``FrugalError`` of kind `usage` for a plan with another number of nodes.
    public func child(_ plan: RecurrentPlan) throws -> LanguageModel<RecurrentCell> {
        guard plan.nodes.count == nodes.count else {
            throw FrugalError(
                .usage, "cell \(plan)",
                "it has \(plan.nodes.count) nodes, and the shared weights are for \(nodes.count)")
        }
        let own = plan.nodes.enumerated().map { nodes[$0][$1.activation.rawValue][$1.input] }
        return LanguageModel(
            embedding: embedding, core: RecurrentCell(plan, first: first, nodes: own), dropout: dropout)
    }

    /// Lends a child its weights, which nobody else holds meanwhile, so that `body` can change them in place, and takes them
    /// back.
    public mutating func withChild<Result>(
        _ plan: RecurrentPlan, _ body: (inout LanguageModel<RecurrentCell>) throws -> Result
    ) throws -> Result {
        var child = try child(plan)
        let nothing = Tensor.zeros([0])
        (embedding, first) = (nothing, nothing)
        for (index, node) in plan.nodes.enumerated() { nodes[index][node.activation.rawValue][node.input] = nothing }
        defer {
            (embedding, first) = (child.embedding, child.core.first)
            for (index, node) in plan.nodes.enumerated() {
                nodes[index][node.activation.rawValue][node.input] = child.core.nodes[index]
            }
        }
        return try body(&child)
    }
}
