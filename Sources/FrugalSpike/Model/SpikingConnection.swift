/// What spikes go through on the way into a layer.
public enum SpikingConnection: Hashable, Sendable {
    /// Every input reaches every neuron.
    case dense(DenseSynapses)
    /// Weights shared by all places of a picture.
    case convolution(ConvolutionSynapses)
    /// The mean of each window; a spike counts `1 / (kernel * kernel)`.
    case averagePool(PoolingWindow)
    /// Of each window, the spikes of that input which has spiked most so far, the first of equals.
    case maxPool(PoolingWindow)

    /// The numbers that come in.
    public var inputCount: Int {
        switch self {
        case .dense(let dense): dense.inputs
        case .convolution(let convolution): convolution.channels * convolution.height * convolution.width
        case .averagePool(let window), .maxPool(let window): window.channels * window.height * window.width
        }
    }

    /// The numbers that go out.
    public var outputCount: Int { outputShape.reduce(1, *) }

    /// The shape of what goes out: `[features]`, or `[channels, height, width]`.
    var outputShape: [Int] {
        switch self {
        case .dense(let dense): [dense.outputs]
        case .convolution(let convolution):
            [convolution.filters, convolution.outputHeight, convolution.outputWidth]
        case .averagePool(let window), .maxPool(let window):
            [window.channels, window.outputHeight, window.outputWidth]
        }
    }

    /// Weights and biases.
    public var parameterCount: Int {
        switch self {
        case .dense(let dense): dense.weights.count + dense.bias.count
        case .convolution(let convolution): convolution.weights.count + convolution.bias.count
        case .averagePool, .maxPool: 0
        }
    }
}

/// All-to-all weights.
public struct DenseSynapses: Hashable, Sendable {
    /// The numbers that come in.
    public var inputs: Int
    /// The neurons.
    public var outputs: Int
    /// `[outputs, inputs]`, as PyTorch's linear layers have them.
    public var weights: [Float]
    /// A current into each neuron in every step; empty for none.
    public var bias: [Float]

    /// Weights between so many inputs and neurons.
    public init(inputs: Int, outputs: Int, weights: [Float], bias: [Float] = []) {
        self.inputs = inputs
        self.outputs = outputs
        self.weights = weights
        self.bias = bias
    }
}

/// A convolution (cross-correlation, PyTorch's order), the same in both directions of the picture.
public struct ConvolutionSynapses: Hashable, Sendable {
    /// Pictures that come in.
    public var channels: Int
    /// Rows of a picture.
    public var height: Int
    /// Columns of a picture.
    public var width: Int
    /// Pictures that go out.
    public var filters: Int
    /// Rows and columns of a kernel.
    public var kernel: Int
    /// Pixels between two places of the kernel.
    public var stride: Int
    /// Empty pixels around the picture.
    public var padding: Int
    /// `[filters, channels, kernel, kernel]`.
    public var weights: [Float]
    /// A current into each neuron of a filter in every step; empty for none.
    public var bias: [Float]

    /// A convolution of these sizes.
    public init(
        channels: Int, height: Int, width: Int, filters: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        weights: [Float], bias: [Float] = []
    ) {
        self.channels = channels
        self.height = height
        self.width = width
        self.filters = filters
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.weights = weights
        self.bias = bias
    }

    /// Rows of a picture that goes out.
    public var outputHeight: Int { (height + 2 * padding - kernel) / stride + 1 }
    /// Columns of a picture that goes out.
    public var outputWidth: Int { (width + 2 * padding - kernel) / stride + 1 }
}

/// Windows of a picture that are pooled, without padding; what does not fill a window at the edge is left out.
public struct PoolingWindow: Codable, Hashable, Sendable {
    /// Pictures that come in and go out.
    public var channels: Int
    /// Rows of a picture.
    public var height: Int
    /// Columns of a picture.
    public var width: Int
    /// Rows and columns of a window.
    public var kernel: Int
    /// Pixels between two windows.
    public var stride: Int

    /// Windows of this size.
    public init(channels: Int, height: Int, width: Int, kernel: Int, stride: Int) {
        self.channels = channels
        self.height = height
        self.width = width
        self.kernel = kernel
        self.stride = stride
    }

    /// Rows of a picture that goes out.
    public var outputHeight: Int { (height - kernel) / stride + 1 }
    /// Columns of a picture that goes out.
    public var outputWidth: Int { (width - kernel) / stride + 1 }
}
