import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// What is trained for a row of the table.
enum PennTreebankModel: Sendable {
    /// A searched or published cell.
    case cell(RecurrentPlan)
    /// A stack of LSTMs with its recipe.
    case lstm(LanguageRecipe)
}

/// A row of the table.
enum PennTreebankRow: String, Codable, CaseIterable, Sendable {
    case published
    case enas
    case random
    case awdLSTM = "awd-lstm"
    case plainLSTM = "lstm"

    /// The row's name in the table.
    var title: String {
        switch self {
        case .published: "published ENAS cell"
        case .enas: "cell found by ENAS"
        case .random: "cell found by random search"
        case .awdLSTM: "AWD-LSTM"
        case .plainLSTM: "LSTM without DropConnect"
        }
    }
}

extension PennTreebankStudy {
    /// Trains a model with the parameter count that all have.
    func train(_ model: PennTreebankModel, _ name: String, seed: UInt64, as part: String) throws -> Final {
        var stream = RandomStream(seed: seed).named("weights")
        switch model {
        case .cell(let plan):
            var network = fresh(plan, using: &stream)
            let state = try train(&network, settings.cell, seed: seed, as: part)
            return final(name, seed, plan, network, state)
        case .lstm(let recipe):
            var network = fresh(recipe, using: &stream)
            let state = try train(&network, recipe, seed: seed, as: part)
            return final(name, seed, nil, network, state)
        }
    }

    /// The test perplexity of a model whose training has ended, from its checkpoint.
    func test(_ model: PennTreebankModel, seed: UInt64, as part: String, _ scorer: LanguageScorer) throws -> Double {
        var stream = RandomStream(seed: seed).named("weights")
        switch model {
        case .cell(let plan):
            var network = fresh(plan, using: &stream)
            try train(&network, settings.cell, seed: seed, as: part)
            return try scorer.score(network, check: context.checkpoint).perplexity
        case .lstm(let recipe):
            var network = fresh(recipe, using: &stream)
            try train(&network, recipe, seed: seed, as: part)
            return try scorer.score(network, check: context.checkpoint).perplexity
        }
    }

    private func fresh(_ plan: RecurrentPlan, using stream: inout RandomStream) -> LanguageModel<RecurrentCell> {
        let (words, range) = (corpus.vocabulary.count, settings.cell.range)
        let width = EqualWidth.width(for: settings.parameters) {
            LanguageModel<RecurrentCell>.parameterCount(words: words, nodes: plan.nodes.count, width: $0)
        }
        return LanguageModel(
            words: words, core: RecurrentCell(plan, width: width, range: range, using: &stream), range: range,
            using: &stream)
    }

    private func fresh(_ recipe: LanguageRecipe, using stream: inout RandomStream) -> LanguageModel<LSTMCore> {
        let words = corpus.vocabulary.count
        let width = EqualWidth.width(for: settings.parameters) {
            LanguageModel<LSTMCore>.parameterCount(words: words, shape: settings.lstm, width: $0)
        }
        return LanguageModel(
            words: words, core: LSTMCore(settings.lstm, width: width, using: &stream), range: recipe.range,
            using: &stream)
    }

    @discardableResult
    private func train<Core: RecurrentCore>(
        _ network: inout LanguageModel<Core>, _ recipe: LanguageRecipe, seed: UInt64, as part: String
    ) throws -> LanguageState {
        let trainer = try LanguageTrainer(recipe, corpus, seed: seed, device: context.device)
        let total = Int(recipe.epochs * Double(trainer.text.length * trainer.text.batch))
        return try trainer.train(
            &network, checkpoint: context.folder.file("\(part).safetensors"), check: context.checkpoint
        ) { state in
            let best = state.best.map { "perplexity \(Humanise.fixed($0.validation.perplexity, 1))" }
            context.progress(part, state.words, total, best)
        }
    }

    private func final<Core: RecurrentCore>(
        _ name: String, _ seed: UInt64, _ plan: RecurrentPlan?, _ network: LanguageModel<Core>, _ state: LanguageState
    ) -> Final {
        Final(
            name: name, seed: seed, plan: plan, validation: state.best?.validation.perplexity ?? .infinity,
            parameters: network.parameterCount,
            // Every weight of the core and of the softmax multiplies once a word; biases add.
            multiplyAdds: network.parameters.filter { $0.shape.count > 1 }.reduce(0) { $0 + $1.count },
            steps: state.step, words: state.words, seconds: state.seconds)
    }
}
