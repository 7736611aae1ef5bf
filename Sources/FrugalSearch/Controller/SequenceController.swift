import FrugalNN
import FrugalTensor
import FrugalTrack

/// The controller of NAS: a stacked LSTM that predicts a token and takes it as its next input.
///
/// Zoph and Le, "Neural Architecture Search with Reinforcement Learning", ICLR 2017, section 3.1 and figure 2: two layers of
/// 35 units, weights from U(-0.08, 0.08). Each kind of decision has its softmax and its embedding of tokens; the first
/// input is learned. Works on any space, whatever the length of its strings.
public struct SequenceController: Controller {
    /// The layers of the LSTM, from the input up.
    public var layers: [LSTMCell]
    /// What is embedded before the first decision, `[1, units]`.
    public var start: Tensor
    /// From a state to the scores of a kind's options, in the order of the space's kinds.
    public var heads: [Linear]
    /// What the token of a kind tells the next step, `[options, units]`, in the same order.
    public var embeddings: [Embedding]
    private let space: SearchSpace
    private let places: [String: Int]

    /// A controller with fresh weights.
    public init(
        _ space: SearchSpace, units: Int = 35, layers count: Int = 2, range: Double = 0.08,
        using stream: inout RandomStream
    ) {
        self.space = space
        let kinds = space.kinds
        places = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1.kind, $0) })
        layers = (0..<count).map { _ in LSTMCell(units, units, using: &stream) }
        start = Tensor.zeros([1, units])
        heads = kinds.map { Linear(units, $0.options, using: &stream) }
        embeddings = kinds.map { Embedding($0.options, units, using: &stream) }
        parameters = parameters.map { Tensor.uniform($0.shape, in: -range..<range, using: &stream) }
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("start", &start)
        visitor.children("layers", &layers)
        visitor.children("heads", &heads)
        visitor.children("embeddings", &embeddings)
    }

    /// Draws an architecture.
    public func sample(using stream: inout RandomStream) throws -> PolicySample {
        try walk { _, logits in PolicyStep(logits: logits, using: &stream) }
    }

    /// Takes the choices of an architecture, as if they had been drawn: its log-probability and entropy, with the graph.
    /// - Throws: `FrugalError` where it is not of the controller's space.
    public func replay(_ architecture: Architecture) throws -> PolicySample {
        _ = try space.choices(of: architecture)
        return try walk { index, logits in PolicyStep(logits: logits, taking: architecture.tokens[index]) }
    }

    /// The architecture that takes the most probable option of each decision.
    public func mostProbable() throws -> PolicySample {
        try walk { _, logits in PolicyStep(logits: logits, taking: logits.argMax(along: 1).itemInt()) }
    }

    private func walk(_ step: (_ index: Int, _ logits: Tensor) -> PolicyStep) throws -> PolicySample {
        let pass = Pass.evaluation
        var walk = SpaceWalk(space)
        var states = layers.map { $0.start(batch: 1) }
        var input = start
        var logProbability = Tensor.zeros([])
        var entropy = Tensor.zeros([])
        while let decision = walk.decision {
            for index in layers.indices {
                states[index] = layers[index](input, states[index], pass)
                input = states[index].hidden
            }
            guard let place = places[decision.kind] else {
                throw FrugalError(.usage, "space \(space.name)", "the controller knows no \(decision.kind)")
            }
            // A decision with fewer options than its kind has elsewhere sees only its own.
            let logits = heads[place](input, pass)[..., 0..<decision.options.count]
            let chosen = step(walk.tokens.count, logits)
            logProbability = logProbability + chosen.logProbability
            entropy = entropy + chosen.entropy
            try walk.choose(chosen.token)
            input = embeddings[place](Tensor([chosen.token]), pass)
        }
        return PolicySample(tokens: walk.tokens, logProbability: logProbability, entropy: entropy)
    }
}
