import FrugalNN
import FrugalTensor
import FrugalTrack

/// Architectures drawn from a policy side by side.
///
/// A policy is so small that an operation on one sample takes as long as one on twenty: what an update needs is drawn at
/// once.
public struct PolicyBatch: Sendable {
    /// The tokens of each.
    public var tokens: [[Int]]
    /// For each the sum of the log-probabilities of its choices, `[count]`, with its graph.
    public var logProbability: Tensor
    /// For each the sum of the entropies of its decisions, `[count]`, in nats, with its graph. Of the whole distribution of
    /// each decision, not of the chosen option alone (fault 5 of earlier code).
    public var entropy: Tensor
    /// For each what the policy asks to be added to its loss, `[count]`; nil for nothing.
    public var penalty: Tensor?

    /// Samples.
    public init(tokens: [[Int]], logProbability: Tensor, entropy: Tensor, penalty: Tensor? = nil) {
        self.tokens = tokens
        self.logProbability = logProbability
        self.entropy = entropy
        self.penalty = penalty
    }
}

/// A controller that writes many architectures at once.
public protocol BatchController: Controller {
    /// The space that it writes in.
    var space: SearchSpace { get }

    /// Walks through the space, taking each choice as `chooser` says.
    func walk(_ chooser: inout TokenChooser) -> PolicyBatch
}

extension BatchController {
    /// Draws architectures.
    public func sample(_ count: Int, using stream: inout RandomStream) -> PolicyBatch {
        var chooser = TokenChooser.drawing(count, length: space.walkLength, using: stream)
        let batch = walk(&chooser)
        stream = chooser.stream
        return batch
    }

    /// Draws an architecture.
    public func sample(using stream: inout RandomStream) throws -> PolicySample {
        let batch = sample(1, using: &stream)
        return PolicySample(
            tokens: batch.tokens[0], logProbability: batch.logProbability[0], entropy: batch.entropy[0])
    }

    /// Takes the choices of some architectures, as if they had been drawn.
    /// - Throws: `FrugalError` of kind `usage` where one is not of the controller's space.
    public func replay(_ architectures: [Architecture]) throws -> PolicyBatch {
        for architecture in architectures { _ = try space.choices(of: architecture) }
        var chooser = TokenChooser.taking(architectures.map(\.tokens))
        return walk(&chooser)
    }

    /// The architecture that takes the most probable option of each decision.
    public func mostProbable() -> PolicyBatch {
        var chooser = TokenChooser.best(length: space.walkLength)
        return walk(&chooser)
    }
}

extension SearchSpace {
    /// The length of the strings of a space in which no option leads to decisions of its own.
    var walkLength: Int { decisions.count }
}
