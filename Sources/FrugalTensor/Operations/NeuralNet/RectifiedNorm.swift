import CFrugalTorch

extension Tensor {
    /// Batch normalisation over channels (dimension 1), the sum with a shortcut and ReLU as one operation.
    ///
    /// The same numbers as the three operations one after the other, to rounding, with half of their memory traffic where
    /// channels lie innermost in memory. Gradients of any order.
    /// - Parameters:
    ///   - scale: `[C]`, what normalised channels are multiplied by.
    ///   - shift: `[C]`, what is added to them.
    ///   - residue: what is added to the normalised values, of the shape of this; nil for nothing.
    ///   - statistics: mean and variance to normalise by, each `[C]`; nil takes those of the batch.
    /// - Returns: the result, and the mean and unbiased variance of the batch where they were used.
    public func rectifiedNorm(
        scale: Tensor, shift: Tensor, adding residue: Tensor? = nil, statistics: (mean: Tensor, variance: Tensor)?,
        epsilon: Double = 1e-5
    ) -> (output: Tensor, statistics: (mean: Tensor, variance: Tensor)?) {
        let results = operation("rectifiedNorm", [self, scale, shift], results: 3) { list, _, outs in
            residue.withOptionalHandle { residue in
                (statistics?.mean).withOptionalHandle { mean in
                    (statistics?.variance).withOptionalHandle { variance in
                        frugal_rectified_norm(list[0], list[1], list[2], residue, mean, variance, epsilon, outs)
                    }
                }
            }
        }
        return (results[0], statistics == nil ? (results[1], results[2]) : nil)
    }
}
