import FrugalNN
import FrugalTensor

/// A hidden layer of the space `tables`: dense, normalised or not, activation, dropout, beside a shortcut or not.
public struct TableLayer: Layer {
    /// The dense layer.
    public var dense: Linear
    /// Normalisation over the batch.
    public var batchNorm: BatchNorm?
    /// Normalisation over the units.
    public var layerNorm: LayerNorm?
    /// The shortcut where the width changes; nil where it is the input itself, or there is none.
    public var shortcut: Linear?
    /// What follows.
    public let activation: Activation
    /// The share of units dropped in training.
    public let dropout: Dropout
    let isResidual: Bool
    let name: String

    init(
        _ number: Int, _ inputs: Int, _ outputs: Int, activation: Activation, dropout: Double, normalisation: String,
        isResidual: Bool, using stream: inout RandomStream
    ) {
        dense = Linear(
            inputs, outputs, initializer: .kaimingNormal(gain: activation == .tanh ? .linear : .relu), using: &stream)
        batchNorm = normalisation == "batch" ? BatchNorm(outputs) : nil
        layerNorm = normalisation == "layer" ? LayerNorm(outputs) : nil
        shortcut = isResidual && inputs != outputs ? Linear(inputs, outputs, bias: false, using: &stream) : nil
        self.activation = activation
        self.dropout = Dropout(dropout)
        self.isResidual = isResidual
        name =
            "layer \(number + 1) \(activation) \(normalisation)\(isResidual ? " residual" : "") \(inputs)->\(outputs)"
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("dense", &dense)
        visitor.child("norm", &batchNorm)
        visitor.child("norm", &layerNorm)
        visitor.child("shortcut", &shortcut)
    }

    /// `[N, inputs]` becomes `[N, outputs]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        var hidden = dense(x, pass)
        if let batchNorm { hidden = batchNorm(hidden, pass) }
        if let layerNorm { hidden = layerNorm(hidden, pass) }
        hidden = dropout(activation(hidden, pass), pass)
        return isResidual ? hidden + (shortcut?(x, pass) ?? x) : hidden
    }
}
