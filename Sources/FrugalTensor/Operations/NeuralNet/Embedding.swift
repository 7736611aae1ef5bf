import CFrugalTorch

extension Tensor {
    /// The rows of this table `[entries, width]` at `indices`, of any shape.
    /// - Parameters:
    ///   - indices: int64 or int32, each below the number of entries.
    ///   - padding: an index whose row gets no gradient.
    /// - Returns: the shape of `indices` followed by `width`.
    public func embedding(_ indices: Tensor, padding: Int? = nil) -> Tensor {
        operation("embedding", self, indices) { frugal_embedding($0, $1, padding ?? -1, $2) }
    }

    /// Zeroes elements with `probability` and scales the others by `1 / (1 - probability)` (Srivastava et al. 2014).
    /// - Parameter wholeChannels: whether channels of `[N, C, …]` are dropped as a whole (Tompson et al. 2015).
    public func dropout(_ probability: Double, wholeChannels: Bool = false, using stream: inout RandomStream) -> Tensor
    {
        let seed = stream.next()
        return operation("dropout", self) { frugal_dropout($0, probability, wholeChannels, seed, $1) }
    }
}
