import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// From activations to rates.
@Suite struct ConversionTests {
    private func examples(_ count: Int, _ width: Int, seed: UInt64 = 5) throws -> SpikingExamples {
        var random = RandomStream(seed: seed)
        return try SpikingExamples(
            values: RandomNetworks.numbers(count * width, in: 0...1, &random), labels: Array(repeating: 0, count: count)
        )
    }

    private var network: Sequential {
        var random = RandomStream(seed: 8)
        return Sequential {
            Conv2d(1, 4, kernel: 3, padding: 1, using: &random)
            BatchNorm(4)
            ReLU()
            AveragePool2d(2)
            Flatten()
            Linear(36, 12, using: &random)
            ReLU()
            Linear(12, 3, using: &random)
        }
    }

    /// One weight a layer, by hand: the largest activations are 2 and 6, so that the weights become 4 / 2 and 3 * 2 /
    /// 6, the biases -2 / 2 and 0, and the last layer makes its own sums of rates of 6.
    @Test func weightsAndBiasesAreScaledByHand() throws {
        var random = RandomStream(seed: 1)
        var layers = [1, 1, 1].map { Linear($0, 1, using: &random) }
        for (index, (weight, bias)) in [(4.0, -2.0), (3, 0), (5, 12)].enumerated() {
            layers[index].weight = Tensor([Float(weight)], shape: [1, 1])
            layers[index].bias = Tensor([Float(bias)])
        }
        let analog = try AnalogNetwork(Sequential([layers[0], ReLU(), layers[1], ReLU(), layers[2]]), inputShape: [1])
        let data = try SpikingExamples(values: [1, 0.75], labels: [0, 0])
        let spiking = try analog.spiking(ConversionRecipe(.maximum), examples: data)
        func numbers(_ layer: Int) -> [Float] {
            guard case .dense(let dense) = spiking.layers[layer].connection else { return [] }
            return dense.weights + dense.bias
        }
        #expect(numbers(0) == [2, -1])
        #expect(numbers(1) == [1, 0])
        #expect(numbers(2) == [30, 12])
        #expect(spiking.layers.map { $0.neurons?.threshold } == [1, 1, nil])
        // Twice the thresholds are half the rates, of biases too.
        let slow = try analog.spiking(ConversionRecipe(.maximum, thresholdFactor: 2), examples: data)
        guard case .dense(let first) = slow.layers[0].connection, case .dense(let second) = slow.layers[1].connection
        else {
            Issue.record("they are dense")
            return
        }
        #expect(first.weights + first.bias == [1, -0.5])
        #expect(second.weights + second.bias == [1, 0])
    }

    /// The rates come nearer to the activations as the steps grow, and the membranes of the last layer to its sums.
    @Test(arguments: [ConversionRecipe.Normalisation.maximum, .percentile(100), .balanced(100)])
    func ratesAgreeWithActivationsAsStepsGrow(_ normalisation: ConversionRecipe.Normalisation) throws {
        let network = network
        let analog = try AnalogNetwork(network, inputShape: [1, 6, 6])
        let data = try examples(12, 36)
        let activations = analog.activations(try data.batch([1, 6, 6])).map { $0.flattened(from: 1) }
        var errors: [[Double]] = []
        for steps in [10, 40, 160, 640] {
            let recipe = ConversionRecipe(normalisation, steps: steps)
            let spiking = try analog.spiking(recipe, examples: data)
            let run = EventRun(try EventNetwork(spiking))
            // The scale of each layer, from its threshold and its weights.
            let scales = try scale(of: spiking, analog, at: [0, 2])
            var sums = [0.0, 0, 0]
            for example in 0..<data.count {
                run.begin(data, example, seed: 0)
                for _ in 0..<steps { run.step() }
                for (slot, layer) in [0, 2].enumerated() {
                    let truth = activations[layer][example].floats()
                    for (count, value) in zip(run.spikeCounts(ofLayer: layer), truth) {
                        sums[slot] +=
                            abs(Double(count) / Double(steps) * scales[slot] - Double(value)) / Double(truth.count)
                    }
                }
                let truth = activations[3][example].floats()
                for (sum, value) in zip(run.membranes(ofLayer: 3), truth) {
                    sums[2] += abs(Double(sum) / Double(steps) - Double(value)) / Double(truth.count)
                }
            }
            errors.append(sums.map { $0 / Double(data.count) })
        }
        for layer in 0..<3 {
            let falling = errors.map { $0[layer] }
            #expect(zip(falling, falling.dropFirst()).allSatisfy { $1 < 0.6 * $0 }, "\(falling)")
            #expect(falling[3] < 0.03 * falling[0] + 0.01, "\(falling)")
        }
    }

    /// What one spike a step stands for: the weights of the network, times this, are those of its layers.
    private func scale(of spiking: SpikingNetwork, _ analog: AnalogNetwork, at layers: [Int]) throws -> [Double] {
        func bias(_ connection: SpikingConnection) -> Float {
            switch connection {
            case .dense(let dense): dense.bias.max { abs($0) < abs($1) } ?? 0
            case .convolution(let it): it.bias.max { abs($0) < abs($1) } ?? 0
            case .averagePool, .maxPool: 0
            }
        }
        return layers.map { layer in
            let threshold = Double(spiking.layers[layer].neurons?.threshold ?? 1)
            return Double(bias(analog.layers[layer].connection)) / Double(bias(spiking.layers[layer].connection))
                * threshold
        }
    }

    @Test func silentAndSaturatedLayersAreNamedWithTheRemedy() throws {
        let analog = try AnalogNetwork(network, inputShape: [1, 6, 6])
        let data = try examples(20, 36)
        func findings(_ recipe: ConversionRecipe) throws -> [String] {
            try ConversionReport(EventNetwork(analog.spiking(recipe, examples: data)), on: data).findings
        }
        let silent = try findings(ConversionRecipe(.maximum, thresholdFactor: 1000, steps: 10))
        #expect(silent.first?.contains("1 convolution fell silent: no neuron spikes; give more steps") == true)
        let saturated = try findings(ConversionRecipe(.percentile(20), steps: 40))
        #expect(saturated.first?.contains("1 convolution saturates") == true)
        #expect(saturated.first?.contains("higher percentile") == true)
        #expect(try findings(ConversionRecipe(.maximum, steps: 100)).isEmpty)
    }

    /// A layer that is silent before any spike gives no scale.
    @Test func aLayerWithoutActivationsIsRefusedByItsName() throws {
        var random = RandomStream(seed: 1)
        var dead = Linear(4, 3, using: &random)
        dead.bias = Tensor([-9, -9, -9])
        let analog = try AnalogNetwork(Sequential([dead, ReLU(), Linear(3, 2, using: &random)]), inputShape: [4])
        for normalisation in [ConversionRecipe.Normalisation.maximum, .balanced(99)] {
            do {
                _ = try analog.spiking(ConversionRecipe(normalisation), examples: examples(5, 4))
                Issue.record("a scale was found")
            } catch { #expect("\(error)".contains("1 dense: it is silent")) }
        }
    }

    @Test func settingsThatMakeNoNetworkAreRefused() throws {
        let analog = try AnalogNetwork(network, inputShape: [1, 6, 6])
        let data = try examples(3, 36)
        for recipe in [
            ConversionRecipe(.percentile(0)), ConversionRecipe(.percentile(101)), ConversionRecipe(thresholdFactor: 0),
            ConversionRecipe(thresholdFactor: .nan), ConversionRecipe(steps: 0), ConversionRecipe(.balanced(.nan)),
            ConversionRecipe(coding: .regular(rate: 0)), ConversionRecipe(coding: .poisson(rate: -1)),
        ] {
            #expect(throws: FrugalError.self) { try analog.spiking(recipe, examples: data) }
        }
        #expect(throws: FrugalError.self) { try analog.spiking(ConversionRecipe(), examples: examples(3, 35)) }
    }
}
