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

    /// The pace of a training that has ended. It says itself how long its steps were: a difference between two measured times
    /// would be anything, or negative, on a busy machine.
    init(of training: ChildState) {
        let steps = training.looks.last?.seconds ?? training.seconds
        step = max(1e-6, steps / Double(max(1, training.step)))
        look = max(0, training.seconds - steps)
    }

    /// Measures some steps of a network on one thread.
    /// - Parameter limit: about how many seconds may be spent on it; nil for ten steps.
    init(
        of network: any SearchedNetwork, _ recipe: ChildRecipe, _ data: ChildData, device: Device,
        within limit: Double? = nil
    ) throws {
        let some = data.scored(onAtMost: Self.sample)
        // The first training of a network is slower.
        let first = SearchPace(of: try Self.trained(network, 1, recipe, some, device: device))
        let steps = limit.map { max(3, first.steps(in: $0, atMost: 10)) } ?? 10
        self.init(of: try Self.trained(network, steps, recipe, some, device: device))
        look *= Double(data.validationIndices.count) / Double(max(1, some.validationIndices.count))
    }

    private static func trained<Child: SearchedNetwork>(
        _ fresh: Child, _ steps: Int, _ recipe: ChildRecipe, _ data: ChildData, device: Device
    ) throws -> ChildState {
        var network = fresh
        var recipe = recipe
        recipe.length = .steps(steps)
        recipe.validationInterval = 0
        return try ChildTrainer(recipe, data, seed: 0, device: device).train(&network)
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
