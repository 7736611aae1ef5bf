import FrugalTensor

/// A table of learned vectors, looked up by whole numbers.
public struct Embedding: Layer {
    /// `[entries, width]`.
    public var weight: Tensor
    /// An entry that stays as it is: its row gets no gradient.
    public let padding: Int?

    /// A table of `entries` vectors of `width` numbers, normal as in PyTorch; the padding's vector is zero.
    public init(
        _ entries: Int, _ width: Int, padding: Int? = nil, initializer: Initializer = .normal(deviation: 1),
        using stream: inout RandomStream
    ) {
        let drawn = initializer([entries, width], using: &stream)
        weight =
            padding.map { drawn * (Tensor.arange(to: Double(entries)) .!= Double($0)).unsqueezed(1).to(.float32) }
            ?? drawn
        self.padding = padding
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) { visitor.parameter("weight", &weight) }

    /// The vectors of whole numbers of any shape, in a new last dimension.
    public func forward(_ indices: Tensor, _ pass: Pass) -> Tensor { weight.embedding(indices, padding: padding) }
}
