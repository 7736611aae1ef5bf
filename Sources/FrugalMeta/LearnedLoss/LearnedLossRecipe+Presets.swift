extension LearnedLossRecipe {
    /// The settings for sines: ML3's.
    public static let sines = LearnedLossRecipe()

    /// The same sines with ten steps under the loss and a rate that the fixed loss likes better: what ML3's settings leave.
    public static let sinesInTenSteps: LearnedLossRecipe = {
        var recipe = LearnedLossRecipe()
        recipe.innerSteps = 10
        recipe.innerRate = 0.01
        recipe.outerSteps = 300
        return recipe
    }()

    /// The settings for classes: more steps under the loss, and a rate at which these steps teach something.
    public static let digits: LearnedLossRecipe = {
        var recipe = LearnedLossRecipe()
        recipe.innerSteps = 10
        recipe.innerRate = 0.1
        recipe.outerRate = 5e-3
        return recipe
    }()
}
