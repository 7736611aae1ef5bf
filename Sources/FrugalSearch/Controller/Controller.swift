import FrugalNN
import FrugalTensor

/// A network that writes architectures: a policy over the decisions of a space.
public protocol Controller: Module {
    /// Walks through the space, drawing each choice from the policy.
    /// - Returns: the tokens; the sum of the chosen options' log-probabilities, and that of the decisions' entropies, in
    ///   nats, both scalars with their graph.
    /// - Throws: `FrugalError` where the space and the policy do not fit.
    func sample(using stream: inout RandomStream) throws -> PolicySample
}

/// An architecture drawn from a policy.
public struct PolicySample: Sendable {
    /// The chosen options, decision after decision.
    public var tokens: [Int]
    /// The sum of the log-probabilities of the choices, a scalar.
    public var logProbability: Tensor
    /// The sum of the entropies of the decisions passed, a scalar, in nats. Of the whole distribution of each, not of the
    /// chosen option alone (fault 5 of earlier code).
    public var entropy: Tensor

    /// A sample.
    public init(tokens: [Int], logProbability: Tensor, entropy: Tensor) {
        self.tokens = tokens
        self.logProbability = logProbability
        self.entropy = entropy
    }
}

/// The choice of one option by a policy.
public struct PolicyStep: Sendable {
    /// The chosen option.
    public var token: Int
    /// Its log-probability, a scalar with its graph.
    public var logProbability: Tensor
    /// The entropy of the distribution, a scalar with its graph.
    public var entropy: Tensor

    /// Draws an option from a softmax over `logits`, `[1, options]`.
    public init(logits: Tensor, using stream: inout RandomStream) {
        let logProbabilities = logits.logSoftmax(along: 1)
        let weights = logProbabilities.detached().exp().floats()
        self.init(logProbabilities, taking: Self.draw(weights, using: &stream))
    }

    /// Takes the option `token` of a softmax over `logits`, `[1, options]`.
    public init(logits: Tensor, taking token: Int) { self.init(logits.logSoftmax(along: 1), taking: token) }

    private init(_ logProbabilities: Tensor, taking token: Int) {
        self.token = token
        logProbability = logProbabilities[0, token]
        entropy = -(logProbabilities.exp() * logProbabilities).sum()
    }

    /// The index at which a uniform number falls into the cumulated weights.
    static func draw(_ weights: [Float], using stream: inout RandomStream) -> Int {
        var rest = Float.random(in: 0..<1, using: &stream) * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }
}
