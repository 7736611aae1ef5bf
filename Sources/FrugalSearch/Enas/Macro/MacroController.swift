import FrugalNN
import FrugalTensor

/// The policy of ENAS's macro space.
///
/// `GeneralController` of ENAS's code (reference, section 3.2). For each layer one step of the LSTM chooses the operation; the next
/// decides by attention, for each earlier layer, whether its output is added, and its state then stands for the layer.
public struct MacroController: BatchController {
    /// The settings; those of the code by default.
    public struct Settings: Codable, Hashable, Sendable {
        /// Units of the LSTM.
        public var units = 64
        /// Weights begin evenly between ± this.
        public var range = 0.1
        /// What scores are divided by; nil for none.
        public var temperature: Double?
        /// The bound of the logits.
        public var tanhConstant = 1.5
        /// How probable a skip connection should be; see the penalty of ``walk(_:)``.
        public var skipTarget = 0.4

        /// What ENAS's code sets. The tangent lets no operation be more probable than 80 % and no skip than 95 %.
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
    /// The first input, `[1, units]`.
    public var start: Tensor
    var lstm: PolicyLSTM
    /// `[units, units]`: what an earlier layer is to the attention.
    public var keys: Tensor
    /// `[units, units]`: what a step is to it.
    public var queries: Tensor
    /// `[units, 1]`: from both to a score.
    public var attention: Tensor
    /// `[units, operations]`.
    public var head: Tensor
    /// `[operations, units]`: what an operation tells the next step.
    public var embedding: Tensor
    private let layers: Int

    /// A controller with fresh weights.
    init(_ space: SearchSpace, layers: Int, settings: Settings, using stream: inout RandomStream) {
        self.space = space
        self.layers = layers
        self.settings = settings
        let (units, range) = (settings.units, settings.range)
        let operations = EnasMacro.Operation.allCases.count
        func fresh(_ shape: [Int]) -> Tensor { .uniform(shape, in: -range..<range, using: &stream) }
        start = fresh([1, units])
        lstm = PolicyLSTM(units: units, range: range, using: &stream)
        keys = fresh([units, units])
        queries = fresh([units, units])
        attention = fresh([units, 1])
        head = fresh([units, operations])
        embedding = fresh([operations, units])
    }

    /// Shows the weights.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("start", &start)
        visitor.child("lstm", &lstm)
        visitor.parameter("keys", &keys)
        visitor.parameter("queries", &queries)
        visitor.parameter("attention", &attention)
        visitor.parameter("head", &head)
        visitor.parameter("embedding", &embedding)
    }

    /// Walks through the layers.
    ///
    /// A skip is drawn from the softmax over (-q, q): its probability is `sigmoid(2 q)`. The penalty is the divergence of that very
    /// distribution from (target, 1 - target), summed over a layer's skips, the mean over the layers that can have some. ENAS's code
    /// took `sigmoid(q)` there, another distribution than it drew from (fault 5).
    public func walk(_ chooser: inout TokenChooser) -> PolicyBatch {
        let count = chooser.count
        let bound = LogitBound(temperature: settings.temperature, constant: settings.tanhConstant)
        let begin = start.expanded(to: [count, settings.units])
        var trace = PolicyTrace(count: count)
        var skips = SkipTrace()
        var state = lstm.start(count)
        var input = begin
        var anchors: [Tensor] = []
        var seen: [Tensor] = []
        var position = 0
        for layer in 0..<layers {
            state = lstm(input, state)
            let logits = bound(state.hidden.matmul(head))
            let tokens = chooser.choose(at: position, logits)
            trace.note(logits, took: tokens)
            state = lstm(embedding.indexSelected(at: Tensor(tokens)), state)
            input = begin
            if layer > 0 {
                let query = state.hidden.matmul(queries).unsqueezed(1)
                let scores = bound((Tensor.stacked(seen, along: 1) + query).tanh().matmul(attention).squeezed(2)) * 2
                let bits = chooser.choose(bitsFrom: position + 1, scores)
                let chosen = Tensor(bits.flatMap { $0.map(Float.init) }, shape: [count, layer])
                skips.note(scores, chosen)
                let sum = chosen.unsqueezed(1).matmul(.stacked(anchors, along: 1)).squeezed(1)
                input = sum / (chosen.sum(along: 1, keepingDimensions: true) + 1)
            }
            anchors.append(state.hidden)
            seen.append(state.hidden.matmul(keys))
            position += 1 + layer
        }
        let operations = trace.sums()
        guard let sums = skips.sums(target: settings.skipTarget) else {
            return PolicyBatch(
                tokens: chooser.tokens, logProbability: operations.logProbability, entropy: operations.entropy)
        }
        return PolicyBatch(
            tokens: chooser.tokens, logProbability: operations.logProbability + sums.logProbability,
            entropy: operations.entropy + sums.entropy, penalty: sums.divergence)
    }
}
