import FrugalData
import FrugalTrack

/// The examples of a search: what children learn from, and what they are scored on. There is no place for a test part.
public struct ChildData: Sendable {
    /// The examples as training sees them, distorted at random.
    public let training: any BatchSource
    /// The examples as they are.
    public let plain: any BatchSource
    /// What is learned from.
    public let trainingIndices: [Int]
    /// What scores are taken on.
    public private(set) var validationIndices: [Int]
    /// The shape of one example.
    public let shape: InputShape
    /// How many classes there are.
    public let classes: Int

    /// Two views of the same examples.
    /// - Throws: ``FrugalError`` of kind `data` where a part is empty, reaches outside, or an example is in both.
    public init(
        training: any BatchSource, plain: any BatchSource, trainingIndices: [Int], validationIndices: [Int],
        shape: InputShape, classes: Int
    ) throws {
        let all = 0..<min(training.count, plain.count)
        for (name, indices) in [("training", trainingIndices), ("validation", validationIndices)] {
            guard !indices.isEmpty else { throw FrugalError(.data, "\(name) part", "it has no examples") }
            if let bad = indices.first(where: { !all.contains($0) }) {
                throw FrugalError(.data, "\(name) part", "there is no example \(bad) among \(all.count)")
            }
        }
        let known = Set(trainingIndices)
        if let both = validationIndices.first(where: known.contains) {
            throw FrugalError(
                .data, "example \(both)", "it is both learned from and scored on", remedy: "keep it in one part only")
        }
        guard classes > 1 else { throw FrugalError(.data, "classes", "\(classes) are no classification") }
        self.training = training
        self.plain = plain
        self.trainingIndices = trainingIndices
        self.validationIndices = validationIndices
        self.shape = shape
        self.classes = classes
    }

    /// The same, scored on at most so many of the validation examples, spread evenly over them.
    public func scored(onAtMost limit: Int) -> ChildData {
        var copy = self
        copy.validationIndices = validationIndices.evenlySpread(limit)
        return copy
    }

    /// Batches of an epoch: a part of a batch at its end is left out, unless there is no other.
    public func stepsPerEpoch(_ recipe: ChildRecipe) -> Int { max(1, trainingIndices.count / recipe.batchSize) }

    /// Pictures, normalised by the statistics of the training part.
    /// - Parameter recipe: what is done to training pictures at random.
    /// - Throws: ``FrugalError`` as above; `DataError` where a transform does not fit the pictures.
    public init(
        _ images: LabelledImages, training: [Int], validation: [Int], recipe: ChildRecipe, seed: UInt64
    ) throws {
        let normalisation = try Normalisation.fit(images, indices: training)
        let pipeline = Pipeline(recipe.transforms, normalisation: normalisation)
        let size = try pipeline.outputSize(height: images.height, width: images.width, channels: images.channels)
        try self.init(
            training: ImageSource(images, pipeline: pipeline, seed: seed),
            plain: ImageSource(images, pipeline: pipeline.withoutAugmentation, seed: seed), trainingIndices: training,
            validationIndices: validation,
            shape: .image(height: size.height, width: size.width, channels: images.channels),
            classes: images.classes.count)
    }

    /// Rows of a table, already made of numbers.
    /// - Throws: ``FrugalError`` as above.
    public init(_ rows: LabelledRows, training: [Int], validation: [Int]) throws {
        try self.init(
            training: rows, plain: rows, trainingIndices: training, validationIndices: validation,
            shape: .vector(rows.width), classes: rows.classes.count)
    }
}

/// Any source as one type.
struct AnySource: BatchSource {
    let base: any BatchSource
    var count: Int { base.count }
    func batch(_ indices: [Int], epoch: Int) throws -> Batch { try base.batch(indices, epoch: epoch) }
}
