extension LearnedOptimizerRecipe {
    /// The settings for quadratics, on which tuned optimisers take far larger steps than on networks.
    public static let quadratics: LearnedOptimizerRecipe = {
        var recipe = LearnedOptimizerRecipe()
        recipe.episodes = 300
        recipe.outputScale = 0.1
        recipe.validationEvery = 25
        return recipe
    }()

    /// The settings for the MNIST perceptron: an eighth of its coordinates enters the network's gradient. It begins by
    /// imitating an Adam with a short memory, chosen on problems of the training pictures (decision 017), and goes on with
    /// the paper's objective.
    public static let perceptron: LearnedOptimizerRecipe = {
        var recipe = LearnedOptimizerRecipe()
        recipe.objective = .loss
        recipe.episodes = 200
        recipe.coordinates = 2000
        recipe.imitation = Imitation(episodes: 80, rate: 0.03, meanDecay: 0.6, squareDecay: 0.8)
        recipe.validationProblems = 4
        return recipe
    }()
}
