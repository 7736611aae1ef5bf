import FrugalNN
import FrugalTensor
import FrugalTrack

/// A trained network of the figure, and what it costs without spikes.
struct Figure6Network {
    let recipe: FewOperationsRecipe
    let network: RectifiedPerceptron
    let analog: AnalogNetwork

    /// Trains the network, or reads back what an earlier process trained.
    /// - Throws: ``FrugalError`` of kind `interrupted` where it was stopped, and what training throws.
    init(_ recipe: FewOperationsRecipe, on digits: DigitParts, seed: UInt64, in context: ExperimentContext) throws {
        let name = "network-\(recipe.fileName)-seed\(seed)"
        let weights = context.folder.file("\(name).safetensors")
        _ = try context.part(name) {
            let training = try FewOperationsTraining(recipe, on: digits.training, classes: 10, seed: seed)
            let network = try training.run { done, total in
                if done % 50 == 0 {
                    context.progress(name, done, total, nil)
                    try context.checkpoint()
                }
            }
            try SafetensorsFile.write(network.stateDictionary, to: weights)
            return recipe
        }
        var unused = RandomStream(seed: 0)
        var network = RectifiedPerceptron(
            widths: [digits.training.width] + recipe.hidden + [10], using: &unused)
        try network.load(SafetensorsFile(at: weights).stateDictionary([.copying, .rejectingNonFinite]))
        self.recipe = recipe
        self.network = network
        analog = try AnalogNetwork(network, inputShape: [digits.training.width])
        try analog.check(against: network, on: digits.training.batch([digits.training.width], upTo: 100))
    }

    /// How the network does without spikes, its activations rounded to so many bits where they are given.
    func reference(_ data: SpikingExamples, bits: Int? = nil) throws -> Figure6Reference {
        var right = 0
        var operations = 0.0
        for start in stride(from: 0, to: data.count, by: 1000) {
            let rows = start..<min(start + 1000, data.count)
            let values = Array(data.values[(rows.lowerBound * data.width)..<(rows.upperBound * data.width)])
            try Tensor.checking {
                withoutGradients {
                    var x = recipe.seen(Tensor(values, shape: [rows.count, data.width])).rounded(to: bits)
                    for (index, layer) in network.layers.enumerated() {
                        operations += (x .!= 0).to(.float32).sum().item() * Double(layer.weight.size(of: 0))
                        x = layer(x, .evaluation)
                        if index + 1 < network.layers.count { x = x.relu().rounded(to: bits) }
                    }
                    let answers = x.argMax(along: 1).ints()
                    right += zip(answers, data.labels[rows]).count { $0 == $1 }
                }
            }
        }
        return Figure6Reference(
            network: recipe.name, bits: bits, right: Proportion(right, of: data.count),
            operations: analog.ledger.operations, operationsWithoutZeros: operations / Double(data.count))
    }
}

/// What an ordinary network costs and how often it is right.
struct Figure6Reference: Codable, Sendable {
    var network: String
    /// The bits of an activation; nil for float32.
    var bits: Int?
    var right: Proportion
    /// Multiply-adds of a picture.
    var operations: Double
    /// Those whose input is not zero.
    var operationsWithoutZeros: Double
}

extension Tensor {
    /// Numbers from 0 up rounded to `2^bits - 1` steps of the 99.9th percentile of those above zero; as they are for
    /// nil.
    fileprivate func rounded(to bits: Int?) -> Tensor {
        guard let bits else { return self }
        let positive = flattened().masked(by: flattened() .> 0)
        guard positive.count > 0 else { return self }
        let scale = positive.sorted()[Int(Double(positive.count - 1) * 0.999)].item()
        let levels = Double(1 << bits) - 1
        return (self / scale * levels).rounded().clamped(to: 0...levels) / levels * scale
    }
}

extension FewOperationsRecipe {
    /// The name as part of a file's name.
    var fileName: String {
        name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }.replacing(" ", with: "-")
    }
}
