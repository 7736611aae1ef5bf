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
        /// The classes of both tasks.
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
    let first: PathTask
    let second: PathTask
    let seed: UInt64
    let threads: Int
    /// Generations at which test pictures are answered besides.
    let looks: [Int]
    /// Shown the paths of the first task and then of PathNet's second.
    var watch: PathWatch?
    let check: @Sendable () throws -> Void

    /// Both tasks under all conditions.
    /// - Throws: what `check` throws.
    func run() throws -> Outcome {
        let (firstSearch, secondSearch) = (search(first), search(second))
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
            "evolved": { try learned("evolved") { try watched(firstSearch).evolve(&$0, using: &$1) } },
            "fixed": {
                try learned("fixed") { try firstSearch.train(fixed: deNovoPath, &$0, rate: recipe.rate, using: &$1) }
            },
            Condition.deNovo.rawValue: {
                try learned("de novo") { try secondSearch.train(fixed: deNovoPath, &$0, rate: recipe.rate, using: &$1) }
            },
        ])
        guard let evolved = begun["evolved"], let fixed = begun["fixed"] else { return empty }
        var conditions = begun.filter { Condition(rawValue: $0.key) != nil }.mapValues(\.outcome)
        let later = try Parts(threads: threads).run([
            Condition.fineTuning.rawValue: {
                try learned("fine-tuning", from: fixed.network) { network, random in
                    network.renewReadout(using: &random)
                    return try secondSearch.train(fixed: deNovoPath, &network, rate: fineTuningRate, using: &random)
                }
            },
            Condition.pathNet.rawValue: {
                try transferred(evolved, watched(secondSearch), freezing: evolved.outcome.path)
            },
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
            first: first.classes, second: second.classes, evolved: evolved.outcome, fixed: fixed.outcome,
            conditions: conditions,
            reused: Genome.overlap(evolved.outcome.path, path),
            reusedByChance: Genome.chanceOverlap(evolved.outcome.path, path, modules: recipe.shape.modules),
            frozenParameters: later[Condition.pathNet.rawValue]?.network.frozenParameterCount ?? 0)
    }

    /// The second task under fine-tuning alone, with rates to be tried: nothing else is learned.
    func fineTuned(at rates: [Double]) throws -> [PathSearch.Outcome] {
        let path = fixedPath
        let fixed = try learned("fixed") {
            try search(first).train(fixed: path, &$0, rate: recipe.rate, using: &$1)
        }
        return try TaskThreads.map(rates.count, threads: threads) { place in
            try learned("fine-tuning", from: fixed.network) { network, random in
                network.renewReadout(using: &random)
                return try search(second).train(fixed: path, &network, rate: rates[place], using: &random)
            }.outcome
        }
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

    private func search(_ task: PathTask) -> PathSearch {
        PathSearch(recipe: recipe, task: task, looks: looks, check: check)
    }

    private func watched(_ search: PathSearch) -> PathSearch {
        var search = search
        search.watch = watch
        return search
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

    private var empty: Outcome {
        let none = PathSearch.Outcome(generations: 0, isLearned: false, path: [])
        return Outcome(
            first: first.classes, second: second.classes, evolved: none, fixed: none, conditions: [:], reused: 0,
            reusedByChance: 0, frozenParameters: 0)
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
