/// Weights that are shared by all places of a picture, as in a convolutional layer (cross-correlation, PyTorch's
/// order).
///
/// Sources are the pixels of `channels` pictures, number `(channel * height + y) * width + x`; targets those of
/// `filters` pictures of size ``outputHeight`` by ``outputWidth``.
public struct Convolution: Codable, Hashable, Sendable {
    /// Pictures that come in.
    public var channels: Int
    /// Rows of a picture.
    public var height: Int
    /// Columns of a picture.
    public var width: Int
    /// Pictures that go out.
    public var filters: Int
    /// Rows and columns of the kernel.
    public var kernel: Int
    /// Pixels between two places of the kernel.
    public var stride: Int
    /// Empty pixels around the picture.
    public var padding: Int
    /// The kernels, number `((filter * channels + channel) * kernel + row) * kernel + column`.
    public var weights: [Float]

    /// A convolution from its numbers.
    public init(
        channels: Int, height: Int, width: Int, filters: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        weights: [Float]
    ) {
        self.channels = channels
        self.height = height
        self.width = width
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.weights = weights
    }

    /// Rows of a picture that goes out.
    public var outputHeight: Int { placed(height) }
    /// Columns of a picture that goes out.
    public var outputWidth: Int { placed(width) }

    private func placed(_ length: Int) -> Int {
        let room = length + 2 * padding - kernel
        return room >= 0 && stride > 0 ? room / stride + 1 : 0
    }
}
