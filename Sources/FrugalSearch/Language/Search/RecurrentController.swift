import FrugalNN
import FrugalTensor

/// The controller of `enas_lm`: it writes recurrent cells, node after node.
///
/// One LSTM without biases. A node's input is chosen by attention over the nodes before it, each known by the LSTM's state
/// when its own input was chosen; near nodes are favoured by minus the squared distance over 6. The chosen state, over 0.1
/// plus the distance, is the next input, from which the activation is told. Node 0, which is given, is known by zeros.
public struct RecurrentController: BatchController {
    /// The settings of `enas_lm`.
    public struct Settings: Codable, Hashable, Sendable {
        /// Units of the LSTM.
        public var units = 64
        /// Weights are drawn evenly between ± this.
        public var range = 0.01
        /// What scores are divided by before they are bounded.
        public var temperature = 5.0
        /// The bound of scores: 2.25 lets an activation have at most 97 % of the probability.
        public var tanhConstant = 2.25
        /// What the squared distance of a node is divided by; nil for no preference.
        public var distanceScale: Double? = 6

        /// The settings of `enas_lm`.
        public init() {}
    }

    /// The space that it writes in.
    public var space: SearchSpace { cells.space }
    /// The space, as cells.
    public let cells: RecurrentSpace
    /// The settings.
    public let settings: Settings
    private var lstm: PolicyLSTM
    /// What is read before the first decision, `[1, units]`.
    public var start: Tensor
    /// Embeds the activations that are read, and scores those that may be chosen, `[4, units]`.
    public var activations: Tensor
    /// What the earlier nodes' states are multiplied by, `[units, units]`.
    public var keys: Tensor
    /// What the present state is multiplied by, `[units, units]`.
    public var query: Tensor
    /// From the bent sum of both to a score, `[units, 1]`.
    public var score: Tensor

    /// A controller with fresh weights.
    public init(_ cells: RecurrentSpace, settings: Settings = Settings(), using stream: inout RandomStream) {
        self.cells = cells
        self.settings = settings
        let (units, range) = (settings.units, -settings.range..<settings.range)
        lstm = PolicyLSTM(units: units, range: settings.range, using: &stream)
        start = .uniform([1, units], in: range, using: &stream)
        activations = .uniform([CellActivation.allCases.count, units], in: range, using: &stream)
        keys = .uniform([units, units], in: range, using: &stream)
        query = .uniform([units, units], in: range, using: &stream)
        score = .uniform([units, 1], in: range, using: &stream)
    }

    /// Shows the weights.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("lstm", &lstm)
        visitor.parameter("start", &start)
        visitor.parameter("activations", &activations)
        visitor.parameter("keys", &keys)
        visitor.parameter("query", &query)
        visitor.parameter("score", &score)
    }

    /// Walks through the space.
    public func walk(_ chooser: inout TokenChooser) -> PolicyBatch {
        let count = chooser.count
        var trace = PolicyTrace(count: count)
        var state = lstm.start(count)
        var input = start.expanded(to: [count, settings.units])
        var anchors = [Tensor.zeros([count, settings.units])]
        var position = 0
        func decideActivation() {
            let logits = bound(state.hidden.matmul(activations.transposed()))
            let taken = chooser.choose(at: position, logits)
            trace.note(logits, took: taken)
            input = activations.embedding(Tensor(taken))
            position += 1
        }
        if cells.form == .paper {
            state = lstm(input, state)
            anchors[0] = state.hidden
            decideActivation()
        }
        for node in 1...cells.inner {
            state = lstm(input, state)
            let earlier = Tensor.stacked(anchors, along: 1)
            let logits = inputLogits(state.hidden, earlier)
            let taken = chooser.choose(at: position, logits)
            trace.note(logits, took: taken)
            position += 1
            anchors.append(state.hidden)
            input = (earlier * Self.weights(taken, node).unsqueezed(2)).sum(along: 1)
            state = lstm(input, state)
            decideActivation()
        }
        let sums = trace.sums()
        return PolicyBatch(tokens: chooser.tokens, logProbability: sums.logProbability, entropy: sums.entropy)
    }

    private var bound: LogitBound {
        LogitBound(temperature: settings.temperature, constant: settings.tanhConstant)
    }

    /// The logits of the nodes before a node, `[count, nodes]`, from their states `[count, nodes, units]`.
    private func inputLogits(_ hidden: Tensor, _ earlier: Tensor) -> Tensor {
        let node = earlier.size(of: 1)
        let bent = (earlier.matmul(keys) + hidden.matmul(query).unsqueezed(1)).tanh()
        let logits = bound(bent.matmul(score).squeezed(2))
        guard let scale = settings.distanceScale else { return logits }
        return logits - Tensor((0..<node).map { Float(Double((node - $0) * (node - $0)) / scale) })
    }

    /// One row an architecture: `1 / (0.1 + distance)` at the chosen node, zeros elsewhere.
    private static func weights(_ taken: [Int], _ node: Int) -> Tensor {
        let rows = taken.flatMap { chosen in
            (0..<node).map { $0 == chosen ? Float(1 / (0.1 + Double(node - chosen))) : 0 }
        }
        return Tensor(rows, shape: [taken.count, node])
    }
}
