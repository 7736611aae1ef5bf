import CFrugalTorch

extension Tensor {
    /// The affine map of a dense layer: `self` `[…, inputs]` times the transpose of `weight`, plus `bias`.
    /// - Parameters:
    ///   - weight: `[outputs, inputs]`.
    ///   - bias: `[outputs]`.
    /// - Returns: `[…, outputs]`.
    public func linear(weight: Tensor, bias: Tensor? = nil) -> Tensor {
        operation("linear", self, weight) { x, weight, out in
            bias.withOptionalHandle { frugal_linear(x, weight, $0, out) }
        }
    }
}
