import FrugalNN
import FrugalTensor

/// A layer of modules side by side, so that one operation of the engine works all of them out; what each row of a batch uses
/// is chosen afterwards, and summed.
struct ModularLayer: Module {
    let kind: ModularAgentShape.Kind
    let modules: Int
    /// Convolutions `[modules * kernels, inputs, size, size]`, linear maps `[modules * units, inputs]`.
    private(set) var weight: Tensor
    /// `[modules * outputs]`.
    private(set) var bias: Tensor
    /// Modules that training leaves alone.
    private(set) var frozen: Set<Int> = []
    private let inputs: Int

    init(_ kind: ModularAgentShape.Kind, inputs: Int, modules: Int, using random: inout RandomStream) {
        self.kind = kind
        self.modules = modules
        self.inputs = inputs
        let drawn = (0..<modules).map { _ in Self.draw(kind, inputs, &random) }
        weight = Tensor.concatenated(drawn.map(\.weight))
        bias = Tensor.concatenated(drawn.map(\.bias))
    }

    private static func draw(
        _ kind: ModularAgentShape.Kind, _ inputs: Int, _ random: inout RandomStream
    ) -> (weight: Tensor, bias: Tensor) {
        // As in `PictureAgent`: a ball of four pixels must reach the heads.
        let start = Initializer.orthogonal(gain: .relu)
        let shape =
            switch kind {
            case .convolution(let kernels, let size, _): [kernels, inputs, size, size]
            case .dense(let units): [units, inputs]
            }
        return (start(shape, using: &random), .zeros([kind.outputs]))
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// Freezes modules and begins all others that are not frozen anew.
    mutating func freeze(_ path: [Int], using random: inout RandomStream) {
        frozen.formUnion(path)
        let fresh = ModularLayer(kind, inputs: inputs, modules: modules, using: &random)
        let mask = frozenMask
        weight = Tensor.choose(weight, where: shaped(mask, like: weight) .> 0, otherwise: fresh.weight)
        bias = Tensor.choose(bias, where: mask .> 0, otherwise: fresh.bias)
    }

    /// 1 for each output of a frozen module, else 0.
    private var frozenMask: Tensor {
        Tensor((0..<modules).flatMap { Array(repeating: frozen.contains($0) ? Float(1) : 0, count: kind.outputs) })
    }

    private func shaped(_ mask: Tensor, like weight: Tensor) -> Tensor {
        mask.reshaped([weight.size(of: 0)] + Array(repeating: 1, count: weight.rank - 1))
    }

    /// Weights and biases through which no gradient reaches a frozen module.
    private var guarded: (weight: Tensor, bias: Tensor) {
        guard !frozen.isEmpty else { return (weight, bias) }
        let mask = frozenMask
        let wide = shaped(mask, like: weight)
        // Products with ones and zeros: the numbers themselves stay as they are, to the bit.
        return (
            weight.detached() * wide + weight * (1 - wide), bias.detached() * mask + bias * (1 - mask)
        )
    }

    /// The sum, or the average, of the modules in use.
    /// - Parameters:
    ///   - x: `[N, inputs, H, W]` for convolutions, else `[N, …]`.
    ///   - route: which modules each worker uses, `[workers, modules]` of zeros and ones, where row `i` of `x` belongs to
    ///     worker `i` modulo workers; nil uses all.
    /// - Returns: `[N, outputs, H', W']` or `[N, outputs]`.
    func callAsFunction(_ x: Tensor, route: Tensor?, averages: Bool) -> Tensor {
        let (weight, bias) = guarded
        let hidden =
            switch kind {
            case .convolution(_, _, let stride):
                x.channelsLast().conv2d(weight: weight, bias: bias, stride: Extent(stride)).relu()
            case .dense: x.flattened(from: 1).linear(weight: weight, bias: bias).relu()
            }
        let places = Array(hidden.shape.dropFirst(2))
        let rows = x.size(of: 0)
        guard let route else {
            let parts = hidden.reshaped([rows, modules, kind.outputs] + places)
            return averages ? parts.mean(along: 1) : parts.sum(along: 1)
        }
        let workers = route.size(of: 0)
        let share = averages ? route / route.sum(along: 1, keepingDimensions: true) : route
        let mask = share.reshaped([1, workers, modules, 1] + places.map { _ in 1 })
        let parts = hidden.reshaped([rows / workers, workers, modules, kind.outputs] + places)
        return (parts * mask).sum(along: 2).reshaped([rows, kind.outputs] + places)
    }
}
