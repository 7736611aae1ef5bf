extension PennTreebankExperiment {
    /// The protocol of `enas_lm`: cells of width 800, searched with shared weights of width 200, and AWD-LSTM; for a GPU.
    static var full: Settings {
        let words = 10_000
        var search = RecurrentSearchSettings()
        search.nodes = RecurrentPlan.published.nodes.count
        search.candidates = 2000
        search.candidateWindows = 16
        var plain = LanguageRecipe.awdLSTM
        plain.dropout.weight = 0
        return Settings(
            parameters: LanguageModel<RecurrentCell>.parameterCount(
                words: words, nodes: search.nodes, width: 800),
            cell: .enasFinal, awdLSTM: .awdLSTM, plainLSTM: plain, lstm: LSTMCore.Shape(layers: 3, inner: 2.75),
            search: search, rankedCells: 10, testBatch: 1)
    }

    /// Minutes on two processor cores: a million parameters, and a pass or two over the text instead of thousands.
    static var quick: Settings {
        var recipe = LanguageRecipe()
        (recipe.batch, recipe.validationBatch) = (32, 32)
        recipe.epochs = 1.5
        recipe.cooldown = 0.5
        (recipe.alpha, recipe.beta) = (0, 0)
        recipe.weightDecay = 0
        recipe.looksPerEpoch = 2
        recipe.patience = nil
        var lstm = recipe
        lstm.dropout.weight = 0.1
        return Settings(
            parameters: 1_000_000, cell: recipe, awdLSTM: lstm, plainLSTM: recipe, lstm: LSTMCore.Shape(layers: 1),
            search: quickSearch(recipe), rankedCells: 10, testBatch: 10)
    }

    private static func quickSearch(_ recipe: LanguageRecipe) -> RecurrentSearchSettings {
        var search = RecurrentSearchSettings()
        search.nodes = RecurrentPlan.published.nodes.count
        search.shared = recipe
        search.shared.epochs = 1
        search.shared.cooldown = 0
        search.width = 64
        search.roundsPerEpoch = 10
        (search.updates, search.samples) = (5, 10)
        // A tenth of a percent of the published updates: the published rate would leave the policy as it begins.
        search.learning.learningRate = 5e-3
        search.learning.baseline = .batch
        search.learning.baselineDecay = 0.8
        search.candidates = 100
        search.candidateWindows = 4
        return search
    }
}
