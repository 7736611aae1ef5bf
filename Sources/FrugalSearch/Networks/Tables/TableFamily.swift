import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The space `tables`: perceptrons for rows of numbers.
///
/// Decided once: activation, percent of hidden units dropped in training, normalisation, and whether layers stand beside a
/// shortcut (Gorishniy et al., "Revisiting Deep Learning Models for Tabular Data", 2021, found both kinds strong). Then the
/// number of layers, and the width of each. Pictures are taken as rows of their pixels.
public struct TableFamily: NetworkFamily {
    /// The space.
    public let space: SearchSpace

    /// The family.
    /// - Parameters:
    ///   - depths: how many hidden layers there may be.
    ///   - widths: how wide each may be.
    /// - Throws: `FrugalError` of kind `usage` for a space that cannot be.
    public init(
        depths: ClosedRange<Int> = 1...4, widths: [Int] = [8, 16, 32, 64, 128, 256, 512]
    ) throws {
        guard depths.lowerBound > 0, widths.allSatisfy({ $0 > 0 }) else {
            throw FrugalError(.usage, "space tables", "layers \(depths) of widths \(widths) make no network")
        }
        space = try SearchSpace(
            "tables", family: "tables",
            [
                Decision("activation", ["relu", "gelu", "silu", "tanh"]), Decision("dropout", [0, 10, 25, 50]),
                Decision("normalisation", ["none", "batch", "layer"]), Decision("residual", ["no", "yes"]),
                .repeated("layers", depths) { [Decision("width", at: "layer \($0 + 1)", widths)] },
            ])
    }

    /// The perceptron of an architecture with fresh weights.
    public func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork {
        var choices = try ChoiceReader(architecture, in: space)
        let word = try choices.word("activation")
        guard let activation = Activation(rawValue: word) else {
            throw FrugalError(.usage, "token 0", "'\(word)' is no activation")
        }
        let dropout = try choices.number("dropout")
        let normalisation = try choices.word("normalisation")
        let isResidual = try choices.word("residual") == "yes"
        var layers: [TableLayer] = []
        var inputs = shape.count
        for number in 0..<(try choices.number("layers")) {
            let width = try choices.number("width")
            layers.append(
                TableLayer(
                    number, inputs, width, activation: activation, dropout: Double(dropout) / 100,
                    normalisation: normalisation, isResidual: isResidual, using: &stream))
            inputs = width
        }
        return TableNetwork(layers: layers, classifier: Linear(inputs, classes, using: &stream), width: inputs)
    }
}

/// A perceptron of the space `tables`.
public struct TableNetwork: SearchedNetwork {
    /// The hidden layers.
    public var layers: [TableLayer]
    /// From the last of them to scores.
    public var classifier: Linear
    let width: Int
    /// It has no paths to drop.
    public var dropPath = 0.0

    init(layers: [TableLayer], classifier: Linear, width: Int) {
        self.layers = layers
        self.classifier = classifier
        self.width = width
    }

    /// Shows the parts under names that say what their weights depend on, as ``WeightStore`` needs.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in layers.indices { visitor.child(layers[index].name, &layers[index]) }
        visitor.child("classifier \(width)", &classifier)
    }

    /// Rows `[N, width]`, or anything that can be laid out so, become scores `[N, classes]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        (classifier(layers.reduce(x.flattened(from: 1)) { x, layer in layer(x, pass) }, pass), nil)
    }
}
