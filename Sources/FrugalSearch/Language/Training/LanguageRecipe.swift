import FrugalTrack

/// How a language model is trained.
public struct LanguageRecipe: Codable, Hashable, Sendable {
    /// Columns that are read side by side.
    public var batch = 64
    /// How long the windows are.
    public var windows = WindowLength()
    /// Passes over the training part; the last may be a part of one.
    public var epochs = 3000.0
    /// The rate of gradient descent for a window of the mean length.
    public var learningRate = 20.0
    /// The share of the training, at its end, over which the rate falls evenly to nothing; 0 in the published protocols.
    public var cooldown = 0.0
    /// The largest norm of a gradient.
    public var clip = 0.25
    /// The weight of the squared parameters in the loss, halved. Parameters that a model does not have are not decayed.
    public var weightDecay = 1.6e-6
    /// The weight of the mean squared output in the loss: activation regularisation (Merity et al. 2018).
    public var alpha = 0.7
    /// The weight of the mean squared change of the output from step to step: slowness, temporal activation regularisation.
    public var beta = 0.0
    /// What is dropped.
    public var dropout = LanguageDropout()
    /// Weights are drawn evenly between ± this.
    public var range = 0.05
    /// Looks at the validation part an epoch.
    public var looksPerEpoch = 1
    /// Weights are averaged from the first look on that is worse than the best of those at least this many looks before it
    /// (non-monotonic triggering, Merity et al. 2018); nil for never.
    public var patience: Int? = 10
    /// Columns of the validation part.
    public var validationBatch = 64
    /// How often a training may go back to the weights of the last look because numbers stopped being numbers.
    public var rollbacks = 20
    /// Whether products are computed in bfloat16.
    public var usesBFloat16 = false

    /// The final training of `enas_lm`, without dropout.
    public init() {}

    /// The final training of `enas_lm` (`fixed_lib.py`): width 800, 3,000 epochs.
    public static var enasFinal: LanguageRecipe {
        var recipe = LanguageRecipe()
        recipe.dropout.word = 0.125
        recipe.dropout.embedding = 0.175
        recipe.dropout.input = 0.725
        recipe.dropout.nodes = 0.225
        recipe.dropout.output = 0.75
        return recipe
    }

    /// The shared weights of `enas_lm` (`child.py`): width 200, 600 epochs. Its weight decay, which squares twice, is taken
    /// as if it squared once.
    public static var enasShared: LanguageRecipe {
        var recipe = LanguageRecipe()
        recipe.batch = 128
        recipe.validationBatch = 128
        recipe.epochs = 600
        recipe.clip = 0.1
        (recipe.alpha, recipe.beta) = (0, 1)
        recipe.range = 0.04
        recipe.patience = nil
        recipe.weightDecay = 8e-7
        recipe.dropout.word = 0.1
        recipe.dropout.embedding = 0.2
        recipe.dropout.input = 0.75
        recipe.dropout.nodes = 0.25
        recipe.dropout.output = 0.75
        return recipe
    }

    /// AWD-LSTM as `enas_lm` trains it (`lstm_lib.py`): embedding 400, two of three layers 1,100 wide. Activations are
    /// regularised at the last layer, as the paper has it; that code does so at all others.
    public static var awdLSTM: LanguageRecipe {
        var recipe = LanguageRecipe()
        (recipe.batch, recipe.validationBatch) = (12, 12)
        recipe.windows.mean = 70
        recipe.epochs = 500
        recipe.weightDecay = 2.4e-6
        (recipe.alpha, recipe.beta) = (2, 1)
        recipe.range = 0.1
        recipe.patience = 7
        recipe.dropout.word = 0.1
        recipe.dropout.embedding = 0.65
        recipe.dropout.nodes = 0.3
        recipe.dropout.output = 0.4
        recipe.dropout.weight = 0.5
        return recipe
    }

    /// Refuses settings that cannot be.
    /// - Throws: ``FrugalError`` of kind `usage` that names the setting.
    public func check() throws {
        func refuse(_ name: String, _ problem: String) throws {
            throw FrugalError(.usage, "language recipe, \(name)", problem)
        }
        if batch < 1 || validationBatch < 1 { try refuse("batch", "there must be at least one column") }
        if windows.mean < 1 || windows.reserve < 0 { try refuse("windows", "a window has at least one word") }
        if !(windows.deviation >= 0 && windows.deviation < 1e6) { try refuse("windows", "the deviation is no length") }
        if !(epochs > 0 && epochs.isFinite) { try refuse("epochs", "there must be something to train") }
        if !(learningRate > 0 && learningRate.isFinite) { try refuse("learningRate", "it must be above 0") }
        if !(0...1).contains(cooldown) { try refuse("cooldown", "it is a share, between 0 and 1") }
        if !(clip > 0) { try refuse("clip", "it must be above 0") }
        if looksPerEpoch < 1 { try refuse("looksPerEpoch", "there must be at least one look an epoch") }
        if let patience, patience < 1 { try refuse("patience", "it must be at least 1") }
        for (name, rate) in dropout.rates where !(rate >= 0 && rate < 1) {
            try refuse("dropout.\(name)", "\(rate) is no share below 1")
        }
    }

    /// The share of the learning rate at a progress between 0 and 1.
    func rateShare(at progress: Double) -> Double {
        cooldown > 0 && progress > 1 - cooldown ? max(0, (1 - progress) / cooldown) : 1
    }
}
