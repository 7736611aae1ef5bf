import FrugalData
import FrugalTensor

/// A task that a modular network learns: pictures to learn from and pictures to be judged by.
struct PathTask: Sendable {
    let name: String
    /// The classes, by their places in the data.
    let classes: [Int]
    let training: TaskPictures
    let test: TaskPictures

    /// A task of some classes.
    /// - Parameter random: what noise is drawn from.
    init(
        _ name: String, classes: [Int], training: LabelledImages, test: LabelledImages, recipe: PathNetRecipe,
        using random: RandomStream
    ) {
        var random = random
        func pictures(_ images: LabelledImages) -> TaskPictures {
            TaskPictures(
                images, classes: classes, answers: recipe.shape.classes, scale: recipe.scale, noise: recipe.noise,
                using: &random)
        }
        self.name = name
        self.classes = classes
        self.training = pictures(training)
        self.test = pictures(test)
    }

    /// Two pairs of digits that differ, drawn by a seed: PathNet's binary tasks.
    static func pairsOfDigits(
        _ training: LabelledImages, _ test: LabelledImages, recipe: PathNetRecipe, seed: UInt64
    ) -> (first: PathTask, second: PathTask) {
        let random = RandomStream(seed: seed)
        var draw = random.named("tasks")
        let digits = (0..<10).shuffled(using: &draw)
        func task(_ digits: [Int]) -> PathTask {
            PathTask(
                "\(digits[0]) or \(digits[1])", classes: digits, training: training, test: test, recipe: recipe,
                using: random.named("noise"))
        }
        return (task(Array(digits[0..<2])), task(Array(digits[2..<4])))
    }
}
