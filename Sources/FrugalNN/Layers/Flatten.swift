import FrugalTensor

/// Everything but the batch as one dimension: `[N, C, H, W]` becomes `[N, C H W]`.
public struct Flatten: Layer {
    /// The first dimension that is merged.
    public let first: Int
    /// Whether the channels of a pixel stand together, and not the pixels of a channel.
    public let isPixelByPixel: Bool

    /// Merges the dimensions from `first` on.
    /// - Parameter isPixelByPixel: whether the channels of a pixel stand together: nothing is then moved where channels come
    ///   last in memory.
    public init(from first: Int = 1, isPixelByPixel: Bool = false) {
        self.first = first
        self.isPixelByPixel = isPixelByPixel
    }

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// `[N, …]` becomes `[N, count]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        (isPixelByPixel ? x.movedDimension(from: first, to: -1) : x).flattened(from: first)
    }
}
