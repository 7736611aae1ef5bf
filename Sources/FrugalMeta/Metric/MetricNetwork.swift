import FrugalNN
import FrugalTensor
import FrugalTrack

/// A few-shot network that embeds all pictures of a task and compares: Matching and Prototypical Networks.
///
/// Once trained it answers with the running statistics of batch normalisation, so that no query sees another one: it is
/// not transductive.
public struct MetricNetwork: Module {
    /// From pictures to vectors, f' = g' of the papers.
    public var embedding: any Layer
    /// What compares the vectors.
    public var head: any MetricHead

    /// A network of these two.
    public init(embedding: any Layer, head: any MetricHead) {
        self.embedding = embedding
        self.head = head
    }

    /// Shows the tensors under `embedding` and `head`.
    public mutating func visit(_ visitor: inout Visitor) {
        func child<Part: Module>(_ name: String, _ part: Part, in visitor: inout Visitor) -> Part {
            var part = part
            visitor.child(name, &part)
            return part
        }
        embedding = child("embedding", embedding, in: &visitor)
        head = child("head", head, in: &visitor)
    }

    /// The scores of a task in a pass of the caller's choice: `[Q, way]`.
    ///
    /// Support and query go through the embedding as one batch, so that a training pass normalises over both, as the
    /// papers' code does.
    public func logits(_ task: FewShotTask, _ pass: Pass) -> Tensor {
        let shown = task.supportLabels.count
        let all = embedding(.concatenated([task.support, task.query]), pass)
        let parts = all.split([shown, task.queryLabels.count])
        return head.logits(
            support: parts[0], membership: .membership(task.supportLabels, way: task.way), query: parts[1])
    }
}

extension MetricNetwork: EpisodicModel {
    /// Mean cross entropy of the queries.
    public func loss(_ task: FewShotTask, _ pass: Pass) -> Tensor {
        crossEntropy(logits(task, pass), Tensor(task.queryLabels))
    }

    /// The scores of a task, with running statistics: `[Q, way]`.
    public func logits(_ task: FewShotTask) throws -> Tensor {
        try Tensor.checking { withoutGradients { logits(task, .evaluation) } }
    }

    /// How well the network answers, by embedding every picture of the pool once: with running statistics a picture's
    /// embedding does not depend on the task.
    public func evaluate(
        on sampler: EpisodeSampler, episodes: Int, isGoingOn: (Int) throws -> Bool
    ) throws -> EpisodeScore {
        let embedded = try EmbeddedPool(sampler.pool, by: embedding)
        return try sampler.score(episodes: episodes, isGoingOn: isGoingOn) { episode in
            try embedded.logits(episode, by: head)
        }
    }
}
