import FrugalNN
import FrugalTensor

/// The policy of ENAS's micro space.
///
/// `MicroController` of ENAS's code (reference, section 3.2). The normal cell and then the reduction cell, the state carried
/// over. Two steps of the LSTM stand for a cell's inputs; then for each node two choose an earlier output by attention (Bahdanau
/// et al. 2015), two an operation, and one stands for the node.
public struct MicroController: BatchController {
    /// The settings; those of the code by default.
    public struct Settings: Codable, Hashable, Sendable {
        /// Units of the LSTM.
        public var units = 64
        /// Weights begin evenly between ± this.
        public var range = 0.1
        /// What scores are divided by; nil for none.
        public var temperature: Double?
        /// The bound of an input's logits.
        public var tanhConstant = 1.1
        /// How many times smaller the bound of an operation's logits is.
        public var operationReduction = 2.5
        /// What the learned bias of the separable convolutions begins with, before the tangent.
        public var separableBias = 10.0
        /// What is added to the logits of the separable convolutions in the normal cell, and taken off the others'; it is not
        /// learned.
        public var normalExtra = 0.25

        /// What ENAS's code sets. The tangent lets no operation be more probable than 46 % (normal cell) or 38 %, and none of six
        /// inputs than 64 %: the policy cannot become certain.
        public init() {}

        /// What the paper's text says (from memory; unconfirmed): temperature 5, constant 2.5.
        public static var paper: Settings {
            var settings = Settings()
            settings.temperature = 5
            settings.tanhConstant = 2.5
            return settings
        }
    }

    /// The space.
    public let space: SearchSpace
    /// The settings.
    public let settings: Settings
    /// The input of a step that has none, `[1, units]`.
    public var start: Tensor
    var lstm: PolicyLSTM
    /// `[units, units]`: what an earlier output is to the attention.
    public var keys: Tensor
    /// `[units, units]`: what a step is to it.
    public var queries: Tensor
    /// `[units, 1]`: from both to a score.
    public var attention: Tensor
    /// `[units, operations]`.
    public var head: Tensor
    /// `[operations]`.
    public var bias: Tensor
    /// `[operations, units]`: what an operation tells the next step.
    public var embedding: Tensor
    private let nodes: Int
    /// `[operations]`: the fixed extra of the normal cell.
    private let extra: Tensor

    /// A controller with fresh weights.
    init(_ space: SearchSpace, nodes: Int, settings: Settings, using stream: inout RandomStream) {
        self.space = space
        self.nodes = nodes
        self.settings = settings
        let (units, range) = (settings.units, settings.range)
        let operations = EnasMicro.Operation.allCases
        func fresh(_ shape: [Int]) -> Tensor { .uniform(shape, in: -range..<range, using: &stream) }
        start = fresh([1, units])
        lstm = PolicyLSTM(units: units, range: range, using: &stream)
        keys = fresh([units, units])
        queries = fresh([units, units])
        attention = fresh([units, 1])
        head = fresh([units, operations.count])
        embedding = fresh([operations.count, units])
        bias = Tensor(operations.map { $0.kernel == nil ? 0 : Float(settings.separableBias) })
        extra = Tensor(operations.map { Float($0.kernel == nil ? -settings.normalExtra : settings.normalExtra) })
    }

    /// Shows the weights.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("start", &start)
        visitor.child("lstm", &lstm)
        visitor.parameter("keys", &keys)
        visitor.parameter("queries", &queries)
        visitor.parameter("attention", &attention)
        visitor.parameter("head", &head)
        visitor.parameter("bias", &bias)
        visitor.parameter("embedding", &embedding)
    }

    /// Walks through both cells.
    public func walk(_ chooser: inout TokenChooser) -> PolicyBatch {
        var trace = PolicyTrace(count: chooser.count)
        var state = lstm.start(chooser.count)
        for cell in 0..<2 { walk(cell, &state, &chooser, &trace) }
        let (logProbability, entropy) = trace.sums()
        return PolicyBatch(tokens: chooser.tokens, logProbability: logProbability, entropy: entropy)
    }

    private func walk(
        _ cell: Int, _ state: inout PolicyLSTM.State, _ chooser: inout TokenChooser, _ trace: inout PolicyTrace
    ) {
        let count = chooser.count
        let bound = LogitBound(temperature: settings.temperature, constant: settings.tanhConstant)
        let operationBound = LogitBound(
            temperature: settings.temperature, constant: settings.tanhConstant / settings.operationReduction)
        let begin = start.expanded(to: [count, settings.units])
        var input = begin
        // The cell's inputs tell the next step nothing, but the attention knows them.
        var anchors = [Tensor](repeating: .zeros([count, settings.units]), count: 2)
        var seen: [Tensor] = []
        for _ in 0..<2 {
            state = lstm(input, state)
            seen.append(state.hidden.matmul(keys))
        }
        for node in 0..<nodes {
            let position = 4 * (cell * nodes + node)
            let earlier = Tensor.stacked(seen, along: 1)
            let told = Tensor.stacked(anchors, along: 1).flattened(from: 0, through: 1)
            for side in 0..<2 {
                state = lstm(input, state)
                let query = state.hidden.matmul(queries).unsqueezed(1)
                let logits = bound((earlier + query).tanh().matmul(attention).squeezed(2))
                let tokens = chooser.choose(at: position + 2 * side, logits)
                trace.note(logits, took: tokens)
                input = told.indexSelected(at: Tensor(tokens.enumerated().map { $0 * anchors.count + $1 }))
            }
            for side in 0..<2 {
                state = lstm(input, state)
                let scores = operationBound(state.hidden.matmul(head) + bias)
                let logits = cell == 0 ? scores + extra : scores
                let tokens = chooser.choose(at: position + 2 * side + 1, logits)
                trace.note(logits, took: tokens)
                input = embedding.indexSelected(at: Tensor(tokens))
            }
            state = lstm(input, state)
            anchors.append(state.hidden)
            seen.append(state.hidden.matmul(keys))
            input = begin
        }
    }
}
