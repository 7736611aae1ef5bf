import FrugalTensor
import FrugalTrack

extension AnalogNetwork {
    /// The spiking network of the same layers.
    ///
    /// A layer spikes at the rate `a / s` for its activation `a`, where `s` is the layer's scale. With the scale `r` of
    /// the layer before and a threshold `t`, that asks for weights `W r t / s` and biases `b t / s`, a current in every
    /// step. Normalisation takes `s` from the activations and the threshold 1; threshold balancing takes `t` from the
    /// currents, so that `s = r t` and the weights stay. Windows keep the scale. The last layer's neurons never spike and
    /// have the scale 1: their membranes are the sum of all that arrives, the steps times the scores of this network.
    /// - Parameter examples: what the scales are measured on, never a test part.
    /// - Throws: ``FrugalError`` that names the layer whose activations give no scale, or the setting at fault.
    public func spiking(_ recipe: ConversionRecipe, examples: SpikingExamples) throws -> SpikingNetwork {
        try recipe.check()
        let sizes = try activationSizes(recipe.normalisation, examples)
        var network = SpikingNetwork(
            inputShape: inputShape, coding: recipe.coding, steps: recipe.steps, layers: [], readout: .finalMembrane)
        var before = recipe.coding.scale(steps: recipe.steps)
        for (index, layer) in layers.enumerated() {
            guard layer.hasWeights else {
                network.layers.append(SpikingLayer(name: layer.name, connection: layer.connection, neurons: nil))
                continue
            }
            var (scale, threshold) = (before, 1.0)
            let isLast = index == layers.count - 1
            if isLast {
                scale = 1
            } else if case .balanced(let percentile) = recipe.normalisation {
                let alone = layer.weighted(1, bias: 1 / before)
                threshold = try network.current(into: alone, percentile, examples) * recipe.thresholdFactor
                scale = before * threshold
            } else {
                scale = sizes[index] * recipe.thresholdFactor
            }
            let neurons = SpikingNeurons(threshold: Float(threshold), reset: recipe.reset)
            network.layers.append(
                SpikingLayer(
                    name: layer.name,
                    connection: layer.weighted(before * threshold / scale, bias: threshold / scale),
                    neurons: isLast ? .silent() : neurons))
            before = scale
        }
        try network.check()
        return network
    }

    /// The activation of each layer that becomes one spike a step.
    private func activationSizes(
        _ normalisation: ConversionRecipe.Normalisation, _ examples: SpikingExamples
    ) throws -> [Double] {
        let percentile: Double
        switch normalisation {
        case .unit, .balanced: return layers.map { _ in 1 }
        case .maximum: percentile = 100
        case .percentile(let wanted): percentile = wanted
        }
        let batch = try examples.batch(inputShape, upTo: Self.measuredExamples)
        let outputs = try Tensor.checking { activations(batch) }
        return try zip(layers, outputs).map { layer, output in
            guard layer.isRectified, layer.hasWeights else { return 1 }
            return try Self.percentile(percentile, of: output, layer.name)
        }
    }

    /// More would not move a percentile.
    static let measuredExamples = 2000

    /// The value that `percentile` per cent of the numbers above zero do not exceed.
    static func percentile(_ percentile: Double, of values: Tensor, _ name: String) throws -> Double {
        let found = try Tensor.checking { () -> Double? in
            let positive = values.flattened().masked(by: values.flattened() .> 0)
            guard positive.count > 0 else { return nil }
            if percentile >= 100 { return positive.max().item() }
            let place = Int((Double(positive.count - 1) * percentile / 100).rounded())
            return positive.sorted()[place].item()
        }
        guard let found, found > 0, found.isFinite else {
            throw FrugalError(
                .data, name, "it is silent: none of its activations is above zero on the examples",
                remedy: "give the examples that the network was trained on, or train it anew")
        }
        return found
    }
}

extension AnalogLayer {
    /// The connection with every weight and every bias times a factor.
    fileprivate func weighted(_ weights: Double, bias: Double) -> SpikingConnection {
        func times(_ values: inout [Float], _ factor: Double) {
            for index in values.indices { values[index] = Float(Double(values[index]) * factor) }
        }
        switch connection {
        case .dense(var dense):
            times(&dense.weights, weights)
            times(&dense.bias, bias)
            return .dense(dense)
        case .convolution(var convolution):
            times(&convolution.weights, weights)
            times(&convolution.bias, bias)
            return .convolution(convolution)
        case .averagePool, .maxPool: return connection
        }
    }
}

extension SpikingNetwork {
    /// The current that the spikes of this network bring to another layer behind it: a percentile of what is above zero
    /// over neurons, steps and examples.
    fileprivate func current(
        into connection: SpikingConnection, _ percentile: Double, _ examples: SpikingExamples
    ) throws -> Double {
        var network = self
        let name = "\(network.layers.count + 1) \(connection.kindName)"
        network.layers.append(SpikingLayer(name: name, connection: connection, neurons: .silent()))
        let run = EventRun(try EventNetwork(network))
        let last = network.layers.count - 1
        var currents: [Float] = []
        // A hundred presentations are a hundred times the steps of currents.
        for example in 0..<min(100, examples.count) {
            run.begin(examples, example, seed: 0)
            var before = run.membranes(ofLayer: last)
            for _ in 0..<steps {
                run.step()
                let after = run.membranes(ofLayer: last)
                for (new, old) in zip(after, before) where new > old { currents.append(new - old) }
                before = after
            }
        }
        return try AnalogNetwork.percentile(percentile, of: Tensor(currents), name)
    }
}

extension SpikingConnection {
    /// What kind of connection it is, in a word.
    var kindName: String {
        switch self {
        case .dense: "dense"
        case .convolution: "convolution"
        case .averagePool: "average-pool"
        case .maxPool: "max-pool"
        }
    }
}

extension SpikingExamples {
    /// The first examples as a batch `[N, …]`.
    /// - Throws: ``FrugalError`` where they are not of that shape.
    public func batch(_ shape: [Int], upTo limit: Int = .max) throws -> Tensor {
        guard width == shape.reduce(1, *) else {
            throw FrugalError(
                .data, "", "examples of \(width) numbers were given to a network for \(shape)",
                remedy: "give examples of its shape")
        }
        let taken = min(limit, count)
        return Tensor(Array(values.prefix(taken * width)), shape: [taken] + shape)
    }
}
