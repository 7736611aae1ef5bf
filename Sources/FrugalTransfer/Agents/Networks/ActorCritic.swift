import FrugalNN
import FrugalTensor

/// A network that says of observations what to do and what they are worth.
public protocol ActorCritic: Module {
    /// Judges observations.
    /// - Parameter observations: `[N] + observationShape` of the environment.
    /// - Returns: scores of the actions before the softmax, `[N, actions]`, and expected returns, `[N]`.
    func judge(_ observations: Tensor, _ pass: Pass) -> Judgement
}

/// What a network says of observations.
public struct Judgement: Sendable {
    /// Scores of the actions before the softmax, `[N, actions]`.
    public var scores: Tensor
    /// Expected returns, `[N]`.
    public var values: Tensor

    /// A judgement.
    public init(scores: Tensor, values: Tensor) {
        self.scores = scores
        self.values = values
    }
}
