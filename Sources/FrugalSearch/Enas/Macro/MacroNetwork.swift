import FrugalNN
import FrugalTensor

/// A layer of a macro network.
struct MacroLayer: Module {
    /// The operation with its weights.
    var branch: MacroBranch
    /// The outputs that are added to its result. They are summed in the search and in the final network alike.
    let skips: [Int]
    /// Normalisation of the sum; nil in the first layer, which adds nothing.
    var norm: BatchNorm?
    /// The outputs that are halved after the layer.
    let halved: [Int]
    /// What halves each of them.
    var reductions: [FactorizedReduction]

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("branch", &branch)
        visitor.child("norm", &norm)
        visitor.children("reductions", &reductions)
    }

    /// Appends the layer's output to those before, and halves those that later layers read.
    func extend(_ outputs: inout [Tensor], _ pass: Pass) {
        guard let last = outputs.last else { return }
        let result = skips.reduce(branch(last, pass)) { $0 + outputs[$1] }
        outputs.append(norm?(result, pass) ?? result)
        for (output, reduction) in zip(halved, reductions) { outputs[output] = reduction(outputs[output], pass) }
    }
}

/// A network of the macro space: a stem, layers with skip connections, a classifier.
public struct MacroNetwork: SearchedNetwork {
    /// The first convolution.
    public var stem: NormalizedConv2d
    var layers: [MacroLayer]
    /// Before the classifier.
    public let dropout: Dropout
    /// From the mean of every channel to scores.
    public var classifier: Linear
    /// The macro space has no paths to drop.
    public var dropPath = 0.0

    init(stem: NormalizedConv2d, layers: [MacroLayer], dropout: Double, classifier: Linear) {
        self.stem = stem
        self.layers = layers
        self.dropout = Dropout(dropout)
        self.classifier = classifier
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stem", &stem)
        visitor.children("layers", &layers)
        visitor.child("classifier", &classifier)
    }

    /// Scores `[N, classes]` of pictures `[N, C, H, W]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        var outputs = [stem(x, pass)]
        for layer in layers { layer.extend(&outputs, pass) }
        let features = dropout(outputs[outputs.count - 1].globalAveragePool(), pass)
        return (classifier(features, pass), nil)
    }
}
