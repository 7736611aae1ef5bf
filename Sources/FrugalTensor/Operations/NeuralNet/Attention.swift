import CFrugalTorch

extension Tensor {
    /// Scaled dot-product attention (Vaswani et al. 2017) with this as the query: `softmax(q kᵀ scale + mask) v`.
    ///
    /// - Parameters:
    ///   - key: `[…, S, E]`, for this query `[…, L, E]`.
    ///   - value: `[…, S, V]`.
    ///   - mask: broadcasts to `[…, L, S]`; truth values say what may be seen, numbers are added to the scores.
    ///   - isCausal: whether a position sees only itself and what came before; not together with `mask`.
    ///   - scale: nil for `1 / sqrt(E)`.
    ///   - isTwiceDifferentiable: the fused kernel has no second derivative; this takes plain operations instead.
    /// - Returns: `[…, L, V]`.
    public func attention(
        key: Tensor, value: Tensor, mask: Tensor? = nil, isCausal: Bool = false, scale: Double? = nil,
        isTwiceDifferentiable: Bool = false
    ) -> Tensor {
        operation("attention", self, key, value) { query, key, value, out in
            mask.withOptionalHandle {
                frugal_attention(query, key, value, $0, isCausal, scale ?? .nan, 0, 0, isTwiceDifferentiable, out)
            }
        }
    }

    /// The same with a share of the attention weights dropped, and the others scaled up.
    /// - Parameter dropout: at least 0 and below 1; with 0 nothing is drawn.
    public func attention(
        key: Tensor, value: Tensor, mask: Tensor? = nil, isCausal: Bool = false, scale: Double? = nil, dropout: Double,
        using stream: inout RandomStream
    ) -> Tensor {
        guard dropout != 0 else {
            return attention(key: key, value: value, mask: mask, isCausal: isCausal, scale: scale)
        }
        let seed = stream.next()
        return operation("attention", self, key, value) { query, key, value, out in
            mask.withOptionalHandle {
                frugal_attention(query, key, value, $0, isCausal, scale ?? .nan, dropout, seed, false, out)
            }
        }
    }
}
