import FrugalTensor

/// Some examples, ready for a network.
public struct Batch: Sendable {
    /// The examples: `[count, channels, height, width]` for pictures, `[count, width]` for rows of a table.
    public let inputs: Tensor
    /// The class of each, `[count]`, int64.
    public let labels: Tensor
    /// Which examples of the data these are.
    public let indices: [Int]

    /// Examples in the batch.
    public var count: Int { indices.count }

    /// A batch of parts that belong together.
    public init(inputs: Tensor, labels: Tensor, indices: [Int]) {
        self.inputs = inputs
        self.labels = labels
        self.indices = indices
    }
}

/// Data that can be asked for examples by number, from any thread.
public protocol BatchSource: Sendable {
    /// Examples there are.
    var count: Int { get }

    /// The examples at `indices`, as they are in `epoch`.
    ///
    /// - Throws: whatever keeps the source from making the batch; for an index out of range a `DataError`.
    func batch(_ indices: [Int], epoch: Int) throws -> Batch
}

/// Pictures and what is done to them on their way to a network.
public struct ImageSource: BatchSource {
    /// The pictures.
    public let images: LabelledImages
    /// Transforms and normalisation.
    public let pipeline: Pipeline
    /// The seed of the random transforms.
    public let seed: UInt64

    /// Pictures with a pipeline.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) when the pipeline does not fit the size of the pictures.
    public init(_ images: LabelledImages, pipeline: Pipeline, seed: UInt64 = 0) throws {
        _ = try pipeline.outputSize(height: images.height, width: images.width, channels: images.channels)
        self.images = images
        self.pipeline = pipeline
        self.seed = seed
    }

    /// Pictures there are.
    public var count: Int { images.count }

    /// The pictures at `indices` with the transforms of `epoch`.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) for an index out of range.
    public func batch(_ indices: [Int], epoch: Int) throws -> Batch {
        let inputs = try pipeline.tensor(images, indices: indices, seed: seed, epoch: epoch)
        return Batch(inputs: inputs, labels: Tensor(indices.map { images.labels[$0] }), indices: indices)
    }
}

/// A table is already made of numbers; its rows are handed on as they are.
extension LabelledRows: BatchSource {
    /// The rows at `indices`; the same in every epoch.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) for an index out of range.
    public func batch(_ indices: [Int], epoch: Int = 0) throws -> Batch {
        if let bad = indices.first(where: { $0 < 0 || $0 >= count }) {
            throw DataError(.invalidArgument, "there is no row \(bad) among \(count)")
        }
        var chosen: [Float] = []
        chosen.reserveCapacity(indices.count * width)
        for index in indices { chosen.append(contentsOf: values[(index * width)..<((index + 1) * width)]) }
        return Batch(
            inputs: Tensor(chosen, shape: [indices.count, width]), labels: Tensor(indices.map { labels[$0] }),
            indices: indices)
    }
}
