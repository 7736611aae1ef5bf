import FrugalNN
import FrugalSearch
import FrugalTensor

/// How fast a network trains: what plans of a search rest on.
struct SearchPace: Codable, Equatable {
    /// Seconds of a step.
    var step: Double
    /// Seconds of a look at the whole validation part.
    var look: Double

    /// Measures some steps of a network on one thread.
    init(of network: any SearchedNetwork, _ recipe: ChildRecipe, _ data: ChildData, device: Device) throws {
        // Some of the validation part say how long all of it takes.
        let sample = Array(data.validationIndices.prefix(128))
        let some = try ChildData(
            training: data.training, plain: data.plain, trainingIndices: data.trainingIndices,
            validationIndices: sample, shape: data.shape, classes: data.classes)
        func seconds(_ steps: Int) throws -> Double {
            try Self.seconds(of: network, steps, recipe, some, device: device)
        }
        // The first steps are slower, and the look at the end is in all of them.
        _ = try seconds(1)
        let few = try seconds(2)
        let many = try seconds(10)
        step = max(1e-6, (many - few) / 8)
        look = max(0, few - 2 * step) * Double(data.validationIndices.count) / Double(max(1, sample.count))
    }

    private static func seconds<Child: SearchedNetwork>(
        of fresh: Child, _ steps: Int, _ recipe: ChildRecipe, _ data: ChildData, device: Device
    ) throws -> Double {
        var network = fresh
        var recipe = recipe
        recipe.length = .steps(steps)
        recipe.validationInterval = 0
        let trainer = try ChildTrainer(recipe, data, seed: 0, device: device)
        let clock = ContinuousClock()
        return try clock.measure { try trainer.train(&network) } / .seconds(1)
    }

    /// The mean of some paces.
    init(mean paces: [SearchPace]) {
        let count = Double(max(1, paces.count))
        step = paces.reduce(0) { $0 + $1.step } / count
        look = paces.reduce(0) { $0 + $1.look } / count
    }

    /// Steps that fit into some seconds, a look at the end included; at least 1.
    func steps(in seconds: Double, atMost limit: Int) -> Int {
        max(1, min(limit, Int(max(0, min((seconds - look) / step, 1e9)))))
    }
}
