import FrugalData
import FrugalNN
import FrugalSearch
import FrugalSpike
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// A classifier of any architecture that a fit knows: `[N, …]` examples to `[N, classes]` scores.
public struct Network: Layer {
    /// The network itself.
    public var body: any Layer

    /// A network that exists already.
    init(_ body: any Layer) { self.body = body }

    /// A network with fresh weights.
    /// - Throws: ``FrugalError`` where the architecture does not fit the examples, a `TensorError` where memory ends.
    public init(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws {
        if let fault = architecture.fault { throw FrugalError(.usage, architecture.kind, fault) }
        guard classes > 0, shape.count > 0 else {
            throw FrugalError(
                .usage, architecture.kind, "\(classes) classes of \(shape.count) numbers are not possible")
        }
        body = try Tensor.checking {
            try Self.body(architecture, for: shape, classes: classes, using: &stream)
        }
    }

    private static func body(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any Layer {
        switch (architecture, shape) {
        case (.linear(let linear), _):
            let width = LinearNetwork.width(of: shape, pooling: linear.pooling)
            let weights = (weight: Tensor.zeros([classes, width]), bias: Tensor.zeros([classes]))
            return LinearNetwork(pooling: linear.pooling, weights: weights)
        case (.perceptron(let perceptron), _):
            let widths = [shape.count] + perceptron.hidden + [classes]
            return FlatPerceptron(
                perceptron: Perceptron(widths: widths, dropout: perceptron.dropout, using: &stream))
        case (.convolutional(let stages), .image(_, _, let channels)):
            return ConvolutionalNetwork(stages, channels: channels, classes: classes, using: &stream)
        case (.residual(let stages), .image(_, _, let channels)):
            return ResidualNetwork(stages, channels: channels, classes: classes, using: &stream)
        case (.searched(let found), _):
            return try NetworkFamilies.named(found.family)
                .build(found.architecture, for: shape, classes: classes, using: &stream)
        case (.spiking(let spiking), _): return SpikingClassifier(try EventNetwork(spiking.blankNetwork()))
        case (.planned(let plan), .image(let height, let width, let channels)):
            // Steps that do not see pictures of this size are named.
            _ = try plan.shapes(height: height, width: width)
            guard plan.inputChannels == channels, plan.scoreCount == classes else {
                throw FrugalError(
                    .model, "planned",
                    "a network from \(plan.inputChannels) channels to \(plan.scoreCount) classes does not fit \(channels) "
                        + "channels and \(classes) classes", remedy: "copy the bundle again, or tune the network anew")
            }
            return try PlannedNetwork(plan, using: &stream)
        case (.convolutional, .vector), (.residual, .vector), (.planned, .vector):
            throw FrugalError(
                .usage, architecture.kind, "a network for pictures cannot take rows of a table",
                remedy: "use a perceptron")
        }
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) { body.visit(&visitor) }

    /// Applies the parts to a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { body(x, pass) }
}
