import FrugalTrack

/// A classifier that needs no training: every class is the mean of the embeddings of its examples, and the class whose mean
/// is nearest is the answer.
///
/// The score of a class is computed from that class alone, so that a class that is added or removed leaves the scores of all
/// others the same to the bit. Nothing here has a gradient.
public struct DistanceHead: Sendable, Equatable {
    /// How far an embedding lies from a prototype.
    public let kernel: DistanceKernel
    /// What is done to an embedding first.
    public let normalisation: EmbeddingNormalisation
    /// Numbers an embedding.
    public let width: Int
    /// What scores are divided by before the softmax as long as too little is known to measure it.
    public let believedTemperature: Double
    /// How many times farther from its prototype a fresh picture of a trained class lies than the stored ones, on which the
    /// network was trained; 1 where no class is trained.
    public let freshFactor: Double
    /// The classes of the network's own trained head, in the order of its outputs; none where there is no such head.
    public let trainedNames: [String]
    /// The classes that are told apart, in the order in which they were added.
    public internal(set) var classes: [PrototypeClass]
    /// Classes that are never answered: they show how far pictures lie from a class that the network was not trained on.
    public internal(set) var heldOut: [PrototypeClass]
    /// What was done, oldest first. Nothing is ever taken out of it.
    public internal(set) var history: [TeachingStep] = []
    /// The classes that a step took away, by its number, so that it can be undone.
    var setAside: [Int: SetAside] = [:]
    /// Temperature, calibration and rejection of these classes, measured when they last changed.
    public internal(set) var calibration: HeadCalibration

    /// A head, calibrated on its classes.
    /// - Throws: ``FrugalError`` that names a class which is there twice or whose embeddings have another width.
    public init(
        kernel: DistanceKernel, normalisation: EmbeddingNormalisation = EmbeddingNormalisation(), width: Int,
        believedTemperature: Double = 1, freshFactor: Double = 1, trainedNames: [String] = [],
        classes: [PrototypeClass] = [], heldOut: [PrototypeClass] = []
    ) throws {
        try self.init(
            uncalibrated: kernel, normalisation: normalisation, width: width, believedTemperature: believedTemperature,
            freshFactor: freshFactor, trainedNames: trainedNames, classes: classes, heldOut: heldOut)
        try recalibrate()
    }

    /// A head that still has to be calibrated.
    init(
        uncalibrated kernel: DistanceKernel, normalisation: EmbeddingNormalisation, width: Int,
        believedTemperature: Double, freshFactor: Double, trainedNames: [String], classes: [PrototypeClass],
        heldOut: [PrototypeClass]
    ) throws {
        guard width > 0, believedTemperature > 0, believedTemperature.isFinite, freshFactor > 0, freshFactor.isFinite,
            normalisation.centre.map({ $0.count == width && $0.allSatisfy(\.isFinite) }) != false
        else {
            throw FrugalError(
                .model, "prototypes", "width, temperature or centre are not possible", remedy: "copy the bundle again")
        }
        for group in [classes, heldOut] {
            var seen: Set<String> = []
            for one in group where !seen.insert(one.name).inserted || one.width != width {
                throw FrugalError(
                    .model, one.name,
                    one.width == width
                        ? "this class is there twice" : "embeddings of \(one.width) numbers do not fit \(width)",
                    remedy: "copy the bundle again")
            }
        }
        self.kernel = kernel
        self.normalisation = normalisation
        self.width = width
        self.believedTemperature = believedTemperature
        self.freshFactor = freshFactor
        self.trainedNames = trainedNames
        self.classes = classes
        self.heldOut = heldOut
        calibration = HeadCalibration(temperature: believedTemperature)
    }

    /// The same embedding space and nothing learned in it: the classes become the held-out ones of a head that knows none.
    public func emptied() throws -> DistanceHead {
        try DistanceHead(
            kernel: kernel, normalisation: normalisation, width: width, believedTemperature: believedTemperature,
            freshFactor: freshFactor, heldOut: heldOut.isEmpty ? classes : heldOut)
    }

    /// Whether the classes are those of the network's own trained head, untouched, so that it may answer.
    public var hasTrainedClassesOnly: Bool {
        !trainedNames.isEmpty && classes.map(\.name) == trainedNames && classes.allSatisfy(\.isTrained)
    }

    /// The score of one class for a normalised embedding: minus its distance. It depends on nothing but these two.
    public func score(_ embedding: [Double], of position: Int) -> Double {
        -kernel.distance(embedding, classes[position].prototype)
    }

    /// The scores of all classes for a normalised embedding, in the order of ``classes``.
    public func scores(_ embedding: [Double]) -> [Double] { classes.indices.map { score(embedding, of: $0) } }
}
