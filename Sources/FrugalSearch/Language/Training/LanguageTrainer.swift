import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains language models: searched cells and LSTMs alike, with the methods of AWD-LSTM.
///
///     var model = LanguageModel(words: corpus.vocabulary.count, core: cell, using: &stream)
///     let state = try LanguageTrainer(recipe, corpus, seed: 1).train(&model)
///     print(state.best?.validation.perplexity)
///
/// Gradient descent with one rate, scaled by the window's length; gradients clipped by their norm; hidden states carried over
/// from window to window; weights averaged once validation stops improving (Merity et al. 2018). Window lengths and all
/// that is dropped are functions of the seed and the place in the text, so that a training that was killed goes on bit by bit
/// as if it had not been. The model handed out is that of the best look at the validation part.
public struct LanguageTrainer: Sendable {
    /// The settings.
    public let recipe: LanguageRecipe
    /// The training part.
    public let text: TextColumns
    /// The validation part.
    public let validation: LanguageScorer
    /// The seed of window lengths and of what is dropped.
    public let seed: UInt64

    /// A trainer.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be, of kind `data` for texts that are too short.
    public init(
        _ recipe: LanguageRecipe, training: [Int32], validation: [Int32], seed: UInt64, device: Device = .cpu
    ) throws {
        try recipe.check()
        self.recipe = recipe
        self.seed = seed
        text = try TextColumns(training, batch: recipe.batch, on: device)
        self.validation = try LanguageScorer(
            validation, batch: recipe.validationBatch, window: recipe.windows.mean, on: device)
    }

    /// A trainer on the parts of a corpus.
    public init(_ recipe: LanguageRecipe, _ corpus: LanguageCorpus, seed: UInt64, device: Device = .cpu) throws {
        try self.init(
            recipe, training: corpus.training, validation: corpus.validation, seed: seed, device: device)
    }

    /// Trains `model` from the start, or from where a checkpoint stands.
    /// - Parameters:
    ///   - model: what is trained, with fresh weights; at the end that of the best look, on the trainer's device.
    ///   - checkpoint: the file to go on from, and to save to some times a second; nil for none.
    ///   - check: called at every window; what it throws ends training after the state is saved.
    ///   - progress: told after every window.
    /// - Returns: how training went.
    /// - Throws: ``FrugalError``: `training` where numbers stop being numbers again and again, `conflict` for a checkpoint of
    ///   other settings; the errors of a damaged checkpoint; `TensorError` where memory ends; what `check` throws.
    @discardableResult
    public func train<Core: RecurrentCore>(
        _ model: inout LanguageModel<Core>, checkpoint: URL? = nil, check: () throws -> Void = {},
        progress: (LanguageState) -> Void = { _ in }
    ) throws -> LanguageState {
        model.dropout = recipe.dropout
        var session = LanguageSession(self, model, identity: try identity(of: model))
        let file = checkpoint.map { TrainingCheckpoint<LanguageRun<Core>>(at: $0, of: .language) }
        try session.load(from: file, named: checkpoint?.path ?? "")
        defer { model = session.run.best.kept }
        var pace = SavingInterval()
        while session.progress < 1 {
            try session.advance(check)
            progress(session.state)
            try pace.save { if let file { try session.save(to: file) } }
            do { try check() } catch {
                if let file { try session.save(to: file) }
                throw error
            }
        }
        if session.state.looks.last?.step != session.state.step {
            try session.look(check)
            progress(session.state)
        }
        if let file { try session.save(to: file) }
        return session.state
    }

    /// What tells this training from another.
    private func identity<Core>(of model: LanguageModel<Core>) throws -> String {
        let settings = String(decoding: try TrackJSON.encode(recipe, onOneLine: true), as: UTF8.self)
        return
            "\(settings) \(text.length)x\(text.batch)+\(validation.text.length) words, \(model.parameterCount) weights"
    }
}
