import FrugalData
import FrugalTensor

/// A pair of tasks learned one after the other under all conditions, from one seed.
struct PathNetTrial: Sendable {
    /// What the second task is learned with.
    enum Condition: String, Codable, CaseIterable, Sendable {
        case deNovo = "de novo"
        /// Not among the paper's: without it a gain of the tuned rate would pass for one of fine-tuning.
        case deNovoTuned = "de novo at fine-tuning's rate"
        /// Not among the paper's by name: a population of paths in a fresh network, which is PathNet without a first task.
        case deNovoEvolved = "de novo by a population of paths"
        case fineTuning = "fine-tuning"
        case pathNet = "PathNet"
        case randomPath = "PathNet, a random path frozen"
        case alwaysOn = "PathNet, the frozen path always on"
        case noReinitialisation = "PathNet, nothing begun anew"
    }

    /// What a seed gave.
    struct Outcome: Codable, Sendable {
        /// The digits of both tasks.
        var first: [Int]
        var second: [Int]
        /// The first task by a population of paths, and by a fixed path.
        var evolved: PathSearch.Outcome
        var fixed: PathSearch.Outcome
        /// The second task.
        var conditions: [String: PathSearch.Outcome]
        /// Modules of the first task's path that PathNet used again, and how many chance would.
        var reused: Int
        var reusedByChance: Double
        /// Parameters that PathNet had frozen for the second task.
        var frozenParameters: Int
    }

    let recipe: PathNetRecipe
    /// The rate with which a fixed path goes on.
    let fineTuningRate: Double
    let training: LabelledImages
    let test: LabelledImages
    let seed: UInt64
    let threads: Int
    let check: @Sendable () throws -> Void

    /// Generations at which test pictures are answered besides.
    static let looks = [10, 50, 100]

    /// Both tasks under all conditions.
    /// - Throws: what `check` throws.
    func run() throws -> Outcome {
        let (first, second) = tasks
        let firstSearch = search(first)
        let secondSearch = search(second)
        let deNovoPath = fixedPath
        // Nothing here depends on anything else here, and each part draws from a stream of its own.
        let begun = try Parts(threads: threads).run([
            Condition.deNovoTuned.rawValue: {
                try learned("de novo") {
                    try secondSearch.train(fixed: deNovoPath, &$0, rate: fineTuningRate, using: &$1)
                }
            },
            Condition.deNovoEvolved.rawValue: {
                try learned("transfer") { try secondSearch.evolve(&$0, using: &$1) }
            },
            "evolved": { try learned("evolved") { try firstSearch.evolve(&$0, using: &$1) } },
            "fixed": {
                try learned("fixed") { try firstSearch.train(fixed: deNovoPath, &$0, rate: recipe.rate, using: &$1) }
            },
            Condition.deNovo.rawValue: {
                try learned("de novo") { try secondSearch.train(fixed: deNovoPath, &$0, rate: recipe.rate, using: &$1) }
            },
        ])
        guard let evolved = begun["evolved"], let fixed = begun["fixed"] else { return empty(first, second) }
        var conditions = begun.filter { Condition(rawValue: $0.key) != nil }.mapValues(\.outcome)
        let later = try Parts(threads: threads).run([
            Condition.fineTuning.rawValue: {
                try learned("fine-tuning", from: fixed.network) { network, random in
                    network.renewReadout(using: &random)
                    return try secondSearch.train(fixed: deNovoPath, &network, rate: fineTuningRate, using: &random)
                }
            },
            Condition.pathNet.rawValue: { try transferred(evolved, secondSearch, freezing: evolved.outcome.path) },
            Condition.randomPath.rawValue: { try transferred(evolved, secondSearch, freezing: randomPath) },
            Condition.alwaysOn.rawValue: {
                try transferred(evolved, secondSearch, freezing: evolved.outcome.path, isAlwaysOn: true)
            },
            Condition.noReinitialisation.rawValue: {
                try transferred(evolved, secondSearch, freezing: evolved.outcome.path, reinitialises: false)
            },
        ])
        conditions.merge(later.mapValues(\.outcome)) { $1 }
        let path = conditions[Condition.pathNet.rawValue]?.path ?? []
        return Outcome(
            first: first, second: second, evolved: evolved.outcome, fixed: fixed.outcome, conditions: conditions,
            reused: Genome.overlap(evolved.outcome.path, path),
            reusedByChance: Genome.chanceOverlap(evolved.outcome.path, path, modules: recipe.shape.modules),
            frozenParameters: later[Condition.pathNet.rawValue]?.network.frozenParameterCount ?? 0)
    }

    /// The second task under fine-tuning alone, with a rate to be tried: nothing else is learned.
    func fineTuned() throws -> PathSearch.Outcome {
        let (first, second) = tasks
        let path = fixedPath
        let fixed = try learned("fixed") {
            try search(first).train(fixed: path, &$0, rate: recipe.rate, using: &$1)
        }
        return try learned("fine-tuning", from: fixed.network) { network, random in
            network.renewReadout(using: &random)
            return try search(second).train(fixed: path, &network, rate: fineTuningRate, using: &random)
        }.outcome
    }

    /// Four digits that differ, two a task.
    private var tasks: (first: [Int], second: [Int]) {
        let digits = stream("tasks").shuffledDigits
        return (Array(digits[0..<2]), Array(digits[2..<4]))
    }

    /// A path of the most modules that a path may have, the control of the paper.
    private var fixedPath: [[Int]] {
        Array(repeating: Array(0..<recipe.shape.genes), count: recipe.shape.layers)
    }

    private var randomPath: [[Int]] {
        var random = stream("random path")
        let shape = recipe.shape
        return Genome(layers: shape.layers, genes: shape.genes, modules: shape.modules, using: &random).path
    }

    private func stream(_ name: String) -> RandomStream { RandomStream(seed: seed).named(name) }

    private func search(_ classes: [Int]) -> PathSearch {
        var random = stream("noise")
        func noisy(_ images: LabelledImages) -> NoisyDigits {
            NoisyDigits(images, classes: classes, scale: recipe.scale, noise: recipe.noise, using: &random)
        }
        return PathSearch(
            recipe: recipe, digits: noisy(training), test: noisy(test), looks: Self.looks, check: check)
    }

    private func learned(
        _ name: String, from network: ModularNetwork? = nil,
        _ body: (inout ModularNetwork, inout RandomStream) throws -> PathSearch.Outcome
    ) throws -> Parts.Learned {
        var random = stream(name)
        var network = network ?? ModularNetwork(recipe.shape, using: &random)
        let outcome = try body(&network, &random)
        return Parts.Learned(network: network, outcome: outcome)
    }

    private func transferred(
        _ evolved: Parts.Learned, _ search: PathSearch, freezing path: [[Int]], isAlwaysOn: Bool = false,
        reinitialises: Bool = true
    ) throws -> Parts.Learned {
        // One stream for all that follows a transfer: the conditions draw the same populations.
        try learned("transfer", from: evolved.network) { network, random in
            network.transfer(freezing: path, reinitialisesOthers: reinitialises, using: &random)
            return try search.evolve(&network, always: isAlwaysOn ? path : nil, using: &random)
        }
    }

    private func empty(_ first: [Int], _ second: [Int]) -> Outcome {
        let none = PathSearch.Outcome(generations: 0, isLearned: false, path: [])
        return Outcome(
            first: first, second: second, evolved: none, fixed: none, conditions: [:], reused: 0, reusedByChance: 0,
            frozenParameters: 0)
    }
}

extension RandomStream {
    fileprivate var shuffledDigits: [Int] {
        var copy = self
        return (0..<10).shuffled(using: &copy)
    }
}

/// Parts that are done side by side, each by name.
private struct Parts: Sendable {
    /// A network and how it learned.
    struct Learned: Sendable {
        var network: ModularNetwork
        var outcome: PathSearch.Outcome
    }

    let threads: Int

    /// Does all parts, at most `threads` at a time.
    /// - Throws: the first error of a part.
    func run(_ parts: [String: @Sendable () throws -> Learned]) throws -> [String: Learned] {
        // Sorted, so that the first error does not hang on a dictionary's order.
        let parts = parts.sorted { $0.key < $1.key }
        let learned = try TaskThreads.map(parts.count, threads: threads) { try parts[$0].value() }
        return Dictionary(uniqueKeysWithValues: zip(parts.map(\.key), learned))
    }
}
