import CFrugalTorch

// The engine's losses, for FrugalNN, which gives them their public names. Reductions: 0 none, 1 mean, 2 sum.
extension Tensor {
    package func crossEntropy(
        with target: Tensor, weights: Tensor?, smoothing: Double, ignoring label: Int?, reduction: Int64
    ) -> Tensor {
        operation("crossEntropy", self, target) { logits, target, out in
            weights.withOptionalHandle {
                frugal_cross_entropy(logits, target, $0, smoothing, Self.ignored(label), reduction, out)
            }
        }
    }

    package func negativeLogLikelihood(
        of labels: Tensor, weights: Tensor?, ignoring label: Int?, reduction: Int64
    ) -> Tensor {
        operation("negativeLogLikelihood", self, labels) { logs, labels, out in
            weights.withOptionalHandle {
                frugal_negative_log_likelihood(logs, labels, $0, Self.ignored(label), reduction, out)
            }
        }
    }

    /// PyTorch's number for "no label is ignored".
    private static func ignored(_ label: Int?) -> Int64 { Int64(label ?? -100) }

    package func binaryCrossEntropy(with target: Tensor, positiveWeight: Tensor?, reduction: Int64) -> Tensor {
        operation("binaryCrossEntropy", self, target) { logits, target, out in
            positiveWeight.withOptionalHandle { frugal_binary_cross_entropy(logits, target, $0, reduction, out) }
        }
    }

    package func squaredError(to target: Tensor, reduction: Int64) -> Tensor {
        operation("meanSquaredError", self, target) { frugal_squared_error($0, $1, reduction, $2) }
    }

    package func absoluteError(to target: Tensor, reduction: Int64) -> Tensor {
        operation("meanAbsoluteError", self, target) { frugal_absolute_error($0, $1, reduction, $2) }
    }

    package func huber(to target: Tensor, delta: Double, reduction: Int64) -> Tensor {
        operation("huber", self, target) { frugal_huber($0, $1, delta, reduction, $2) }
    }

    package func smoothAbsoluteError(to target: Tensor, beta: Double, reduction: Int64) -> Tensor {
        operation("smoothL1", self, target) { frugal_smooth_absolute_error($0, $1, beta, reduction, $2) }
    }

    package func divergence(from target: Tensor, reduction: Int64) -> Tensor {
        operation("divergence", self, target) { frugal_divergence($0, $1, reduction, $2) }
    }

    package func multiclassHinge(with labels: Tensor, margin: Double, reduction: Int64) -> Tensor {
        operation("hinge", self, labels) { frugal_multiclass_hinge($0, $1, margin, reduction, $2) }
    }

    package func triplet(positive: Tensor, negative: Tensor, margin: Double, reduction: Int64) -> Tensor {
        operation("triplet", self, positive, negative) { frugal_triplet($0, $1, $2, margin, reduction, $3) }
    }

    package func contrastive(same: Tensor, margin: Double, reduction: Int64) -> Tensor {
        operation("contrastive", self, same) { frugal_contrastive($0, $1, margin, reduction, $2) }
    }
}

extension Tensor {
    /// The cosine of the angle between vectors along `dimension`; shapes broadcast.
    public func cosineSimilarity(to other: Tensor, along dimension: Int = -1) -> Tensor {
        operation("cosineSimilarity", self, other) { frugal_cosine_similarity($0, $1, dimension, $2) }
    }

    /// The Euclidean distance between vectors of the last dimension, row by row.
    public func pairwiseDistance(to other: Tensor) -> Tensor {
        operation("pairwiseDistance", self, other, frugal_pairwise_distance)
    }
}
