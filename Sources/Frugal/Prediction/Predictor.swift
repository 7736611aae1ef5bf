import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A trained model, ready to predict.
///
///     let model = try Predictor(bundle: "photos.frugal")
///     print(try model.predict(pictureAt: "cat.jpg").name)
public struct Predictor: Sendable {
    /// What `model.json` of the bundle holds.
    public let manifest: ModelManifest
    private let network: Network
    private let preprocessing: Preprocessing
    private let device: Device

    /// Opens a bundle.
    /// - Throws: `TrackError` or ``FrugalError`` that names the file at fault: missing, damaged, of a newer version, with
    ///   weights that do not fit or are not numbers.
    public init(bundle path: String, device: Device = .cpu) throws {
        let bundle = try ModelBundle.load(from: URL(fileURLWithPath: path))
        manifest = bundle.manifest
        self.device = device
        preprocessing = try Preprocessing(manifest.input, bundle: path)
        let architecture = try manifest.architecture.recipe(as: Architecture.self)
        var random = RandomStream(seed: 0)
        var network: Network
        do {
            network = try Network(
                architecture, for: preprocessing.shape, classes: manifest.classes.count, using: &random)
        } catch let error as FrugalError {
            throw FrugalError(
                .model, path, "model.json: \(error.problem)", remedy: "copy the bundle again, or fit it anew")
        }
        try Weights.read(bundle.weights, into: &network, mapped: true)
        self.network = network.to(device)
    }

    /// Whether the model takes pictures; rows of a table otherwise.
    public var takesPictures: Bool { preprocessing.isPicture }

    /// The names of the classes.
    public var classes: [String] { manifest.classes }

    /// The class of a picture of any size.
    /// - Throws: ``FrugalError`` where the model takes rows, `DataError` where the channels do not fit.
    public func predict(_ image: Image) throws -> Prediction {
        let input = try preprocessing.tensor(image)
        guard let only = try predictions(of: input).first else {
            throw FrugalError(.model, manifest.name, "the network gave no output")
        }
        return only
    }

    /// The class of a PNG or JPEG file.
    /// - Throws: `DataError` that names a file which is missing or broken.
    public func predict(pictureAt path: String) throws -> Prediction {
        try predict(Image.read(path, channels: preprocessing.channels))
    }

    /// The class of every row of a table.
    /// - Throws: `DataError` where a column is missing or holds text in place of numbers.
    public func predict(_ table: Table) throws -> [Prediction] {
        guard case .row(let encoding, _) = preprocessing else {
            throw FrugalError(
                .data, table.source, "this is a table, and the model takes pictures", remedy: "give PNG or JPEG files")
        }
        let rows = Array(0..<table.rowCount)
        var found: [Prediction] = []
        // In pieces, so that a long table does not need all its numbers at once.
        for start in stride(from: 0, to: rows.count, by: 4096) {
            let piece = Array(rows[start..<min(start + 4096, rows.count)])
            let values = try encoding.encode(table, rows: piece)
            found += try predictions(of: Tensor(values, shape: [piece.count, encoding.width]))
        }
        return found
    }

    /// The class of every row of a CSV file.
    /// - Throws: `DataError` that names the file and the row.
    public func predict(tableAt path: String) throws -> [Prediction] {
        var options = CSVOptions()
        if case .row(let encoding, _) = preprocessing { options.kinds = encoding.kinds }
        return try predict(Table.read(csv: path, options: options))
    }

    /// Reads labelled data of the kind and with the classes that the model knows.
    /// - Throws: `DataError` for a broken file or an unknown class, ``FrugalError`` for data of another kind.
    public func load(_ path: String, skipsBroken: Bool = false) throws -> LabelledData {
        switch preprocessing {
        case .picture(let height, let width, _, let normalisation):
            return try LabelledData.load(
                path, size: (height, width, normalisation.mean.count), classes: classes, target: nil, kinds: [:],
                skipsBroken: skipsBroken)
        case .row(let encoding, let target):
            return try LabelledData.load(
                path, size: nil, classes: classes, target: target, kinds: encoding.kinds, skipsBroken: skipsBroken)
        }
    }

    /// The outputs of the network on labelled data.
    public func answers(_ data: LabelledData) throws -> Answers {
        let scorer = Scorer(
            source: try preprocessing.source(data), labels: data.labels, classCount: classes.count, device: device)
        return try scorer.answers(of: network, on: Array(0..<data.count))
    }

    /// How good the model is on labelled data, with the bundle's temperature.
    public func evaluate(_ data: LabelledData) throws -> Evaluation {
        try Evaluation(answers(data), classes: classes, names: data.names, temperature: manifest.temperature)
    }

    private func predictions(of input: Tensor) throws -> [Prediction] {
        let logits = try Tensor.checking { withoutGradients { network(input.to(device), .evaluation).floats() } }
        let width = classes.count
        guard logits.allSatisfy(\.isFinite) else {
            throw FrugalError(.model, manifest.name, "the network gave outputs that are not finite numbers")
        }
        return stride(from: 0, to: logits.count, by: width).map {
            Prediction(logits: logits[$0..<($0 + width)], classes: classes, temperature: manifest.temperature)
        }
    }
}
