import FrugalData

/// One operation of an ordinary network.
public struct EdgeOperation: Sendable {
    /// What comments and ledgers call it: the path of the layer.
    public var name: String
    /// What it does.
    public var kind: Kind
    /// The values it reads, as ``EdgeNetwork`` numbers them.
    public var inputs: [Int]
    /// The numbers of its result.
    public var count: Int
    /// Whether the larger of zero and each number is taken at the end.
    public var isRectified = false

    /// What an operation does. Pictures are `[channels, height, width]`, row-major.
    public enum Kind: Sendable {
        /// A row of weights a number that goes out.
        case linear(EdgeMatrix, bias: [Float])
        /// Kernels slid over a picture.
        case convolution(EdgeConvolution)
        /// The largest or mean of windows.
        case pool(EdgePool)
        /// Every channel of so many places times its scale, plus its shift.
        case affine(places: Int, scale: [Float], shift: [Float])
        /// Nothing but the rectifier.
        case rectify
        /// The sum of two values.
        case add
        /// The columns of a table as the vector that the network was trained on.
        case encode(TabularEncoding)
    }

    /// Weights and biases.
    var parameterCount: Int {
        switch kind {
        case .linear(let matrix, let bias): matrix.values.count + bias.count
        case .convolution(let convolution): convolution.weights.values.count + convolution.bias.count
        case .affine(_, let scale, let shift): scale.count + shift.count
        case .pool, .rectify, .add, .encode: 0
        }
    }

    /// Products added to a sum, without those that fall on a border.
    var multiplyAdds: Int {
        switch kind {
        case .linear(let matrix, _): matrix.values.count
        case .convolution(let convolution): count * convolution.weights.columns
        case .affine: count
        case .pool, .rectify, .add, .encode: 0
        }
    }

    /// Whether each number of the result depends on the same number of the inputs alone, so that it may take its place.
    var isElementwise: Bool {
        switch kind {
        case .affine, .rectify, .add: true
        case .linear, .convolution, .pool, .encode: false
        }
    }
}

/// Where a window lies on a picture, in rows or in columns.
public struct EdgeWindow: Hashable, Sendable {
    /// Pixels of the picture.
    public var side: Int
    /// Pixels of the window.
    public var kernel: Int
    /// Pixels between two windows.
    public var stride = 1
    /// Empty pixels before and after the picture.
    public var padding = 0
    /// Pixels between two pixels of the window.
    public var dilation = 1

    /// The windows.
    public var count: Int { (side + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1 }

    /// The pixel of the picture under a pixel of a window, which may lie outside.
    func place(_ window: Int, _ pixel: Int) -> Int { window * stride + pixel * dilation - padding }

    /// The pixels of a window that lie on the picture.
    func inside(_ window: Int) -> Range<Int> {
        let first = window * stride - padding
        let low = first >= 0 ? 0 : min(kernel, (dilation - 1 - first) / dilation)
        return low..<max(low, min(kernel, (side - first + dilation - 1) / dilation))
    }

    /// Whether it can be: at least one window on the picture.
    var isPossible: Bool {
        min(side, kernel, stride, dilation) > 0 && padding >= 0 && max(side, kernel, padding, dilation) <= 65_536
            && dilation * (kernel - 1) < side + 2 * padding
    }
}

/// A convolution, as PyTorch has it.
public struct EdgeConvolution: Sendable {
    /// Pictures that come in.
    public var channels: Int
    /// The kernel over the rows.
    public var rows: EdgeWindow
    /// The kernel over the columns.
    public var columns: EdgeWindow
    /// How many groups of channels are convolved apart.
    public var groups: Int
    /// A row a filter: `[channels / groups, kernel height, kernel width]`.
    public var weights: EdgeMatrix
    /// A number a filter.
    public var bias: [Float]
}

/// Pooling.
public struct EdgePool: Sendable {
    /// Pictures that come in and go out.
    public var channels: Int
    /// The window over the rows.
    public var rows: EdgeWindow
    /// The window over the columns.
    public var columns: EdgeWindow
    /// Whether the largest of a window is taken, empty pixels never; else the mean, empty pixels being zeros.
    public var takesLargest: Bool
}
