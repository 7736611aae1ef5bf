import FrugalData
import FrugalNN
import FrugalTensor

/// Few pictures of some classes to be told apart by a perceptron with one hidden layer: the classification task.
///
/// A task takes all classes given, numbers them anew at random, and draws different pictures to learn from and to be judged
/// on.
public struct DigitTasks: SupervisedTasks {
    /// What the tasks are called in results.
    public var name: String
    /// Classes.
    public var kind: PredictionKind { .classification }
    /// Pictures to learn from.
    public var support: Int
    /// Pictures to be judged on.
    public var query: Int
    /// Units of the hidden layer.
    public var hidden: Int
    /// `[N, inputs]`, uint8.
    private let pixels: Tensor
    /// The class of each picture, by its place among those used.
    private let labels: [Int]
    private let classes: Int

    /// Tasks over the pictures whose label is one of `classes`.
    /// - Throws: `DataError` where there are too few of them.
    public init(
        _ name: String, _ images: LabelledImages, classes: [Int], support: Int = 100, query: Int = 500, hidden: Int = 40
    ) throws {
        let rows = images.labels.indices.filter { classes.contains(images.labels[$0]) }
        guard rows.count >= support + query else {
            throw DataError(.inconsistent, "\(rows.count) pictures are too few for tasks of \(support + query)")
        }
        let chosen = try images.subset(rows)
        self.name = name
        self.support = support
        self.query = query
        self.hidden = hidden
        self.classes = classes.count
        pixels = Tensor(chosen.pixels, shape: [chosen.count, chosen.pictureSize])
        labels = chosen.labels.map { classes.firstIndex(of: $0) ?? 0 }
    }

    /// The task that belongs to `seed`.
    public func task(seed: UInt64) -> SupervisedTask {
        let stream = RandomStream(seed: seed)
        var (random, weights) = (stream.named("pictures"), stream.named("weights"))
        let numbers = random.shuffled(Array(0..<classes))
        let rows = Tensor.permutation(labels.count, using: &random).narrowed(along: 0, from: 0, length: support + query)
        let inputs = pixels.indexSelected(at: rows).to(.float32) / 255
        let ones = Tensor.eye(classes)
        let targets = ones.indexSelected(at: Tensor(rows.ints().map { numbers[labels[$0]] }))
        func examples(from first: Int, _ count: Int) -> SupervisedTask.Examples {
            .init(
                inputs: inputs.narrowed(along: 0, from: first, length: count),
                targets: targets.narrowed(along: 0, from: first, length: count))
        }
        return SupervisedTask(
            support: examples(from: 0, support), query: examples(from: support, query),
            start: Perceptron(widths: [pixels.size(of: 1), hidden, classes], using: &weights))
    }
}
