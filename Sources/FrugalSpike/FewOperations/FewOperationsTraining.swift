import FrugalNN
import FrugalTensor

/// Trains a ``RectifiedPerceptron`` by a ``FewOperationsRecipe``.
public struct FewOperationsTraining: Sendable {
    /// The settings.
    public let recipe: FewOperationsRecipe
    /// What all random numbers come from.
    public let seed: UInt64
    private let examples: SpikingExamples
    private let classes: Int

    /// Training on `examples`, whose numbers lie between 0 and 1.
    /// - Throws: ``FrugalError`` for settings that train nothing.
    public init(_ recipe: FewOperationsRecipe, on examples: SpikingExamples, classes: Int, seed: UInt64) throws {
        try recipe.check()
        self.recipe = recipe
        self.seed = seed
        self.examples = examples
        self.classes = classes
    }

    /// Trains to the end.
    /// - Parameter progress: told the steps done and all of them; what it throws ends the training.
    /// - Throws: ``FrugalError`` of kind `training` where it diverges, and what `progress` throws.
    public func run(progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }) throws -> RectifiedPerceptron {
        var random = RandomStream(seed: seed).named("weights")
        var network = RectifiedPerceptron(widths: [examples.width] + recipe.hidden + [classes], using: &random)
        let values = try examples.batch([examples.width])
        let labels = Tensor(examples.labels)
        func train(_ epochs: Int, rate: Double, latencies: [Int], before: Int) throws {
            let loop = SupervisedLoop(
                epochs: epochs, batch: recipe.batch, learningRate: rate, weightDecay: recipe.weightDecay,
                shift: recipe.shift, seed: seed &+ UInt64(before), name: recipe.name)
            try loop.run(
                &network, values, labels,
                progress: { done, total in
                    try progress(total / epochs * before + done, total / epochs * recipe.epochs)
                },
                loss: { network, inputs, labels, moment in
                    loss(of: network, inputs, labels, latencies: latencies, &moment)
                })
        }
        let ordinary = recipe.epochs - recipe.latencyEpochs
        if ordinary > 0 { try train(ordinary, rate: recipe.learningRate, latencies: [], before: 0) }
        if recipe.latencyEpochs > 0 {
            if ordinary > 0 {
                let sample = recipe.seen(try examples.batch([examples.width], upTo: AnalogNetwork.measuredExamples))
                try network.normalise(on: sample, percentile: 99.9, share: 0.25)
            }
            try train(
                recipe.latencyEpochs, rate: recipe.learningRate / 2, latencies: recipe.latencies, before: ordinary)
        }
        return network
    }

    /// Cross-entropy, and what the activations cost.
    private func loss(
        of network: RectifiedPerceptron, _ inputs: Tensor, _ labels: Tensor, latencies: [Int],
        _ moment: inout SupervisedLoop.Moment
    ) -> Tensor {
        let steps = latencies.isEmpty ? nil : latencies[moment.random.below(latencies.count)]
        let pass = Pass.training(moment.random)
        let fading = recipe.fadesDropout ? 1 - moment.progress : 1
        var x = Dropout(recipe.inputDropout * fading)(recipe.seen(inputs, steps: steps), pass)
        let synapses = network.layers.dropFirst().reduce(0) { $0 + $1.weight.count }
        var cost: Tensor?
        for (index, layer) in network.layers.dropLast().enumerated() {
            let activations = Self.activation(layer(x, pass), steps: steps)
            let share = Double(network.layers[index + 1].weight.count) / Double(max(1, synapses))
            let price =
                activations.mean() * (share * recipe.activityPenalty)
                + activations.squared().mean() * (share * recipe.squaredActivityPenalty)
            cost = cost.map { $0 + price } ?? price
            x = Dropout(recipe.dropout * fading)(activations, pass)
        }
        let error = crossEntropy(network.layers[network.layers.count - 1](x, pass), labels)
        return cost.map { error + $0 } ?? error
    }

    /// The rectified sums; where a latency is given, as many whole spikes as so many steps have room for. Their
    /// gradient is that of a ramp beneath the stairs, from nothing at zero to all a stair beyond one.
    static func activation(_ sums: Tensor, steps: Int?) -> Tensor {
        guard let steps = steps.map(Double.init) else { return sums.relu() }
        let ramp = (sums * (steps / (steps + 1))).clamped(to: 0...1)
        let whole = (sums.clamped(to: 0...1) * steps).floor() / steps
        return ramp + (whole - ramp).detached()
    }
}

extension RectifiedPerceptron {
    /// Scales the layers so that a share of each hidden layer's percentile of activations becomes 1. What the network
    /// computes stays the same.
    mutating func normalise(on examples: Tensor, percentile: Double, share: Double) throws {
        var x = examples
        for index in layers.indices.dropLast() {
            let activations = try Tensor.checking { withoutGradients { layers[index](x, .evaluation).relu() } }
            let size = try AnalogNetwork.percentile(percentile, of: activations, "layer \(index + 1)") * share
            layers[index].weight = layers[index].weight / size
            layers[index + 1].weight = layers[index + 1].weight * size
            x = activations / size
        }
    }
}

extension FewOperationsRecipe {
    /// The inputs as the first layer sees them: as they are, as one spike, or as so many steps of regular spikes say
    /// them.
    public func seen(_ inputs: Tensor, steps: Int? = nil) -> Tensor {
        if input == .spikes { return (inputs .>= 0.5).to(.float32) }
        guard let steps else { return inputs }
        return (inputs * Double(steps) + 0.5).floor().clamped(max: Double(steps)) / Double(steps)
    }
}
