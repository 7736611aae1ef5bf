import Foundation
import FrugalNN
import FrugalTensor

/// The comparison of Matching Networks: every labelled picture votes for its class with the softmax of its cosine to the
/// query.
///
/// Vinyals et al., "Matching Networks for One Shot Learning", NeurIPS 2016, equation 1 and section 2.1.1; with full
/// context embeddings, section 2.1.2 and appendix A.
public struct MatchingHead: MetricHead {
    /// How the temperature is come by.
    public let temperature: AttentionTemperature
    /// The logarithm of 1 / temperature, a learned parameter where the temperature is learned.
    public var logSharpness: Tensor?
    /// Full context embeddings of support and query; nil for embeddings that know nothing of the rest of the task.
    public var context: FullContextEmbedding?

    /// A head.
    public init(temperature: AttentionTemperature = .learned(from: 0.1), context: FullContextEmbedding? = nil) {
        self.temperature = temperature
        self.context = context
        if case .learned(let from) = temperature { logSharpness = Tensor(-log(from)) }
    }

    /// Shows the learned temperature and the context embeddings, where there are such.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("log_sharpness", &logSharpness)
        visitor.child("context", &context)
    }

    /// The temperature as it stands now.
    public var currentTemperature: Double { logSharpness.map { exp(-$0.item()) } ?? temperature.initial }

    /// The logarithms of the classes' shares of the attention, `[Q, way]`: their softmax is those shares.
    public func logits(support: Tensor, membership: Tensor, query: Tensor) -> Tensor {
        var (support, query) = (support, query)
        if let context {
            support = context.embedded(support: support)
            query = context.embedded(query: query, support: support)
        }
        let cosines = query.unitRows().matmul(support.unitRows().transposed())
        // Sharper than this, the float32 exponentials of far pictures would vanish, and their gradients with them.
        let votes = logSharpness.map { cosines * $0.clamped(to: 0...log(40)).exp() } ?? cosines / temperature.initial
        return Self.logShares(votes, membership: membership)
    }

    /// The logarithm of what the softmax over `votes`, `[Q, S]`, gives each class: `[Q, way]` (equation 1).
    static func logShares(_ votes: Tensor, membership: Tensor) -> Tensor {
        let highest = votes.max(along: 1, keepingDimensions: true).detached()
        let weights = (votes - highest).exp()
        let shares = weights.matmul(membership) / weights.sum(along: 1, keepingDimensions: true)
        return shares.clamped(min: 1e-37).log()
    }
}
