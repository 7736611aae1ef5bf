import FrugalNN
import FrugalTensor

/// A network of the space `nas-rl`.
public struct StringNetwork: SearchedNetwork {
    /// The layers in order.
    public var layers: [StringLayer]
    /// From the means of the loose ends to scores.
    public var classifier: SlicedLinear
    /// It has no paths to drop.
    public var dropPath = 0.0
    private let ends: [Int]

    init(layers: [StringLayer], ends: [Int], classifier: SlicedLinear) {
        self.layers = layers
        self.ends = ends
        self.classifier = classifier
    }

    /// Shows the parts under names that say what their weights depend on, as ``WeightStore`` needs.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in layers.indices { visitor.child(layers[index].name, &layers[index]) }
        visitor.child("classifier", &classifier)
    }

    /// Pictures `[N, C, H, W]` become scores `[N, classes]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        var outputs = [x]
        for layer in layers { outputs.append(layer(.sideBySide(layer.inputs.map { outputs[$0] }), pass)) }
        let features = Tensor.sideBySide(ends.map { outputs[$0] }).globalAveragePool()
        return (classifier(features, pass), nil)
    }
}

/// A layer of `nas-rl`: a convolution over inputs side by side, batch normalisation, rectifier.
///
/// Its weight is kept in slices, one an input, so that two networks share what they have in common even where a layer has
/// other inputs beside it. The slices make one weight before the convolution.
public struct StringLayer: Layer {
    /// For each input `[filters, channels of the input, height, width]`.
    public var slices: [Tensor]
    /// Normalisation of what the convolution gives.
    public var norm: BatchNorm
    /// The inputs, by place; 0 is the picture.
    public let inputs: [Int]
    private let stride: Extent
    private let padding: Extent
    private let sliceNames: [String]
    let name: String

    init(_ plan: StringPlan, inputs: [(place: Int, channels: Int)], using stream: inout RandomStream) {
        let channels = inputs.map(\.channels)
        let shape = [plan.filters, channels.reduce(0, +), plan.kernel.height, plan.kernel.width]
        slices = Initializer.kaimingNormal()(shape, using: &stream).split(channels, along: 1)
            .map { $0.contiguous().channelsLast() }
        norm = BatchNorm(plan.filters)
        self.inputs = inputs.map(\.place)
        stride = plan.stride
        padding = Extent(height: plan.kernel.height / 2, width: plan.kernel.width / 2)
        sliceNames = inputs.map { "from \($0.place) (\($0.channels))" }
        name = "layer \(plan.number) \(plan.kernel) (\(plan.filters))"
    }

    /// Shows the slices by their inputs, then the normalisation.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in slices.indices { visitor.parameter(sliceNames[index], &slices[index]) }
        visitor.child("norm", &norm)
    }

    /// `[N, channels of all inputs, H, W]` becomes `[N, filters, H / stride, W / stride]`, rounded up.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let weight = slices.count == 1 ? slices[0] : Tensor.concatenated(slices, along: 1)
        return norm(x.channelsLast().conv2d(weight: weight, stride: stride, padding: padding), pass).relu()
    }
}

/// A dense layer whose weight is kept in slices, one for each of the vectors that it is given side by side.
public struct SlicedLinear: Layer {
    /// For each `[outputs, numbers of the vector]`.
    public var slices: [Tensor]
    /// `[outputs]`.
    public var bias: Tensor
    private let sliceNames: [String]

    init(_ inputs: [(place: Int, width: Int)], _ outputs: Int, using stream: inout RandomStream) {
        let whole = Linear(inputs.reduce(0) { $0 + $1.width }, outputs, using: &stream)
        slices = whole.weight.split(inputs.map(\.width), along: 1).map { $0.contiguous() }
        bias = whole.bias ?? .zeros([outputs])
        sliceNames = inputs.map { "from \($0.place) (\($0.width))" }
    }

    /// Shows the slices by their inputs, then the bias.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in slices.indices { visitor.parameter(sliceNames[index], &slices[index]) }
        visitor.parameter("bias", &bias)
    }

    /// `[N, width of all]` becomes `[N, outputs]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.linear(weight: slices.count == 1 ? slices[0] : .concatenated(slices, along: 1), bias: bias)
    }
}

extension Tensor {
    /// Pictures `[N, C, H, W]` joined along their channels, the smaller ones in the middle of zeros.
    static func sideBySide(_ pictures: [Tensor]) -> Tensor {
        guard pictures.count > 1 else { return pictures.first ?? zeros([0]) }
        let height = pictures.map { $0.size(of: 2) }.max() ?? 0
        let width = pictures.map { $0.size(of: 3) }.max() ?? 0
        let padded = pictures.map { picture in
            let (rows, columns) = (height - picture.size(of: 2), width - picture.size(of: 3))
            guard rows > 0 || columns > 0 else { return picture }
            return picture.padded([
                (before: rows / 2, after: rows - rows / 2), (before: columns / 2, after: columns - columns / 2),
            ])
        }
        return concatenated(padded, along: 1)
    }
}
