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
    let searched: any NetworkFamily
    /// The same with the sizes of the final training.
    let larger: any NetworkFamily

    init(_ settings: CifarSettings, _ data: CifarData, _ context: ExperimentContext) throws {
        self.settings = settings
        self.data = data
        self.context = context
        if let strings = settings.strings {
            searched = try ReinforcementStrings(depths: strings.least...strings.most, filters: strings.filters)
            larger = searched
        } else {
            searched = try EnasMicro(settings.searchNetwork)
            larger = try EnasMicro(settings.finalNetwork)
        }
    }

    /// `body` of each, as many side by side as there are processor threads: a child is too small to be shared out.
    func each<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ body: @Sendable (Item) throws -> Result
    ) throws -> [Result] {
        try TaskThreads.map(items.count, threads: context.device == .cpu ? Engine.threads : 1) { try body(items[$0]) }
    }

    /// All searches.
    func search() throws -> [CifarFinding] {
        let items = context.seeds.flatMap { seed in settings.methods.map { (method: $0, seed: seed) } }
        return try each(items) { item in
            let finding = try context.part("\(item.method.key)-seed\(item.seed)") {
                switch item.method {
                case .enas, .randomShared: try sharedSearch(item.method, seed: item.seed)
                case .reinforce, .evolution, .random, .residual: try trialSearch(item.method, seed: item.seed)
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
        return try EnasSearch(
            EnasMicro(settings.searchNetwork), data.search, settings: enas, seed: seed, device: context.device)
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
            entropies: result.state.epochs.compactMap(\.entropy), probability: result.probability)
    }

    private func searcher(_ method: CifarMethod, seed: UInt64) throws -> any Searcher {
        switch method {
        case .reinforce: try ReinforceSearch(searched.space, settings: settings.reinforce, seed: seed)
        case .evolution: try RegularizedEvolution(searched.space, settings: settings.evolution, seed: seed)
        case .enas, .randomShared, .random, .residual: RandomSearch(searched.space, seed: seed)
        }
    }

    private func trialSearch(_ method: CifarMethod, seed: UInt64) throws -> CifarFinding {
        let name = "\(method.key)-seed\(seed)"
        let file = "\(name)-trials.json"
        let search = InProcessSearch(
            searched, data.search, recipe: settings.trial, seed: seed, device: context.device,
            looks: settings.trialLooks)
        let searcher = try searcher(method, seed: seed)
        let done = try search.run(
            searcher, from: context.folder.saved(InProcessSearch.State.self, as: file) ?? .init(),
            checkpoint: context.folder.file("\(name)-trial.safetensors"),
            isEnough: { $0.trials.count >= settings.trials }, check: context.checkpoint
        ) { state in
            try context.folder.save(state, as: file)
            context.progress(
                name, state.trials.count, settings.trials,
                Humanise.percent(state.best?.score ?? 0, decimals: 1))
        }
        guard let best = done.best, let score = best.score else {
            throw FrugalError(.training, name, "none of its children could be trained")
        }
        var finding = CifarFinding(
            method: method, seed: seed, architecture: best.proposal.architecture, searchScore: score,
            scored: done.trials.count, pictures: Double(done.trials.count) * settings.trialPictures,
            seconds: done.seconds, trials: done.trials)
        if var controller = searcher as? ReinforceSearch {
            finding.probability = try controller.mostProbable(after: done.trials).probability
            finding.entropies = controller.entropies
        }
        return finding
    }

    /// How the shared weights of each seed order the architectures that random search trained alone.
    func orders(_ findings: [CifarFinding]) throws -> [CifarOrder] {
        guard settings.methods.contains(.enas), settings.methods.contains(.random) else { return [] }
        return try each(context.seeds) { seed in
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
