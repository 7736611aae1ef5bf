extension PennTreebankExperiment {
    /// The protocol of `enas_lm`: cells of width 800, searched with shared weights of width 200, and AWD-LSTM; a GPU's.
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

    /// Minutes on two processor cores: a million parameters, and one pass over the text instead of thousands.
    ///
    /// Tried on 250,000 words, one seed, by validation perplexity. Cell: batches of 32 (at an even rate), 20 and 10 gave
    /// 475, 392 and 299, by more steps from the same words; rates of 10, 20 and 30 gave 364, 299 and 324; bounds of 0.5, 1
    /// and 2 gave 316, 299 and 363. LSTM: rates of 10, 20 and 30 gave 350, 335 and 310 (20 with a wider start 317); two
    /// layers 459. On the whole text, with four times the steps, cells with a bound of 1 came apart now and then; 0.25 is AWD-LSTM's.
    static var quick: Settings {
        var recipe = LanguageRecipe()
        (recipe.batch, recipe.validationBatch) = (10, 32)
        recipe.clip = 0.25
        recipe.epochs = 1
        recipe.cooldown = 0.5
        (recipe.alpha, recipe.beta) = (0, 0)
        recipe.weightDecay = 0
        recipe.looksPerEpoch = 2
        recipe.patience = nil
        var lstm = recipe
        lstm.range = 0.1
        lstm.learningRate = 30
        var awd = lstm
        awd.dropout.weight = 0.1
        return Settings(
            parameters: 1_000_000, cell: recipe, awdLSTM: awd, plainLSTM: lstm, lstm: LSTMCore.Shape(layers: 1),
            search: quickSearch(recipe), rankedCells: 10, testBatch: 10)
    }

    private static func quickSearch(_ recipe: LanguageRecipe) -> RecurrentSearchSettings {
        var search = RecurrentSearchSettings()
        search.nodes = RecurrentPlan.published.nodes.count
        search.shared = recipe
        search.shared.epochs = 0.5
        search.shared.cooldown = 0
        search.shared.learningRate = 10
        search.width = 64
        search.roundsPerEpoch = 20
        (search.updates, search.samples) = (6, 10)
        // With sixty updates the published rate would leave the policy as it begins; 0.01 nearly did.
        search.learning.learningRate = 0.02
        search.learning.baseline = .batch
        search.learning.baselineDecay = 0.8
        search.candidates = 100
        search.candidateWindows = 4
        return search
    }
}
