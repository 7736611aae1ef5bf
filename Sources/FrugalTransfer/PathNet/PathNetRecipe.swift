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
    /// The fitness at which a task is learned.
    public var threshold = 0.998
    /// Generations after which a task counts as not learned.
    public var limit: Int

    /// A recipe.
    public init(shape: PathNetShape, rate: Double, limit: Int) {
        self.shape = shape
        self.rate = rate
        self.limit = limit
    }

    /// Binary MNIST of the paper.
    public static let binaryMNIST2017 = PathNetRecipe(shape: .binaryMNIST2017, rate: 1e-4, limit: 1000)
}
