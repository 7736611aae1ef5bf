import FrugalData
import FrugalTensor
import FrugalTrack

/// The examples of a fit as some of its networks take them: the ladder's in the size that the fit chose, a trained network's in
/// the size that it was trained on.
struct ExampleView {
    /// The examples to learn and choose from.
    let data: LabelledData
    /// Those of the final score; nil where a part is cut off `data`.
    let test: LabelledData?
    /// How they become what a network takes.
    let preprocessing: Preprocessing
    /// The examples of `data` as they are.
    let plain: ExampleSource
    /// Where tensors are computed.
    let device: Device

    init(_ data: LabelledData, test: LabelledData?, _ preprocessing: Preprocessing, device: Device) throws {
        self.data = data
        self.test = test
        self.preprocessing = preprocessing
        plain = try preprocessing.source(data)
        self.device = device
    }

    /// Runs networks over `data` as they are.
    var scorer: Scorer {
        Scorer(source: plain, labels: data.labels, classCount: data.classes.count, device: device)
    }
}

extension ExampleView {
    /// The examples of a fit in the size of a trained network, the same ones in the same order.
    /// - Parameters:
    ///   - data: the examples as the fit read them.
    ///   - test: those of the final score.
    /// - Throws: ``FrugalError`` for rows of a table, `DataError` for a picture that cannot be read.
    init(
        _ data: LabelledData, test: LabelledData?, for source: TransferSource, fit: Fit, device: Device
    ) throws {
        guard case .picture(let height, let width, let sizing, let normalisation) = source.preprocessing,
            case .pictures = data.contents
        else {
            throw FrugalError(
                .data, data.path, "these are rows of a table, and \(source.title) takes pictures",
                remedy: "leave out --from")
        }
        let channels = normalisation.mean.count
        var isFolder = false
        func view(_ known: LabelledData, from path: String) throws -> LabelledData {
            guard case .pictures(let images) = known.contents else { return known }
            if case .imageFolder = try DataSource.open(path, policy: fit.skipsBroken ? .skip : .refuse) {
                isFolder = true
                let read = try LabelledData.load(
                    path, size: (height, width, channels), sizing: sizing, classes: data.classes, target: nil,
                    kinds: [:],
                    skipsBroken: fit.skipsBroken)
                guard read.names == known.names else {
                    throw FrugalError(
                        .data, path, "its pictures changed while they were read", remedy: "run the command again")
                }
                return read
            }
            return LabelledData(
                path: known.path, pictures: try images.withChannels(channels), findings: [], duplicates: [])
        }
        let own = try view(data, from: fit.data)
        let score = try test.map { try view($0, from: fit.test ?? fit.data) }
        // A data set in one file holds pictures that were cropped already.
        let preprocessing =
            isFolder
            ? source.preprocessing
            : .picture(
                height: height, width: width, sizing: PictureSizing(filter: sizing.filter), normalisation: normalisation
            )
        try self.init(own, test: score, preprocessing, device: device)
    }
}
