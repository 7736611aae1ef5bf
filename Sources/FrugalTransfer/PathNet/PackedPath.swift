import FrugalTensor

/// The modules of a path with their weights side by side, so that a layer is one product of matrices, and their gradients
/// written out: a network this small spends its time on calls and not on numbers.
struct PackedPath: Sendable {
    var layers: [PackedLayer]
    var readout: ModularNetwork.Module

    /// Scores `[N, classes]` of examples `[N, inputs]`.
    func callAsFunction(_ x: Tensor) -> Tensor { forward(x).scores }

    /// A step of plain gradient descent on the mean cross-entropy.
    /// - Parameters:
    ///   - x: `[N, inputs]`.
    ///   - targets: `[N, classes]`, one-hot.
    ///   - rate: the learning rate.
    /// - Returns: the scores before the step.
    mutating func step(_ x: Tensor, targets: Tensor, rate: Double) -> Tensor {
        let run = forward(x)
        let ones = Tensor.ones([x.size(of: 0)])
        var error = run.scores.softmax(along: 1)
        error -= targets
        // With the rate in the first error, every gradient after it is a step.
        error *= rate / Double(x.size(of: 0))
        let before = error.matmul(readout.weight)
        readout.descend(error, run.inputs[layers.count], ones)
        error = before
        for index in layers.indices.reversed() {
            // Of what a rectifier gave, the sign is its derivative.
            var behind = run.hidden[index].sign()
            behind *= layers[index].spread(error)
            if index > 0 { error = behind.matmul(layers[index].modules.weight) }
            layers[index].descend(behind, run.inputs[index], ones)
        }
        return run.scores
    }

    /// What enters each layer and the readout, what the modules give, and the scores.
    private func forward(_ x: Tensor) -> (inputs: [Tensor], hidden: [Tensor], scores: Tensor) {
        var inputs = [x]
        var hidden: [Tensor] = []
        for (index, layer) in layers.enumerated() {
            let given = inputs[index].linear(weight: layer.modules.weight, bias: layer.modules.bias).relu()
            hidden.append(given)
            inputs.append(layer.joined(given))
        }
        let scores = inputs[layers.count].linear(weight: readout.weight, bias: readout.bias)
        return (inputs, hidden, scores)
    }
}

/// The modules of a path in one layer.
struct PackedLayer: Sendable {
    /// Weights `[modules * neurons, inputs]` and biases `[modules * neurons]`.
    private(set) var modules: ModularNetwork.Module
    /// How the outputs of the modules are summed or averaged, and how an error is handed to each of them, as matrices
    /// `[modules * neurons, neurons]` and its transpose: a product costs less than a reduction. Nil for a single module.
    private let joining: (matrix: Tensor, transposed: Tensor)?
    /// 0 for the neurons of modules that are left alone and 1 for the others; nil where all learn.
    private let mask: Tensor?
    private let learns: Bool

    /// - Parameters:
    ///   - modules: those of the path.
    ///   - isFrozen: which of them are left alone.
    ///   - averages: whether their outputs are averaged and not summed.
    init(_ modules: [ModularNetwork.Module], isFrozen: [Bool], averages: Bool) {
        let neurons = modules.first?.bias.count ?? 0
        self.modules = ModularNetwork.Module(
            weight: Tensor.concatenated(modules.map(\.weight)), bias: Tensor.concatenated(modules.map(\.bias)))
        learns = isFrozen.contains(false)
        mask =
            isFrozen.contains(true)
            ? Tensor(isFrozen.flatMap { Array(repeating: $0 ? Float(0) : 1, count: neurons) }) : nil
        guard modules.count > 1 else {
            joining = nil
            return
        }
        var matrix = Tensor.eye(neurons).tiled(modules.count, 1)
        if averages { matrix /= Double(modules.count) }
        joining = (matrix, matrix.transposed())
    }

    /// What the next layer sees of the modules' outputs `[N, modules * neurons]`: `[N, neurons]`.
    func joined(_ outputs: Tensor) -> Tensor {
        if let joining { outputs.matmul(joining.matrix) } else { outputs }
    }

    /// An error of ``joined(_:)`` as the error of each module.
    func spread(_ error: Tensor) -> Tensor {
        if let joining { error.matmul(joining.transposed) } else { error }
    }

    /// Goes down by the error of the modules, those left alone excepted.
    mutating func descend(_ error: Tensor, _ input: Tensor, _ ones: Tensor) {
        guard learns else { return }
        if let mask { modules.descend(error * mask, input, ones) } else { modules.descend(error, input, ones) }
    }
}

extension ModularNetwork.Module {
    /// Goes down by an error `[N, outputs]` that has the rate in it.
    /// - Parameters:
    ///   - input: `[N, inputs]`.
    ///   - ones: `[N]`, to sum the examples' errors with.
    fileprivate mutating func descend(_ error: Tensor, _ input: Tensor, _ ones: Tensor) {
        let turned = error.transposed()
        weight.subtractProduct(turned, input)
        bias.subtractProduct(turned, ones)
    }
}
