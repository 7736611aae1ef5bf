import FrugalNN
import FrugalSearch
import FrugalTensor

/// How fast a network trains: what plans of a search rest on.
struct SearchPace: Codable, Equatable {
    /// Seconds of a step.
    var step: Double
    /// Seconds of a look at the whole validation part.
    var look: Double

    /// Validation examples that say how long all of them take.
    private static let sample = 128

    init(step: Double, look: Double) {
        self.step = step
        self.look = look
    }

    /// Measures some steps of a network on one thread.
    /// - Parameter limit: about how many seconds may be spent on it; nil for ten steps.
    init(
        of network: any SearchedNetwork, _ recipe: ChildRecipe, _ data: ChildData, device: Device,
        within limit: Double? = nil
    ) throws {
        let some = data.scored(onAtMost: Self.sample)
        func seconds(_ steps: Int) throws -> Double {
            try Self.seconds(of: network, steps, recipe, some, device: device)
        }
        // The first step is slower, and the look at the end is in all of them.
        let first = try seconds(1)
        let one = try seconds(1)
        let many = limit.map { max(2, min(9, Int(($0 - first) / one))) } ?? 9
        step = max(1e-6, (try seconds(1 + many) - one) / Double(many))
        look = max(0, one - step) * Double(data.validationIndices.count) / Double(max(1, some.validationIndices.count))
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
