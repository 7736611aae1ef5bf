import FrugalData

/// New data for a trained network: the same examples once as training sees them and once as they are.
public struct TuningData<Source: BatchSource>: Sendable {
    /// The examples with the random changes of training, if there are any.
    public var augmented: Source
    /// The examples as they are.
    public var plain: Source
    /// The class of each.
    public var labels: [Int]
    /// How many classes there are.
    public var classes: Int
    /// Those to train on.
    public var training: [Int]
    /// Those that say which epoch was best; none to keep the last.
    public var validation: [Int]

    /// Data; without random changes where none are given.
    public init(
        _ plain: Source, augmented: Source? = nil, labels: [Int], classes: Int, training: [Int], validation: [Int] = []
    ) {
        self.augmented = augmented ?? plain
        self.plain = plain
        self.labels = labels
        self.classes = classes
        self.training = training
        self.validation = validation
    }
}
