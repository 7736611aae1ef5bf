import FrugalTensor

/// The largest pixel of every window of `[N, C, H, W]`.
public struct MaxPool2d: Layer {
    /// The window.
    public let window: Extent
    /// The distance between windows.
    public let stride: Extent
    /// What is added on every side; never the largest.
    public let padding: Extent

    /// Pooling over `window`, side by side unless a stride is given.
    public init(_ window: Extent, stride: Extent? = nil, padding: Extent = 0) {
        self.window = window
        self.stride = stride ?? window
        self.padding = padding
    }

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// `[N, C, H, W]` becomes `[N, C, H', W']`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.maxPool2d(window, stride: stride, padding: padding)
    }
}

/// The mean of every window of `[N, C, H, W]`.
public struct AveragePool2d: Layer {
    /// The window.
    public let window: Extent
    /// The distance between windows.
    public let stride: Extent
    /// Zeros added on every side.
    public let padding: Extent
    /// Whether those zeros enter the mean.
    public let countsPadding: Bool

    /// Pooling over `window`, side by side unless a stride is given.
    public init(_ window: Extent, stride: Extent? = nil, padding: Extent = 0, countsPadding: Bool = true) {
        self.window = window
        self.stride = stride ?? window
        self.padding = padding
        self.countsPadding = countsPadding
    }

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// `[N, C, H, W]` becomes `[N, C, H', W']`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.averagePool2d(window, stride: stride, padding: padding, countsPadding: countsPadding)
    }
}

/// The mean of every channel: `[N, C, …]` becomes `[N, C]`.
public struct GlobalAveragePool: Layer {
    /// Pooling over all of an image or a sequence.
    public init() {}

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// `[N, C, …]` becomes `[N, C]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.globalAveragePool() }
}
