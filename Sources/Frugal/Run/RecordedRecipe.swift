/// What decides whether two fits are the same: the settings that change results. Threads are left out, because a run may
/// go on with fewer of them.
struct RecordedRecipe: Codable {
    var recipe: FitRecipe
    var skipsBroken: Bool

    init(_ recipe: FitRecipe, skipsBroken: Bool) {
        self.recipe = recipe
        self.recipe.threads = nil
        self.skipsBroken = skipsBroken
    }
}
