import FrugalNN
import FrugalTensor
import FrugalTrack

/// A few-shot network of the Omniglot table: how it is made and trained, and which columns it answers.
struct OmniglotNetwork: Codable, Sendable {
    /// The method, as the table names it.
    var method: String
    /// How it is made and trained.
    var recipe: MetricRecipe
    /// The shots of the columns that it answers.
    var shots: [Int]

    /// A name for files: `matching-networks-1-shot`.
    var key: String {
        let words = method.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }.split(separator: " ")
        return words.joined(separator: "-") + "-" + shots.map(String.init).joined(separator: "-") + "-shot"
    }

    /// Whether an answer depends on the whole support at once, not on pairs of pictures.
    var readsWholeSupport: Bool {
        if case .fullContext = recipe.comparison { return true }
        return false
    }

    /// The columns that it answers.
    var columns: [EpisodeShape] { OmniglotTable.columns.filter { shots.contains($0.shots.lowerBound) } }

    /// Trains it, or reads back what an earlier process trained.
    /// - Throws: ``FrugalError`` of kind `interrupted` where it was stopped, and what training throws.
    func trained(
        on pools: OmniglotPools, seed: UInt64, in context: ExperimentContext
    ) throws -> (model: MetricNetwork, state: EpisodicState) {
        let name = "\(key)-seed\(seed)"
        let trainer = try EpisodicTrainer<MetricNetwork>(
            recipe.training, training: pools.training, validation: pools.validation, seed: seed,
            checkpoint: context.folder.file("\(name).safetensors"))
        return try trainer.train(
            recipe.network(pictures: pools.training.pictureShape, seed: seed),
            observer: { state in
                let best = state.best.map { "\(Humanise.percent($0.accuracy, decimals: 2)) on validation" }
                context.progress(name, state.episode, recipe.training.episodes, best)
            }, shouldStop: context.shouldStop)
    }
}
