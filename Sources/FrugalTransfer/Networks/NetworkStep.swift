/// One operation of a network that is written down as a list: it takes named tensors and gives a named one.
///
/// In a file it is an object such as `{"do": "conv", "in": "input", "out": "conv1", "weight": "conv1.weight", "stride": 2,
/// "pad": [3, 3, 3, 3], "groups": 1}`. Pictures are `[N, channels, height, width]`.
public struct NetworkStep: Hashable, Sendable {
    /// What is done.
    public var operation: Operation
    /// The names of what goes in, in order.
    public var inputs: [String]
    /// The name of what comes out.
    public var output: String

    /// A step.
    public init(_ operation: Operation, from inputs: [String], to output: String) {
        self.operation = operation
        self.inputs = inputs
        self.output = output
    }

    /// Operations. Tensors are given by their names in the weight file.
    public enum Operation: Hashable, Sendable {
        /// Kernels slid over a picture.
        case convolution(Convolution)
        /// Channels normalised: `<name>.weight`, `.bias`, `.running_mean`, `.running_var`.
        case batchNorm(name: String, epsilon: Double, momentum: Double)
        /// `max(x, 0)`.
        case relu
        /// `min(max(x, 0), 6)`.
        case relu6
        /// `x * hardSigmoid(x)`.
        case hardSwish
        /// `min(max(x / 6 + 0.5, 0), 1)`.
        case hardSigmoid
        /// The largest of every window. With `roundsUp` a last window that is only partly filled counts too.
        case maxPool(size: Int, stride: Int, padding: Int, roundsUp: Bool)
        /// The mean over as many windows as asked for.
        case averagePool(height: Int, width: Int)
        /// The mean over height and width: `[N, C, H, W]` to `[N, C]`.
        case mean
        /// `[N, C, H, W]` to `[N, C * H * W]`.
        case flatten
        /// In training a share of the numbers becomes zero.
        case dropout(Double)
        /// Channels after one another, in the order of the inputs.
        case concatenate
        /// Every second row and column, with so many channels of zeros on both sides (He et al. 2015, option A).
        case shortcut(channels: Int)
        /// The sum of two.
        case add
        /// The product of two; the second may have one row and one column.
        case multiply
        /// `x` times the transposed weight, plus bias.
        case linear(weight: String, bias: String?)
    }

    /// A convolution.
    public struct Convolution: Hashable, Sendable {
        /// The kernel, `[outputs, inputs / groups, height, width]`.
        public var weight: String
        /// What is added to each output channel, `[outputs]`.
        public var bias: String?
        /// The step between two places.
        public var stride = 1
        /// Zeros on top, left, below and right.
        public var padding = [0, 0, 0, 0]
        /// Groups of channels that are convolved apart.
        public var groups = 1

        /// A convolution.
        public init(
            weight: String, bias: String? = nil, stride: Int = 1, padding: [Int] = [0, 0, 0, 0], groups: Int = 1
        ) {
            self.weight = weight
            self.bias = bias
            self.stride = stride
            self.padding = padding
            self.groups = groups
        }
    }

    /// The names of learned tensors, and of kept ones, in the order of PyTorch's modules.
    var tensorNames: (learned: [String], kept: [String]) {
        switch operation {
        case .convolution(let convolution): ([convolution.weight] + (convolution.bias.map { [$0] } ?? []), [])
        case .linear(let weight, let bias): ([weight] + (bias.map { [$0] } ?? []), [])
        case .batchNorm(let name, _, _):
            (["\(name).weight", "\(name).bias"], ["\(name).running_mean", "\(name).running_var"])
        default: ([], [])
        }
    }
}

extension NetworkStep: Codable {
    private enum Key: String, CodingKey {
        case verb = "do"
        case input = "in"
        case output = "out"
        case name, weight, bias, stride, pad, groups, eps, momentum, size, ceil, to, share
        case channels = "pad_channels"
    }

    /// Reads a step.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        if let several = try? object.decode([String].self, forKey: .input) {
            inputs = several
        } else {
            inputs = [try object.decode(String.self, forKey: .input)]
        }
        output = try object.decode(String.self, forKey: .output)
        operation = try Self.operation(try object.decode(String.self, forKey: .verb), object)
    }

    private static func operation(_ verb: String, _ object: KeyedDecodingContainer<Key>) throws -> Operation {
        func number(_ key: Key, else standard: Int) throws -> Int {
            try object.decodeIfPresent(Int.self, forKey: key) ?? standard
        }
        switch verb {
        case "conv":
            return .convolution(
                Convolution(
                    weight: try object.decode(String.self, forKey: .weight),
                    bias: try object.decodeIfPresent(String.self, forKey: .bias), stride: try number(.stride, else: 1),
                    padding: try object.decodeIfPresent([Int].self, forKey: .pad) ?? [0, 0, 0, 0],
                    groups: try number(.groups, else: 1)))
        case "batchnorm":
            return .batchNorm(
                name: try object.decode(String.self, forKey: .name),
                epsilon: try object.decodeIfPresent(Double.self, forKey: .eps) ?? 1e-5,
                momentum: try object.decodeIfPresent(Double.self, forKey: .momentum) ?? 0.1)
        case "relu": return .relu
        case "relu6": return .relu6
        case "hardswish": return .hardSwish
        case "hardsigmoid": return .hardSigmoid
        case "maxpool":
            let size = try object.decode(Int.self, forKey: .size)
            return .maxPool(
                size: size, stride: try number(.stride, else: size), padding: try number(.pad, else: 0),
                roundsUp: try object.decodeIfPresent(Bool.self, forKey: .ceil) ?? false)
        case "averagepool":
            let size = try object.decode([Int].self, forKey: .to)
            guard size.count == 2 else { throw object.refusal(.to, "two numbers are expected") }
            return .averagePool(height: size[0], width: size[1])
        case "mean": return .mean
        case "flatten": return .flatten
        case "dropout": return .dropout(try object.decode(Double.self, forKey: .share))
        case "concat": return .concatenate
        case "shortcut": return .shortcut(channels: try number(.channels, else: 0))
        case "add": return .add
        case "multiply": return .multiply
        case "linear":
            return .linear(
                weight: try object.decode(String.self, forKey: .weight),
                bias: try object.decodeIfPresent(String.self, forKey: .bias))
        default: throw object.refusal(.verb, "no step is called \(verb)")
        }
    }

    /// Writes a step.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(verb, forKey: .verb)
        if inputs.count == 1 {
            try object.encode(inputs[0], forKey: .input)
        } else {
            try object.encode(inputs, forKey: .input)
        }
        try object.encode(output, forKey: .output)
        switch operation {
        case .convolution(let convolution):
            try object.encode(convolution.weight, forKey: .weight)
            try object.encodeIfPresent(convolution.bias, forKey: .bias)
            try object.encode(convolution.stride, forKey: .stride)
            try object.encode(convolution.padding, forKey: .pad)
            try object.encode(convolution.groups, forKey: .groups)
        case .batchNorm(let name, let epsilon, let momentum):
            try object.encode(name, forKey: .name)
            try object.encode(epsilon, forKey: .eps)
            try object.encode(momentum, forKey: .momentum)
        case .maxPool(let size, let stride, let padding, let roundsUp):
            try object.encode(size, forKey: .size)
            try object.encode(stride, forKey: .stride)
            try object.encode(padding, forKey: .pad)
            try object.encode(roundsUp, forKey: .ceil)
        case .averagePool(let height, let width): try object.encode([height, width], forKey: .to)
        case .dropout(let share): try object.encode(share, forKey: .share)
        case .shortcut(let channels): try object.encode(channels, forKey: .channels)
        case .linear(let weight, let bias):
            try object.encode(weight, forKey: .weight)
            try object.encodeIfPresent(bias, forKey: .bias)
        case .relu, .relu6, .hardSwish, .hardSigmoid, .mean, .flatten, .concatenate, .add, .multiply: break
        }
    }

    /// What the operation is called in a file.
    var verb: String {
        switch operation {
        case .convolution: "conv"
        case .batchNorm: "batchnorm"
        case .relu: "relu"
        case .relu6: "relu6"
        case .hardSwish: "hardswish"
        case .hardSigmoid: "hardsigmoid"
        case .maxPool: "maxpool"
        case .averagePool: "averagepool"
        case .mean: "mean"
        case .flatten: "flatten"
        case .dropout: "dropout"
        case .concatenate: "concat"
        case .shortcut: "shortcut"
        case .add: "add"
        case .multiply: "multiply"
        case .linear: "linear"
        }
    }
}

extension KeyedDecodingContainer {
    fileprivate func refusal(_ key: Key, _ problem: String) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: problem)
    }
}
