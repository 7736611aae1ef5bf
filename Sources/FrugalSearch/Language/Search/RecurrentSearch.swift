import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Searches a recurrent cell for language models with shared weights: ENAS, or random search with weight sharing.
///
/// Pham et al. 2018, section 2.2, with the constants of `enas_lm`. In turn the shared weights learn, every window with
/// another cell drawn from the policy, and the policy learns from rewards on validation windows, `80 / perplexity`. In the end
/// many cells are drawn and scored with the shared weights on the same validation windows, and the best is chosen. All that is
/// drawn is a function of the seed and the place, so that a search that was killed goes on bit by bit.
public struct RecurrentSearch: Sendable {
    /// The settings.
    public let settings: RecurrentSearchSettings
    /// The space.
    public let cells: RecurrentSpace
    /// The seed.
    public let seed: UInt64
    let text: TextColumns
    let validation: LanguageScorer
    let vocabulary: Int

    /// A search.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be, of kind `data` for texts that are too short.
    public init(
        _ settings: RecurrentSearchSettings, training: [Int32], validation: [Int32], vocabulary: Int, seed: UInt64,
        device: Device = .cpu
    ) throws {
        try settings.check()
        self.settings = settings
        self.seed = seed
        self.vocabulary = vocabulary
        cells = try RecurrentSpace(nodes: settings.nodes)
        let recipe = settings.shared
        text = try TextColumns(training, batch: recipe.batch, on: device)
        self.validation = try LanguageScorer(
            validation, batch: recipe.validationBatch, window: recipe.windows.mean, on: device)
    }

    /// Searches, from the start or from where a checkpoint stands.
    /// - Parameters:
    ///   - checkpoint: the file to go on from, and to save to some times a second; nil for none.
    ///   - check: called at every window; what it throws ends the search after its state is saved.
    ///   - progress: told the share of the shared training that is done, and the last reward.
    /// - Throws: ``FrugalError``: `training` where numbers stop being numbers, `conflict` for a checkpoint of another search;
    ///   the errors of a damaged checkpoint; `TensorError` where memory ends; what `check` throws.
    public func run(
        checkpoint: URL? = nil, check: () throws -> Void = {}, progress: (Double, Double?) -> Void = { _, _ in }
    ) throws -> RecurrentSearchResult {
        var session = try RecurrentSearchSession(self)
        let file = try checkpoint.map { try RecurrentSearchFile($0, of: self) }
        try file?.load(&session)
        var pace = SavingInterval()
        while session.progress < 1 {
            try session.advance(check)
            progress(session.progress, session.state.rewards.last)
            try pace.save { try file?.save(session) }
            do { try check() } catch {
                try file?.save(session)
                throw error
            }
        }
        try file?.save(session)
        return try session.finish(check)
    }
}
