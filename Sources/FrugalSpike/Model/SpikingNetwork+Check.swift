import FrugalTrack

extension SpikingNetwork {
    /// Finds sizes that do not fit and numbers that cannot be, so that whatever takes a checked network may index freely.
    /// - Throws: ``FrugalError`` of kind `data` that names the layer, what is wrong and what would fit.
    public func check() throws {
        guard !inputShape.isEmpty, inputShape.count <= 3, inputShape.allSatisfy({ (1...65_536).contains($0) }),
            inputCount <= 1 << 24
        else { throw fault("input", "the shape \(inputShape) is not possible") }
        guard (1...1_000_000).contains(steps) else { throw fault("steps", "\(steps) steps make no presentation") }
        guard coding.isPossible else { throw fault("input", "the coding \(coding) is not possible") }
        guard let last = layers.last else { throw fault("layers", "there are none") }
        guard last.neurons != nil else { throw fault(last.name, "the last layer has no neurons that could answer") }
        var count = inputCount
        for layer in layers {
            try layer.check()
            guard layer.connection.inputCount == count else {
                throw fault(layer.name, "it takes \(layer.connection.inputCount) numbers and gets \(count)")
            }
            count = layer.connection.outputCount
        }
    }

    private func fault(_ subject: String, _ problem: String) -> FrugalError {
        FrugalError(.data, subject, problem, remedy: "give a spiking network whose parts fit")
    }
}

extension InputCoding {
    /// Whether its numbers can be.
    fileprivate var isPossible: Bool {
        switch self {
        case .direct: true
        case .poisson(let rate), .regular(let rate): rate > 0 && rate <= 1
        case .latency(let threshold): threshold >= 0 && threshold.isFinite
        }
    }
}

extension SpikingLayer {
    /// Finds sizes of the layer that do not fit each other.
    fileprivate func check() throws {
        let limit = 1...65_536
        let sizes: [Int]
        let expected: (weights: Int, bias: Int)
        let found: (weights: [Float], bias: [Float])
        switch connection {
        case .dense(let dense):
            sizes = [dense.inputs, dense.outputs]
            expected = (dense.inputs &* dense.outputs, dense.outputs)
            found = (dense.weights, dense.bias)
        case .convolution(let convolution):
            sizes = [
                convolution.channels, convolution.height, convolution.width, convolution.filters, convolution.kernel,
                convolution.stride, convolution.padding + 1,
            ]
            guard convolution.kernel <= min(convolution.height, convolution.width) &+ 2 &* convolution.padding else {
                throw fault("its kernel of \(convolution.kernel) is larger than the picture")
            }
            expected = (
                convolution.filters &* convolution.channels &* convolution.kernel &* convolution.kernel,
                convolution.filters
            )
            found = (convolution.weights, convolution.bias)
        case .averagePool(let window), .maxPool(let window):
            sizes = [window.channels, window.height, window.width, window.kernel, window.stride]
            guard window.kernel <= min(window.height, window.width) else {
                throw fault("its window of \(window.kernel) is larger than the picture")
            }
            expected = (0, 0)
            found = ([], [])
        }
        guard sizes.allSatisfy(limit.contains) else { throw fault("the sizes \(sizes) are not possible") }
        guard found.weights.count == expected.weights else {
            throw fault("it has \(found.weights.count) weights where \(expected.weights) are needed")
        }
        guard found.bias.isEmpty || found.bias.count == expected.bias else {
            throw fault("it has \(found.bias.count) biases where \(expected.bias) are needed")
        }
        guard found.weights.allSatisfy(\.isFinite), found.bias.allSatisfy(\.isFinite) else {
            throw fault("it has weights that are not finite")
        }
        guard let neurons else { return }
        guard neurons.decay >= 0, neurons.decay <= 1 else {
            throw fault("a decay of \(neurons.decay) is unstable", remedy: "give one between 0 and 1")
        }
        if let threshold = neurons.threshold, !(threshold > 0 && threshold.isFinite) {
            throw fault("a threshold of \(threshold) makes no neuron", remedy: "give one above zero")
        }
    }

    private func fault(_ problem: String, remedy: String = "give a spiking network whose parts fit") -> FrugalError {
        FrugalError(.data, name, problem, remedy: remedy)
    }
}
