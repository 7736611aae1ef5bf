import CFrugalTorch

extension Tensor {
    /// A convolution 3x3 with padding 1, batch normalisation, ReLU and max-pooling 2x2 as one operation.
    ///
    /// The same numbers as the four operations one after the other, to rounding, with a third of their memory traffic.
    /// Gradients of any order.
    /// - Parameters:
    ///   - weight: `[K, C, 3, 3]`.
    ///   - bias: `[K]`. In front of batch statistics it has no effect and no gradient.
    ///   - scale: `[K]`, what normalised channels are multiplied by.
    ///   - shift: `[K]`, what is added to them.
    ///   - statistics: mean and variance to normalise by, each `[K]`; nil takes those of the batch.
    /// - Returns: `[N, K, H / 2, W / 2]`, and the mean and unbiased variance of the batch where they were used.
    public func convolutionBlock(
        weight: Tensor, bias: Tensor?, scale: Tensor, shift: Tensor, statistics: (mean: Tensor, variance: Tensor)?,
        epsilon: Double = 1e-5
    ) -> (output: Tensor, statistics: (mean: Tensor, variance: Tensor)?) {
        let results = operation("convolutionBlock", [self, weight, scale, shift], results: 3) { list, _, outs in
            bias.withOptionalHandle { bias in
                (statistics?.mean).withOptionalHandle { mean in
                    (statistics?.variance).withOptionalHandle { variance in
                        frugal_convolution_block(
                            list[0], list[1], bias, list[2], list[3], mean, variance, epsilon, outs)
                    }
                }
            }
        }
        return (results[0], statistics == nil ? (results[1], results[2]) : nil)
    }
}
