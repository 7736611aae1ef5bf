import FrugalData

extension ChildRecipe {
    /// The augmentation of CIFAR-10: moved by up to 4 pixels, mirrored, and with a square cut out where one is asked for.
    ///
    /// What moves in from outside repeats the edge; the papers fill it with zeros.
    public static func pictures(cutout: Int = 0) -> [Transform] {
        [.padCrop(padding: 4), .horizontalFlip] + (cutout > 0 ? [.cutout(size: cutout)] : [])
    }

    /// The final training of ENAS's micro networks (Pham et al. 2018): momentum, cosine with restarts, l2, drop-path and
    /// auxiliary head. The paper has 630 epochs; any end of a period will do.
    /// - Parameter cutout: the side of the square that is cut out; 16 in the paper's best row, 0 for none.
    public static func enas(epochs: Int = 630, cutout: Int = 0) -> ChildRecipe {
        var recipe = ChildRecipe(.sgd(peak: 0.05, minimum: 0.0001, restarts: Restarts()), .epochs(epochs))
        recipe.batchSize = 144
        // Twice the paper's 2e-4, which weighs the whole square.
        recipe.weightDecay = 4e-4
        recipe.clip = 5
        recipe.dropPath = 0.4
        recipe.transforms = pictures(cutout: cutout)
        return recipe
    }

    /// Residual networks on CIFAR-10 as He et al. (2016, section 4.2) train them, but along one cosine instead of steps.
    public static func residual(epochs: Int = 164) -> ChildRecipe {
        var recipe = ChildRecipe(.sgd(peak: 0.1, minimum: 0, restarts: nil), .epochs(epochs))
        recipe.transforms = pictures()
        return recipe
    }

    /// A short training for small networks and small data.
    public static func short(epochs: Int, batchSize: Int = 64) -> ChildRecipe {
        var recipe = ChildRecipe(.adamW(peak: 5e-3), .epochs(epochs))
        recipe.batchSize = batchSize
        recipe.weightDecay = 1e-2
        recipe.labelSmoothing = 0.05
        return recipe
    }
}
