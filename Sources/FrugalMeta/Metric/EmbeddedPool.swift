import FrugalNN
import FrugalTensor

/// The embeddings of the pictures of a pool, each computed once.
public struct EmbeddedPool: Sendable {
    /// `[pictures used, d]`.
    public let vectors: Tensor
    /// For each picture of the pool, its row in ``vectors``; absent for one of no class.
    private let places: [Int: Int]

    /// Embeds the pictures of the pool's classes, in pieces that keep memory bounded.
    /// - Throws: `TensorError` where the pictures do not fit the embedding.
    public init(_ pool: ClassPool, by embedding: any Layer) throws {
        let rows = pool.classes.flatMap(\.rows)
        let pieces = try stride(from: 0, to: rows.count, by: 512).map { start in
            let batch = pool.batch(Array(rows[start..<min(start + 512, rows.count)]))
            return try Tensor.checking { withoutGradients { embedding(batch, .evaluation) } }
        }
        vectors = Tensor.concatenated(pieces)
        places = Dictionary(zip(rows, rows.indices)) { first, _ in first }
    }

    /// The embeddings of pictures of the pool, `[rows.count, d]`.
    public func vectors(_ rows: [Int]) -> Tensor { vectors.indexSelected(at: Tensor(rows.compactMap { places[$0] })) }

    /// The scores of an episode of the pool.
    /// - Throws: `TensorError` where the head does not fit the embedding.
    public func logits(_ episode: Episode, by head: any MetricHead) throws -> Tensor {
        try Tensor.checking {
            withoutGradients {
                head.logits(
                    support: vectors(episode.supportRows),
                    membership: .membership(episode.supportLabels, way: episode.way),
                    query: vectors(episode.queryRows))
            }
        }
    }
}
