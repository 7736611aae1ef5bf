import FrugalNN
import FrugalTensor

/// A classifier of pictures as two parts: up to its last maps, and from them to scores. Grad-CAM looks in between.
public struct SplitNetwork: Layer {
    /// `[N, C, H, W]` to maps `[N, K, h, w]`.
    public var body: any Layer
    /// Maps to scores `[N, classes]`.
    public var head: any Layer

    /// A network of two parts.
    public init(body: any Layer, head: any Layer) {
        self.body = body
        self.head = head
    }

    /// Shows both parts.
    public mutating func visit(_ visitor: inout Visitor) {
        body.visit(&visitor)
        head.visit(&visitor)
    }

    /// The scores.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { head(body(x, pass), pass) }

    /// The same network with all learned numbers drawn anew, each tensor with its own mean and deviation: what it says of a
    /// picture has nothing to do with what was learned, and neither should an explanation.
    public func randomised(using random: inout RandomStream) -> SplitNetwork {
        var copy = self
        var draws = random.split()
        copy.forEachParameter { tensor in
            let mean = tensor.mean().item()
            let deviation = tensor.count > 1 ? tensor.deviation(correction: 0).item() : abs(mean)
            let drawn = Tensor.normal(tensor.shape, mean: mean, deviation: max(deviation, 1e-3), using: &draws)
            tensor = drawn.to(tensor.dtype).to(tensor.device)
        }
        return copy
    }
}
