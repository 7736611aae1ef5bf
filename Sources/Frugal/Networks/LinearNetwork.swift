import FrugalData
import FrugalNN
import FrugalTensor

/// One linear map over the numbers of an example, pictures averaged over squares first.
public struct LinearNetwork: Layer {
    /// The numbers of a linear map: weight `[classes, width]`, bias `[classes]`.
    typealias Weights = (weight: Tensor, bias: Tensor)

    /// The side of the squares of pixels that are averaged.
    public let pooling: Int
    /// The map.
    public var map: Linear

    init(pooling: Int, weights: Weights) {
        var unused = RandomStream(seed: 0)
        self.pooling = pooling
        map = Linear(1, 1, using: &unused)
        map.weight = weights.weight
        map.bias = weights.bias
    }

    /// The numbers that pictures of a side are pooled down to at most; their count is what a linear map pays for.
    static func pooling(for shape: InputShape, examples: Int) -> Int {
        guard case .image(let height, let width, let channels) = shape else { return 1 }
        var pooling = 1
        while pooling < max(height, width) {
            let count = Self.width(height: height, width: width, channels: channels, pooling: pooling)
            // 4096 weights a class, and a quarter of a gigabyte for all examples at once.
            if count <= 4096, count * max(1, examples) <= 1 << 26 { break }
            pooling *= 2
        }
        return pooling
    }

    /// Numbers of an example after pooling.
    static func width(of shape: InputShape, pooling: Int) -> Int {
        switch shape {
        case .vector(let count): count
        case .image(let height, let width, let channels):
            Self.width(height: height, width: width, channels: channels, pooling: pooling)
        }
    }

    private static func width(height: Int, width: Int, channels: Int, pooling: Int) -> Int {
        max(1, height / pooling) * max(1, width / pooling) * channels
    }

    /// Examples as vectors `[N, width]`.
    static func vectors(_ x: Tensor, pooling: Int) -> Tensor {
        guard x.rank == 4 else { return x }
        guard pooling > 1 else { return x.flattened(from: 1) }
        let window = Extent(height: min(pooling, x.size(of: 2)), width: min(pooling, x.size(of: 3)))
        return x.averagePool2d(window, stride: window).flattened(from: 1)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) { visitor.child("map", &map) }

    /// Applies the parts to a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { map(Self.vectors(x, pooling: pooling), pass) }
}
