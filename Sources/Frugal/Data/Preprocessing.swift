import FrugalData
import FrugalTensor
import FrugalTrack

/// How raw examples become what a network takes. Fitted on training examples only, and part of the bundle.
public enum Preprocessing: Sendable, Equatable {
    /// A picture brought to one size and scale.
    case picture(height: Int, width: Int, sizing: PictureSizing, normalisation: Normalisation)
    /// A row of a table as a vector; the second is the name of the column that holds the class.
    case row(TabularEncoding, target: String)

    /// Fits on the examples `training` of `data`; no other is looked at.
    /// - Throws: `DataError` where no column is of use, or an index is out of range.
    public static func fit(_ data: LabelledData, training: [Int]) throws -> Preprocessing {
        switch data.contents {
        case .pictures(let images):
            return .picture(
                height: images.height, width: images.width, sizing: PictureSizing(),
                normalisation: try Normalisation.fit(images, indices: training))
        case .table(let table, let target, let rows):
            let encoding = try TabularEncoding.fit(table, rows: training.map { rows[$0] }, excluding: [target.name])
            return .row(encoding, target: target.name)
        }
    }

    /// The shape of one example as a network takes it.
    public var shape: InputShape {
        switch self {
        case .picture(let height, let width, _, let normalisation):
            .image(height: height, width: width, channels: normalisation.mean.count)
        case .row(let encoding, _): .vector(encoding.width)
        }
    }

    /// The examples of `data` ready to be drawn in batches.
    /// - Parameters:
    ///   - distortion: random changes of pictures; nil for none.
    ///   - flips: whether pictures are mirrored at random.
    ///   - seed: the seed of both.
    /// - Throws: `DataError` where the data do not fit.
    func source(
        _ data: LabelledData, distortion: Distortion? = nil, flips: Bool = false, seed: UInt64 = 0
    ) throws -> ExampleSource {
        var transforms: [Transform] = []
        if let distortion { transforms.append(distortion.transform) }
        if flips { transforms.append(.horizontalFlip) }
        return try source(data, transforms: transforms, seed: seed)
    }

    /// The examples of `data` ready to be drawn in batches, pictures changed at random by `transforms`.
    /// - Throws: `DataError` where the data do not fit.
    func source(_ data: LabelledData, transforms: [Transform], seed: UInt64) throws -> ExampleSource {
        switch (self, data.contents) {
        case (.picture(let height, let width, let sizing, _), .pictures(let images)):
            // Pictures of a folder have the size already; a data set in one file is resized picture by picture.
            let isFitting = images.height == height && images.width == width
            let resize = isFitting ? [] : [Transform.resize(height: height, width: width, filter: sizing.filter)]
            return .pictures(try ImageSource(images, pipeline: pipeline(resize + transforms), seed: seed))
        case (.row(let encoding, _), .table(let table, let target, let rows)):
            return .rows(try LabelledRows(table, target: target, rows: rows, encoding: encoding))
        case (.picture, .table), (.row, .pictures):
            throw FrugalError(
                .data, data.path,
                "these are \(isPicture ? "rows of a table" : "pictures"), and the model takes "
                    + (isPicture ? "pictures" : "rows of a table"), remedy: "give data of the kind it was trained on")
        }
    }

    /// One picture of any size as a batch of one.
    /// - Throws: `DataError` where it does not fit, ``FrugalError`` where the model takes no pictures.
    func tensor(_ image: Image) throws -> Tensor {
        guard isPicture else {
            throw FrugalError(
                .data, "", "the model takes rows of a table and not pictures", remedy: "give it a CSV file")
        }
        return try tensor(sized: [sized(image)])
    }

    /// Pictures of any size brought to the size that the model takes, as bytes.
    /// - Throws: `DataError` where one cannot be resized.
    func sized(_ image: Image) throws -> Image {
        guard case .picture(let height, let width, let sizing, _) = self else { return image }
        return try sizing.sized(image, height: height, width: width)
    }

    /// Pictures that ``sized(_:)`` gave as a batch.
    func tensor(sized images: [Image]) throws -> Tensor { try pipeline([]).tensor(images) }

    var isPicture: Bool { if case .picture = self { true } else { false } }

    /// The channels that pictures are decoded to.
    var channels: Int? {
        guard case .picture(_, _, _, let normalisation) = self else { return nil }
        return normalisation.mean.count
    }

    private func pipeline(_ transforms: [Transform]) throws -> Pipeline {
        guard case .picture(_, _, _, let normalisation) = self else {
            throw FrugalError(.model, "", "a table has no pipeline of pictures")
        }
        return Pipeline(transforms, normalisation: normalisation)
    }
}

/// Examples of either kind, so that everything above asks for batches in one way.
enum ExampleSource: BatchSource {
    case pictures(ImageSource)
    case rows(LabelledRows)

    var count: Int {
        switch self {
        case .pictures(let source): source.count
        case .rows(let source): source.count
        }
    }

    func batch(_ indices: [Int], epoch: Int) throws -> Batch {
        switch self {
        case .pictures(let source): try source.batch(indices, epoch: epoch)
        case .rows(let source): try source.batch(indices, epoch: epoch)
        }
    }
}
