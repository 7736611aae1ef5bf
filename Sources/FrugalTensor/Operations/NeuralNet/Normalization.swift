import CFrugalTorch

extension Tensor {
    /// Normalises every channel (dimension 1) by given statistics: `(x - mean) / sqrt(variance + epsilon) weight + bias`.
    /// - Parameters: every one `[C]`.
    public func batchNorm(
        weight: Tensor? = nil, bias: Tensor? = nil, mean: Tensor, variance: Tensor, epsilon: Double = 1e-5
    ) -> Tensor {
        operation("batchNorm", self, mean, variance) { x, mean, variance, out in
            weight.withOptionalHandle { weight in
                bias.withOptionalHandle { frugal_batch_norm(x, weight, $0, mean, variance, epsilon, out) }
            }
        }
    }

    /// Normalises every channel (dimension 1) by the batch's own statistics (Ioffe and Szegedy 2015).
    /// - Parameters:
    ///   - weight: `[C]`.
    ///   - bias: `[C]`.
    /// - Returns: the result, and the mean and the unbiased variance of every channel, which carry no gradient.
    public func batchNorm(
        weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
    ) -> (output: Tensor, mean: Tensor, variance: Tensor) {
        let results = operation("batchNorm", [self], results: 3) { list, _, outs in
            weight.withOptionalHandle { weight in
                bias.withOptionalHandle { frugal_batch_norm_of_batch(list[0], weight, $0, epsilon, outs) }
            }
        }
        return (results[0], results[1], results[2])
    }

    /// Normalises each example over its last dimensions (Ba, Kiros and Hinton 2016).
    /// - Parameters:
    ///   - shape: the lengths of those dimensions.
    ///   - weight: of `shape`.
    ///   - bias: of `shape`.
    public func layerNorm(
        over shape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
    ) -> Tensor {
        operation("layerNorm", self) { x, out in
            weight.withOptionalHandle { weight in
                bias.withOptionalHandle { frugal_layer_norm(x, shape, shape.count, weight, $0, epsilon, out) }
            }
        }
    }

    /// Normalises each example over groups of its channels (Wu and He 2018). One group a channel is instance
    /// normalisation.
    /// - Parameters:
    ///   - weight: `[C]`.
    ///   - bias: `[C]`.
    public func groupNorm(
        groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
    ) -> Tensor {
        operation("groupNorm", self) { x, out in
            weight.withOptionalHandle { weight in
                bias.withOptionalHandle { frugal_group_norm(x, groups, weight, $0, epsilon, out) }
            }
        }
    }
}
