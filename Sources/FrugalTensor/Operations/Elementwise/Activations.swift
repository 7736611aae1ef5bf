import CFrugalTorch

extension Tensor {
    /// Zero for what is negative.
    public func relu() -> Tensor { operation("relu", self, frugal_relu) }
    /// ``relu()`` cut at six.
    public func relu6() -> Tensor { operation("relu6", self, frugal_relu6) }
    /// What is negative times `slope`.
    public func leakyRelu(slope: Double = 0.01) -> Tensor {
        operation("leakyRelu", self) { frugal_leaky_relu($0, slope, $1) }
    }
    /// `alpha * (exp(x) - 1)` for what is negative (Clevert, Unterthiner and Hochreiter, 2016).
    public func elu(alpha: Double = 1) -> Tensor { operation("elu", self) { frugal_elu($0, alpha, $1) } }
    /// ``elu(alpha:)`` scaled so that activations keep mean 0 and variance 1 (Klambauer and others, 2017).
    public func selu() -> Tensor { operation("selu", self, frugal_selu) }
    /// `x * Φ(x)` (Hendrycks and Gimpel, 2016).
    /// - Parameter approximate: whether to use the tanh formula of GPT-2.
    public func gelu(approximate: Bool = false) -> Tensor {
        operation("gelu", self) { frugal_gelu($0, approximate, $1) }
    }
    /// `x * sigmoid(x)`, also called swish.
    public func silu() -> Tensor { operation("silu", self, frugal_silu) }
    /// `x * tanh(softplus(x))` (Misra, 2019).
    public func mish() -> Tensor { operation("mish", self, frugal_mish) }
    /// `log(1 + exp(sharpness * x)) / sharpness`, without overflow.
    public func softplus(sharpness: Double = 1) -> Tensor {
        operation("softplus", self) { frugal_softplus($0, sharpness, $1) }
    }
    /// `1 / (1 + exp(-x))`.
    public func sigmoid() -> Tensor { operation("sigmoid", self, frugal_sigmoid) }
    /// The logarithm of ``sigmoid()``, without underflow.
    public func logSigmoid() -> Tensor { operation("logSigmoid", self, frugal_log_sigmoid) }
    /// The straight line through ``sigmoid()``'s middle: `relu6(x + 3) / 6`.
    public func hardSigmoid() -> Tensor { operation("hardSigmoid", self, frugal_hard_sigmoid) }
    /// `x * hardSigmoid(x)` (Howard and others, MobileNetV3, 2019).
    public func hardSwish() -> Tensor { operation("hardSwish", self, frugal_hard_swish) }

    /// Positive numbers that sum to one along a dimension: `exp(x) / sum(exp(x))`.
    public func softmax(along dimension: Int) -> Tensor {
        operation("softmax", self) { frugal_softmax($0, dimension, $1) }
    }
    /// The logarithm of ``softmax(along:)``, without underflow.
    public func logSoftmax(along dimension: Int) -> Tensor {
        operation("logSoftmax", self) { frugal_log_softmax($0, dimension, $1) }
    }
}
