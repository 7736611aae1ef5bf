import FrugalNN
import FrugalTensor

/// An operation of a macro layer with its weights: a 1x1 convolution, then a convolution or pooling.
public struct MacroBranch: Layer {
    /// The 1x1 convolution, normalisation, rectifier.
    public var entry: NormalizedConv2d
    /// A whole convolution; nil where it is separable or a pooling.
    public var conv: Conv2d?
    /// A separable convolution.
    public var separable: SeparableConv2d?
    /// Normalisation of the convolution; nil for a pooling.
    public var norm: BatchNorm?
    private let operation: EnasMacro.Operation

    /// A branch from `inputs` to `outputs` channels.
    public init(_ operation: EnasMacro.Operation, _ inputs: Int, _ outputs: Int, using stream: inout RandomStream) {
        self.operation = operation
        entry = NormalizedConv2d(inputs, outputs, kernel: 1, using: &stream)
        switch operation {
        case .conv3: conv = .he(outputs, outputs, kernel: 3, using: &stream)
        case .conv5: conv = .he(outputs, outputs, kernel: 5, using: &stream)
        case .separable3: separable = .he(outputs, kernel: 3, using: &stream)
        case .separable5: separable = .he(outputs, kernel: 5, using: &stream)
        case .averagePool, .maxPool: return
        }
        norm = BatchNorm(outputs)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("entry", &entry)
        visitor.child("conv", &conv)
        visitor.child("separable", &separable)
        visitor.child("norm", &norm)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H, W]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let x = entry(x, pass)
        switch operation {
        case .averagePool: return x.averagePool2d(3, stride: 1, padding: 1, countsPadding: false)
        case .maxPool: return x.maxPool2d(3, stride: 1, padding: 1)
        case .conv3, .conv5, .separable3, .separable5:
            let convolved = conv?(x, pass) ?? separable?(x, pass) ?? x
            return (norm?(convolved, pass) ?? convolved).relu()
        }
    }
}
