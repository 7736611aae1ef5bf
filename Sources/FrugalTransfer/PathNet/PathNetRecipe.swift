/// How paths are trained and compared, under the names of the paper.
public struct PathNetRecipe: Codable, Hashable, Sendable {
    /// The sizes of the network.
    public var shape: PathNetShape
    /// Genomes.
    public var population = 64
    /// Examples of a step.
    public var batch = 16
    /// T: steps for which a path is trained when it is tried; its accuracy over them is its fitness.
    public var steps = 50
    /// The rate of plain gradient descent.
    public var rate: Double
    /// What white becomes: the paper's rate of 1e-4 fits pictures of 0 to 255.
    public var scale = 255.0
    /// The share of pixels under salt and pepper, drawn once a picture: half of them become black, half white.
    public var noise = 0.5
    /// The fitness at which a task is learned; nil for one that gets all its generations.
    public var threshold: Double? = 0.998
    /// The most generations of a task.
    public var limit: Int

    /// A recipe.
    public init(shape: PathNetShape, rate: Double, limit: Int) {
        self.shape = shape
        self.rate = rate
        self.limit = limit
    }

    /// Binary MNIST of the paper.
    public static let binaryMNIST2017 = PathNetRecipe(shape: .binaryMNIST2017, rate: 1e-4, limit: 1000)

    /// CIFAR-10 and cropped SVHN of the paper: 500 generations, without noise. The paper has no word on the rate; this one
    /// suits pictures of 0 to 1 best by training pictures that were held out (see this folder's README).
    public static let pictures2017: PathNetRecipe = {
        var recipe = PathNetRecipe(shape: .pictures2017, rate: 0.03, limit: 500)
        (recipe.scale, recipe.noise, recipe.threshold) = (1, 0, nil)
        return recipe
    }()
}
