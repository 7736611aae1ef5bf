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
                frugal_attention(query, key, value, $0, isCausal, scale ?? .nan, isTwiceDifferentiable, out)
            }
        }
    }
}
