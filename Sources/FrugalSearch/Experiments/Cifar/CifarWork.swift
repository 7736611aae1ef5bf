import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The parts of the table, each saved in the folder of the run.
struct CifarWork: Sendable {
    let settings: CifarSettings
    let data: CifarData
    let context: ExperimentContext
    /// The family whose networks are searched among.
    let searched: EnasMicro
    /// The same with the sizes of the final training.
    let larger: EnasMicro

    init(_ settings: CifarSettings, _ data: CifarData, _ context: ExperimentContext) throws {
        self.settings = settings
        self.data = data
        self.context = context
        searched = try EnasMicro(settings.searchNetwork)
        larger = try EnasMicro(settings.finalNetwork)
    }

    /// The methods that search.
    private var methods: [CifarMethod] {
        settings.sharesRandomly ? [.enas, .randomShared, .evolution, .random] : [.enas, .evolution, .random]
    }

    /// `body` of each, as many side by side as there are processor threads: a child is too small to be shared out.
    func each<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ body: @Sendable (Item) throws -> Result
    ) throws -> [Result] {
        try TaskThreads.map(items.count, threads: context.device == .cpu ? Engine.threads : 1) { try body(items[$0]) }
    }

    /// All searches.
    func search() throws -> [CifarFinding] {
        let items = context.seeds.flatMap { seed in methods.map { (method: $0, seed: seed) } }
        return try each(items) { item in
            let finding = try context.part("\(item.method.key)-seed\(item.seed)") {
                switch item.method {
                case .enas, .randomShared: try sharedSearch(item.method, seed: item.seed)
                case .evolution, .random, .residual: try trialSearch(item.method, seed: item.seed)
                }
            }
            context.say(
                "\(item.method.rawValue), seed \(item.seed): \(Humanise.percent(finding.searchScore, decimals: 1)) on validation, "
                    + "\(finding.scored) scored, \(Humanise.duration(finding.seconds)): \(finding.architecture)")
            return finding
        }
    }

    private func enas(_ method: CifarMethod, seed: UInt64) throws -> EnasSearch<EnasMicro> {
        var enas = settings.enas
        enas.children = method == .enas ? .policy : .uniform
        return try EnasSearch(searched, data.search, settings: enas, seed: seed, device: context.device)
    }

    private func checkpoint(_ method: CifarMethod, seed: UInt64) -> URL {
        context.folder.file("\(method.key)-seed\(seed).safetensors")
    }

    private func sharedSearch(_ method: CifarMethod, seed: UInt64) throws -> CifarFinding {
        let name = "\(method.key)-seed\(seed)"
        let result = try enas(method, seed: seed).run(
            checkpoint: checkpoint(method, seed: seed), check: context.checkpoint
        ) { state in
            let last = state.epochs.last.flatMap(\.reward).map { "reward \(Humanise.percent($0, decimals: 1))" }
            context.progress(name, state.epochs.count, settings.enas.epochs, last)
        }.result
        for (number, epoch) in result.state.epochs.enumerated() {
            try context.folder.scalar("\(name)/loss", epoch.loss, step: number)
            if let reward = epoch.reward { try context.folder.scalar("\(name)/reward", reward, step: number) }
            if let entropy = epoch.entropy { try context.folder.scalar("\(name)/entropy", entropy, step: number) }
        }
        return CifarFinding(
            method: method, seed: seed, architecture: result.best.architecture,
            searchScore: result.best.correct.share, scored: result.candidates.count,
            pictures: Double(result.state.steps * settings.enas.batchSize)
                + Double(result.state.rewardedExamples + result.choiceExamples) / 3,
            seconds: result.state.seconds + result.choiceSeconds, epochs: result.state.epochs,
            probability: result.probability)
    }

    private func trialSearch(_ method: CifarMethod, seed: UInt64) throws -> CifarFinding {
        let name = "\(method.key)-seed\(seed)"
        let file = "\(name)-trials.json"
        var done = try context.folder.saved(CifarTrials.self, as: file) ?? CifarTrials()
        var searcher: any Searcher =
            method == .evolution
            ? try RegularizedEvolution(searched.space, settings: settings.evolution, seed: seed)
            : RandomSearch(searched.space, seed: seed)
        while done.trials.count < settings.trials {
            let number = done.trials.count
            let prefix = searcher.prefix(for: number)
            let proposal = try searcher.propose(
                number, after: Array(done.trials[..<prefix]), pending: done.trials[prefix...].map(\.proposal))
            var stream = RandomStream(seed: seed, stream: UInt64(number)).named("weights")
            let network = try searched.build(
                proposal.architecture, for: data.search.shape, classes: data.search.classes, using: &stream)
            let trainer = try ChildTrainer(
                settings.trial, data.search, seed: seed &* 1_000 &+ UInt64(number), device: context.device)
            let state = try Self.train(network, trainer, checkpoint: nil, check: context.checkpoint).state
            done.trials.append(Trial(number, proposal, .scored(state.accuracy ?? 0)))
            done.seconds += state.seconds
            try context.folder.save(done, as: file)
            let best = done.trials.compactMap(\.score).max() ?? 0
            context.progress(name, done.trials.count, settings.trials, Humanise.percent(best, decimals: 1))
        }
        // Of equals the earliest.
        let best = done.trials.max { ($0.score ?? 0, $1.number) < ($1.score ?? 0, $0.number) } ?? done.trials[0]
        return CifarFinding(
            method: method, seed: seed, architecture: best.proposal.architecture, searchScore: best.score ?? 0,
            scored: done.trials.count, pictures: Double(done.trials.count) * settings.trialPictures,
            seconds: done.seconds, trials: done.trials)
    }

    /// How the shared weights of each seed order the architectures that random search trained alone.
    func orders(_ findings: [CifarFinding]) throws -> [CifarOrder] {
        try each(context.seeds) { seed in
            try context.part("order-seed\(seed)") {
                let trials = findings.first { $0.method == .random && $0.seed == seed }?.trials ?? []
                let search = try enas(.enas, seed: seed)
                let shared = try search.shared(from: checkpoint(.enas, seed: seed))
                return CifarOrder(
                    shared: try trials.map { trial in
                        try search.sharedScorer.score(
                            shared.child(trial.proposal.architecture), on: data.search.validationIndices,
                            check: context.checkpoint
                        ).share
                    },
                    alone: trials.map { $0.score ?? 0 })
            }
        }
    }
}

/// Trials so far, and what they took.
struct CifarTrials: Codable, Sendable {
    var trials: [Trial] = []
    var seconds = 0.0
}
