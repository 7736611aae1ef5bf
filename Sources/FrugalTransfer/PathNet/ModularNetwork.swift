import FrugalNN
import FrugalTensor

/// Layers of modules, each a linear map and a rectifier; the outputs of the modules in use are summed and go to all modules
/// of the next layer (Fernando et al. 2017, section 2.1). The readout belongs to a task and is never shared.
public struct ModularNetwork: Sendable {
    /// The sizes.
    public let shape: PathNetShape
    /// `[layers][modules]`: weights `[neurons, inputs]` and biases `[neurons]`.
    private(set) var modules: [[Module]]
    /// Modules that training leaves alone, by layer.
    public private(set) var frozen: [Set<Int>]
    /// From the last layer to the scores of the task at hand.
    var readout: Module

    /// A linear map.
    struct Module: Sendable {
        var weight: Tensor
        var bias: Tensor

        /// Begun as PyTorch begins a linear map: with larger weights the paper's rate does not learn (decision 028).
        init(_ inputs: Int, _ outputs: Int, using random: inout RandomStream) {
            let layer = Linear(inputs, outputs, using: &random)
            weight = layer.weight
            bias = layer.bias ?? .zeros([outputs])
        }

        init(weight: Tensor, bias: Tensor) {
            self.weight = weight
            self.bias = bias
        }
    }

    /// A fresh network.
    public init(_ shape: PathNetShape, using random: inout RandomStream) {
        self.shape = shape
        modules = (0..<shape.layers).map { layer in
            (0..<shape.modules).map { _ in Module(shape.inputs(ofLayer: layer), shape.neurons, using: &random) }
        }
        frozen = Array(repeating: [], count: shape.layers)
        readout = Module(shape.neurons, shape.classes, using: &random)
    }

    /// Freezes the modules of a path and, unless told otherwise, begins all others anew; the readout is new in any case
    /// (section 2.4).
    public mutating func transfer(
        freezing path: [[Int]], reinitialisesOthers: Bool = true, using random: inout RandomStream
    ) {
        for layer in modules.indices {
            frozen[layer].formUnion(path[layer])
            guard reinitialisesOthers else { continue }
            for index in modules[layer].indices where !frozen[layer].contains(index) {
                modules[layer][index] = Module(shape.inputs(ofLayer: layer), shape.neurons, using: &random)
            }
        }
        readout = Module(shape.neurons, shape.classes, using: &random)
    }

    /// A fresh readout for another task, all modules kept: fine-tuning.
    public mutating func renewReadout(using random: inout RandomStream) {
        readout = Module(shape.neurons, shape.classes, using: &random)
    }

    /// The modules of a path side by side, ready to be trained.
    func taking(_ path: [[Int]]) -> PackedPath {
        let layers = path.enumerated().map { layer, used in
            PackedLayer(
                used.map { modules[layer][$0] }, isFrozen: used.map { frozen[layer].contains($0) },
                averages: shape.averagesLast && layer == shape.layers - 1)
        }
        return PackedPath(layers: layers, readout: readout)
    }

    /// Puts the modules of a path back.
    mutating func put(_ packed: PackedPath, _ path: [[Int]]) {
        for (layer, used) in path.enumerated() {
            let learned = packed.layers[layer].modules
            for (place, index) in used.enumerated() where !frozen[layer].contains(index) {
                let start = place * shape.neurons
                modules[layer][index] = Module(
                    weight: learned.weight.narrowed(along: 0, from: start, length: shape.neurons).clone(),
                    bias: learned.bias.narrowed(along: 0, from: start, length: shape.neurons).clone())
            }
        }
        readout = packed.readout
    }

    /// Trains a path, and the readout, on examples in the order in which they stand; frozen modules are left alone.
    /// - Parameters:
    ///   - x: `[N, inputs]`.
    ///   - labels: the class of each.
    ///   - batch: examples of a step; what is left over at the end is not shown.
    ///   - rate: the rate of plain gradient descent.
    /// - Returns: the share of right answers, each given before its step.
    public mutating func train(
        _ path: [[Int]], on x: Tensor, labels: [Int], batch: Int, rate: Double
    ) -> Double {
        train(
            path, on: x, targets: Tensor(labels).oneHot(classes: shape.classes), labels: labels, batch: batch,
            rate: rate)
    }

    mutating func train(
        _ path: [[Int]], on x: Tensor, targets: Tensor, labels: [Int], batch: Int, rate: Double
    ) -> Double {
        withoutGradients {
            var packed = taking(path)
            let scores = stride(from: 0, through: labels.count - batch, by: batch).map { first in
                packed.step(
                    x.narrowed(along: 0, from: first, length: batch),
                    targets: targets.narrowed(along: 0, from: first, length: batch), rate: rate)
            }
            put(packed, path)
            return scores.isEmpty ? 0 : Self.accuracy(Tensor.concatenated(scores), labels)
        }
    }

    /// The share of right answers of a path.
    /// - Parameter x: `[N, inputs]`.
    public func accuracy(of path: [[Int]], on x: Tensor, labels: [Int]) -> Double {
        withoutGradients { Self.accuracy(taking(path)(x), labels) }
    }

    private static func accuracy(_ scores: Tensor, _ labels: [Int]) -> Double {
        let answers = scores.argMax(along: 1).ints()
        return Double(zip(answers, labels).count { $0 == $1 }) / Double(max(1, answers.count))
    }

    /// Parameters of a path, its readout included.
    public func parameterCount(of path: [[Int]]) -> Int {
        let neurons = shape.neurons
        let body = path.enumerated().reduce(0) {
            $0 + $1.element.count * neurons * (shape.inputs(ofLayer: $1.offset) + 1)
        }
        return body + shape.classes * (neurons + 1)
    }

    /// Parameters that training leaves alone.
    public var frozenParameterCount: Int {
        frozen.enumerated().reduce(0) {
            $0 + $1.element.count * shape.neurons * (shape.inputs(ofLayer: $1.offset) + 1)
        }
    }
}
