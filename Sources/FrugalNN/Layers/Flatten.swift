import FrugalTensor

/// Everything but the batch as one dimension: `[N, C, H, W]` becomes `[N, C H W]`.
public struct Flatten: Layer {
    /// The first dimension that is merged.
    public let first: Int

    /// Merges the dimensions from `first` on.
    public init(from first: Int = 1) {
        self.first = first
    }

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// `[N, …]` becomes `[N, count]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.flattened(from: first) }
}
