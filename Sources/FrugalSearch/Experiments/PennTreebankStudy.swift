import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The parts of the Penn Treebank experiment, in the order in which they run.
struct PennTreebankStudy: Sendable {
    let settings: PennTreebankExperiment.Settings
    let corpus: LanguageCorpus
    let context: ExperimentContext
    /// How many trainings run side by side, a thread each; on another device than the processor one at a time.
    let lanes: Int

    init(_ settings: PennTreebankExperiment.Settings, _ corpus: LanguageCorpus, _ context: ExperimentContext) {
        self.settings = settings
        self.corpus = corpus
        self.context = context
        lanes = context.device == .cpu ? Engine.threads : 1
    }

    /// Searches, trains what was found beside what is known, and reads the test part once in the end. What is finished is
    /// read back from the run's folder.
    func reproduction(id: String, title: String) throws -> Reproduction {
        let searches = try searches()
        let rankings = try rankings(of: searches)
        let trained = try finals(of: searches)
        let finals = try test(trained.compactMap(\.final))
        return Reproduction(
            id: id, title: title, scale: context.scale, scaledDown: context.scale == .quick ? scaledDown : [],
            protocolLines: protocolLines(searches), seeds: context.seeds,
            rows: rows(searches, rankings, finals, trained.compactMap(\.failure)),
            ledger: LedgerRecord(parameters: finals.first?.parameters, multiplyAdds: finals.first?.multiplyAdds))
    }

    /// A search with its seed.
    struct Search: Codable, Sendable {
        /// `ENAS` or `random`.
        var searcher: String
        var result: RecurrentSearchResult

        var seconds: Double { result.sharedSeconds + result.controllerSeconds + result.selectionSeconds }
    }

    /// ENAS and random search with shared weights, once a seed each.
    func searches() throws -> [Search] {
        let jobs = ["ENAS", "random"].flatMap { name in context.seeds.map { (name, $0) } }
        return try TaskThreads.map(jobs.count, threads: lanes) { job in
            let (searcher, seed) = jobs[job]
            let name = "search-\(searcher.lowercased())-\(seed)"
            return try context.part(name) {
                var own = settings.search
                own.usesController = searcher == "ENAS"
                let search = try RecurrentSearch(
                    own, training: corpus.training, validation: corpus.validation, vocabulary: corpus.vocabulary.count,
                    seed: seed, device: context.device)
                let result = try search.run(
                    checkpoint: context.folder.file("\(name).safetensors"), check: context.checkpoint
                ) { share, reward in
                    context.progress(
                        name, Int(1000 * share), 1000, reward.map { "reward \(Humanise.fixed($0, 3))" })
                }
                if let best = result.candidates.first {
                    context.say(
                        "\(searcher), seed \(seed): \(best.plan), perplexity with shared weights "
                            + Humanise.fixed(best.sharedPerplexity, 1))
                }
                return Search(searcher: searcher, result: result)
            }
        }
    }

    /// A cell with its perplexity with shared weights and after a training of its own.
    struct Ranking: Codable, Sendable {
        var plan: RecurrentPlan
        var shared: Double
        /// Nil for a cell whose training came apart.
        var final: Double?
        var seconds: Double
    }

    /// Trains candidates of the first random search, drawn evenly from best to worst, as they would be trained in the end.
    func rankings(of searches: [Search]) throws -> [Ranking] {
        guard let search = searches.first(where: { $0.searcher == "random" }), settings.rankedCells > 1 else {
            return []
        }
        let all = search.result.candidates
        let count = min(settings.rankedCells, all.count)
        let chosen = (0..<count).map { all[count > 1 ? $0 * (all.count - 1) / (count - 1) : 0] }
        return try TaskThreads.map(count, threads: lanes) { place in
            let candidate = chosen[place]
            let name = "ranked-\(place + 1)"
            return try context.part(name) {
                let begin = ContinuousClock.now
                let trained = try attempt(.cell(candidate.plan), "ranked cell", seed: context.seeds[0], as: name)
                return Ranking(
                    plan: candidate.plan, shared: candidate.sharedPerplexity, final: trained.final?.validation,
                    seconds: trained.final?.seconds ?? (ContinuousClock.now - begin) / .seconds(1))
            }
        }
    }

    /// A model that was trained wholly.
    struct Final: Codable, Sendable {
        /// Whose row it belongs to.
        var name: String
        var seed: UInt64
        var plan: RecurrentPlan?
        /// Validation perplexity of the best look.
        var validation: Double
        var parameters: Int
        /// Multiply-adds for one word.
        var multiplyAdds: Int
        var steps: Int
        /// Words read in training, with repetitions.
        var words: Int
        var seconds: Double
        /// Test perplexity, once it was read.
        var test: Double?
    }

    /// What came of a training: a model, or why there is none, which is a result too.
    struct Attempt: Codable, Sendable {
        var final: Final?
        var failure: String?
    }

    private func attempt(
        _ model: PennTreebankModel, _ row: String, seed: UInt64, as name: String
    ) throws -> Attempt {
        do {
            return Attempt(final: try train(model, row, seed: seed, as: name))
        } catch let error as FrugalError where error.kind == .training {
            return Attempt(failure: "\(row), seed \(seed): \(error.problem)")
        }
    }

    /// Trains the published cell, the LSTMs, and what each search chose, once a seed.
    func finals(of searches: [Search]) throws -> [Attempt] {
        let jobs = context.seeds.flatMap { seed in
            PennTreebankRow.allCases.compactMap { row in model(of: row, seed, searches).map { (row, seed, $0) } }
        }
        return try TaskThreads.map(jobs.count, threads: lanes) { job in
            let (row, seed, model) = jobs[job]
            return try context.part("final-\(row.rawValue)-\(seed)") {
                let trained = try attempt(model, row.rawValue, seed: seed, as: "final-\(row.rawValue)-\(seed)")
                let result = trained.final.map { "validation perplexity \(Humanise.fixed($0.validation, 2))" }
                context.say("\(row.title), seed \(seed): \(result ?? trained.failure ?? "")")
                return trained
            }
        }
    }

    private func model(of row: PennTreebankRow, _ seed: UInt64, _ searches: [Search]) -> PennTreebankModel? {
        func chosen(by searcher: String) -> PennTreebankModel? {
            searches.first { $0.searcher == searcher && $0.result.seed == seed }?.result.chosen.map { .cell($0) }
        }
        switch row {
        case .published: return .cell(.published)
        case .enas: return chosen(by: "ENAS")
        case .random: return chosen(by: "random")
        case .awdLSTM: return .lstm(settings.awdLSTM)
        case .plainLSTM: return settings.plainLSTM.map { .lstm($0) }
        }
    }

    /// Reads the test part, once, and scores every model of ``finals(of:)`` on it.
    func test(_ finals: [Final]) throws -> [Final] {
        try context.part("test") {
            let scorer = try LanguageScorer(
                corpus.readTest(), batch: settings.testBatch, on: context.device)
            return try TaskThreads.map(finals.count, threads: lanes) { place in
                var final = finals[place]
                guard let row = PennTreebankRow(rawValue: final.name) else { return final }
                let model =
                    final.plan.map { PennTreebankModel.cell($0) }
                    ?? .lstm(row == .plainLSTM ? settings.plainLSTM ?? settings.awdLSTM : settings.awdLSTM)
                final.test = try test(model, seed: final.seed, as: "final-\(final.name)-\(final.seed)", scorer)
                return final
            }
        }
    }
}
