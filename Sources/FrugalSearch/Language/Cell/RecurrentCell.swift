import FrugalNN
import FrugalTensor
import FrugalTrack

/// A recurrent cell of ``RecurrentSpace`` as a network of its own: highway nodes (Srivastava et al. 2015) wired by a plan.
///
/// The formulas of `enas_lm`. With word x, state before s, masks m and W of the first node, `[h; t] = [x m_x; s m_l] W` and
/// `s_0 = s + sigmoid(t) * (tanh(h) - s)`. Node i with input j and activation f: `[h; t] = (s_j m_l) W_i` and
/// `s_i = s_j + sigmoid(t) * (f(h) - s_j)`. The new state and the output are the mean of nodes 1 to N; the first node is not
/// in it.
public struct RecurrentCell: RecurrentCore {
    /// The wiring.
    public let plan: RecurrentPlan
    /// The first node's weights, `[2 width, 2 width]`: rows of the word, then of the state; columns of the candidate, then of
    /// the gate.
    public var first: Tensor
    /// The weights of the nodes after it, `[width, 2 width]` each.
    public var nodes: [Tensor]

    /// A cell with these weights.
    public init(_ plan: RecurrentPlan, first: Tensor, nodes: [Tensor]) {
        self.plan = plan
        self.first = first
        self.nodes = nodes
    }

    /// A cell with weights drawn evenly between ± `range`.
    public init(_ plan: RecurrentPlan, width: Int, range: Double = 0.05, using stream: inout RandomStream) {
        self.init(
            plan, first: .uniform([2 * width, 2 * width], in: -range..<range, using: &stream),
            nodes: plan.nodes.map { _ in .uniform([width, 2 * width], in: -range..<range, using: &stream) })
    }

    /// Shows the weights in the order of the nodes.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("first", &first)
        for index in nodes.indices { visitor.parameter("nodes.\(index + 1)", &nodes[index]) }
    }

    /// The width of the state.
    public var width: Int { first.size(of: 0) / 2 }

    /// Learned numbers of a cell: 2 width² for each of the nodes after the first, and twice that for the first.
    public static func parameterCount(nodes: Int, width: Int) -> Int { (2 * nodes + 4) * width * width }

    /// Zeros, `[batch, width]`.
    public func start(batch: Int) -> [Tensor] { [.zeros([batch, width], dtype: first.dtype, on: first.device)] }

    /// Reads a window. The words' part of the first product is worked out for all steps at once.
    public func read(
        _ x: Tensor, from state: [Tensor], dropping dropout: LanguageDropout, _ pass: Pass
    ) -> (output: Tensor, state: [Tensor]) {
        guard state.count == 1, x.shape.count == 3 else {
            return (.refused("recurrent cell", [x], because: "it reads [steps, batch, width] from one state"), state)
        }
        let (steps, batch) = (x.size(of: 0), x.size(of: 1))
        let inputMask = LanguageDropout.mask(dropout.input, [1, batch, width], on: x.device, pass)
        let nodeMask = LanguageDropout.mask(dropout.nodes, [batch, width], on: x.device, pass)
        let projected = x.masked(inputMask).matmul(first.narrowed(along: 0, from: 0, length: width))
        let output = projected.recurrentGraph(
            state: state[0], mask: nodeMask,
            weights: [first.narrowed(along: 0, from: width, length: width)] + nodes, inputs: plan.nodes.map(\.input),
            activations: [plan.first.rawValue] + plan.nodes.map(\.activation.rawValue))
        return (output, [output.narrowed(along: 0, from: steps - 1, length: 1).squeezed(0)])
    }
}
