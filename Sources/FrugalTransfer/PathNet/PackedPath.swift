import FrugalTensor

/// The modules of a path with their weights side by side, so that a layer is one product of matrices, and their gradients
/// written out: a network this small spends its time on calls and not on numbers.
struct PackedPath: Sendable {
    /// Modules of a layer.
    struct Layer: Sendable {
        /// `[modules * neurons, inputs]`.
        var weight: Tensor
        /// `[modules * neurons]`.
        var bias: Tensor
        /// Which modules are left alone.
        var isFrozen: [Bool]
    }

    var layers: [Layer]
    var readout: ModularNetwork.Module
    let shape: PathNetShape

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
        // With the rate in the first error, every gradient after it is a step.
        var error = (run.scores.softmax(along: 1) - targets) * (rate / Double(x.size(of: 0)))
        let sums = error.matmul(readout.weight)
        readout.weight -= error.transposed().matmul(run.inputs[layers.count])
        readout.bias -= error.sum(along: 0)
        error = sums
        for index in layers.indices.reversed() {
            let count = layers[index].isFrozen.count
            if index == layers.count - 1, shape.averagesLast { error = error / Double(count) }
            // A sum hands the same error to all modules; of what a rectifier gave, the sign is its derivative.
            let open = run.hidden[index].sign()
            let behind =
                count == 1
                ? error * open
                : (error.unsqueezed(1) * open.reshaped(x.size(of: 0), count, shape.neurons))
                    .reshaped(x.size(of: 0), count * shape.neurons)
            let before = index > 0 ? behind.matmul(layers[index].weight) : nil
            update(index, behind, run.inputs[index])
            error = before ?? error
        }
        return run.scores
    }

    private mutating func update(_ index: Int, _ error: Tensor, _ input: Tensor) {
        let frozen = layers[index].isFrozen
        guard frozen.contains(false) else { return }
        var error = error
        if frozen.contains(true) {
            let mask = frozen.flatMap { Array(repeating: $0 ? Float(0) : 1, count: shape.neurons) }
            error = error * Tensor(mask)
        }
        layers[index].weight -= error.transposed().matmul(input)
        layers[index].bias -= error.sum(along: 0)
    }

    /// What enters each layer and the readout, what the modules give, and the scores.
    private func forward(_ x: Tensor) -> (inputs: [Tensor], hidden: [Tensor], scores: Tensor) {
        var inputs = [x]
        var hidden: [Tensor] = []
        for (index, layer) in layers.enumerated() {
            let given = inputs[index].linear(weight: layer.weight, bias: layer.bias).relu()
            hidden.append(given)
            let count = layer.isFrozen.count
            guard count > 1 else {
                inputs.append(given)
                continue
            }
            let parts = given.reshaped(x.size(of: 0), count, shape.neurons)
            let isAverage = index == layers.count - 1 && shape.averagesLast
            inputs.append(isAverage ? parts.mean(along: 1) : parts.sum(along: 1))
        }
        let scores = inputs[layers.count].linear(weight: readout.weight, bias: readout.bias)
        return (inputs, hidden, scores)
    }
}
