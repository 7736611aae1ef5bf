/// The settings that are tried on the validation part, for each method its own. The first of equals wins.
struct ForecastCandidates: Codable, Hashable, Sendable {
    /// Perceptrons.
    var perceptron: [PerceptronForecast.Recipe]
    /// Spiking networks.
    var spiking: [SpikingForecast.Recipe]

    /// Six perceptrons and three spiking networks: two rates, and one with the 16 delays of SpikeProp.
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
        var slow = SpikingForecast.Recipe()
        slow.schedule.epochs = epochs
        var fast = slow
        fast.schedule.rate = 2 * slow.schedule.rate
        var classic = slow
        classic.delays = DelayedSynapses.delays(16)
        classic.hidden = 10
        return ForecastCandidates(perceptron: perceptrons, spiking: [slow, fast, classic])
    }
}
