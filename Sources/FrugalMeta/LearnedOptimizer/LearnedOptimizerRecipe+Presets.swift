extension LearnedOptimizerRecipe {
    /// The settings for quadratics, on which tuned optimisers take far larger steps than on networks.
    public static let quadratics: LearnedOptimizerRecipe = {
        var recipe = LearnedOptimizerRecipe()
        recipe.episodes = 300
        recipe.outputScale = 0.1
        recipe.validationEvery = 25
        return recipe
    }()

    /// The settings for the MNIST perceptron: an eighth of its coordinates enters the network's gradient. The paper's
    /// objective: in 200 episodes it ends at 0.31, that of logarithms at 0.40.
    public static let perceptron: LearnedOptimizerRecipe = {
        var recipe = LearnedOptimizerRecipe()
        recipe.objective = .loss
        recipe.episodes = 400
        recipe.coordinates = 2000
        return recipe
    }()
}
