/// The settings that are tried on the validation part, for each method its own. The first of equals wins.
struct ForecastCandidates: Codable, Hashable, Sendable {
    /// Perceptrons.
    var perceptron: [PerceptronForecast.Recipe]
    /// Spiking networks.
    var spiking: [SpikingForecast.Recipe]

    /// Six perceptrons and four spiking networks: one twice as large, one without direct times, and one with the 16
    /// delays of SpikeProp.
    static func candidates(epochs: Int) -> ForecastCandidates {
        let hidden = [[32], [64], [64, 64]]
        let perceptrons = hidden.flatMap { hidden in
            [1e-4, 1e-1].map { decay -> PerceptronForecast.Recipe in
                var recipe = PerceptronForecast.Recipe.standard
                recipe.hidden = hidden
                recipe.weightDecay = decay
                return recipe
            }
        }
        var plain = SpikingForecast.Recipe()
        plain.schedule.epochs = epochs
        var large = plain
        large.hidden = 80
        var fieldsOnly = plain
        fieldsOnly.hasDirectTimes = false
        var classic = plain
        classic.delays = DelayedSynapses.delays(16)
        classic.hidden = 10
        return ForecastCandidates(perceptron: perceptrons, spiking: [plain, large, fieldsOnly, classic])
    }
}
