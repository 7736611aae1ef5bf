/// The sizes of a modular network for vectors, under the names of the paper.
public struct PathNetShape: Codable, Hashable, Sendable {
    /// Numbers of an example.
    public var inputs: Int
    /// L: layers of modules.
    public var layers: Int
    /// M: modules of a layer.
    public var modules: Int
    /// N: genes of a layer, the most modules that a path uses there.
    public var genes: Int
    /// Neurons of a module.
    public var neurons: Int
    /// Classes of a task.
    public var classes: Int
    /// Whether the outputs of the last layer's modules are averaged and not summed, as the author says the published results
    /// were made.
    public var averagesLast: Bool

    /// Sizes.
    public init(
        inputs: Int, layers: Int = 3, modules: Int = 10, genes: Int = 3, neurons: Int = 20, classes: Int = 2,
        averagesLast: Bool = true
    ) {
        self.inputs = inputs
        self.layers = layers
        self.modules = modules
        self.genes = genes
        self.neurons = neurons
        self.classes = classes
        self.averagesLast = averagesLast
    }

    /// Binary MNIST of the paper; 20 neurons are the author's word, its text has 10.
    public static let binaryMNIST2017 = PathNetShape(inputs: 784)

    /// CIFAR-10 and cropped SVHN: 20 modules, five of them in a path.
    public static let pictures2017 = PathNetShape(inputs: 3072, modules: 20, genes: 5, classes: 10)

    /// Inputs of a layer's modules.
    func inputs(ofLayer layer: Int) -> Int { layer == 0 ? inputs : neurons }
}
