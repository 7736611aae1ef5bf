import CFrugalTorch

extension Tensor {
    /// `chosen` where the mask is true, `other` elsewhere; shapes broadcast.
    public static func choose(_ chosen: Tensor, where mask: Tensor, otherwise other: Tensor) -> Tensor {
        operation("choose", mask, chosen, other, frugal_where)
    }

    /// These elements, with those of `other` where the mask is true; shapes broadcast.
    public func replacing(with other: Tensor, where mask: Tensor) -> Tensor {
        operation("replacing", mask, other, self, frugal_where)
    }

    /// These elements, with one number where the mask is true; the mask broadcasts.
    public func replacing(with value: Double, where mask: Tensor) -> Tensor {
        operation("replacing", self, mask) { frugal_masked_fill($0, $1, value, $2) }
    }
}
