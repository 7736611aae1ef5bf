import Foundation
import FrugalData
import FrugalMeta
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
    /// The share of known pictures that a model which answers by distance accepts unless another is asked for.
    public static let defaultShare = 0.95

    let bundle: ModelBundle
    let network: Network
    let preprocessing: Preprocessing
    let device: Device
    /// The classes by their examples; nil for a bundle without them.
    let head: DistanceHead?

    /// Opens a bundle.
    /// - Throws: `TrackError` or ``FrugalError`` that names the file at fault: missing, damaged, of a newer version, with
    ///   weights that do not fit or are not numbers.
    public init(bundle path: String, device: Device = .cpu) throws {
        bundle = try ModelBundle.load(from: URL(fileURLWithPath: path))
        manifest = bundle.manifest
        self.device = device
        preprocessing = try Preprocessing(manifest.input, bundle: path)
        network = try Network(bundle, for: preprocessing.shape).to(device)
        head = try DistanceHead(of: bundle)
        if manifest.teaching?.answersByDistance == true, head == nil || network.embedder == nil {
            throw FrugalError(
                .model, path, "it answers by distance without \(TeachingRecord.fileName), or without an embedding",
                remedy: "copy the bundle again")
        }
    }

    /// Whether the model answers by distance to the prototypes of its classes, and not by a trained head.
    public var answersByDistance: Bool { manifest.teaching?.answersByDistance == true }

    /// Whether the model takes pictures; rows of a table otherwise.
    public var takesPictures: Bool { preprocessing.isPicture }

    /// The names of the classes.
    public var classes: [String] { manifest.classes }

    /// The class of a picture of any size.
    /// - Parameter share: how many of the pictures of known classes are to be accepted; the others are none of the classes.
    ///   By default ``defaultShare`` where the model answers by distance, and all where its trained head does.
    /// - Throws: ``FrugalError`` where the model takes rows, or knows no class yet, `DataError` where the channels do not
    ///   fit.
    public func predict(_ image: Image, accepting share: Double? = nil) throws -> Prediction {
        let input = try preprocessing.tensor(image)
        let found = try head == nil ? predictions(of: input) : predictionsWithDistances(of: input, accepting: share)
        guard let only = found.first else {
            throw FrugalError(.model, manifest.name, "the network gave no output")
        }
        return only
    }

    /// The class of a PNG or JPEG file.
    /// - Parameter share: as for ``predict(_:accepting:)``.
    /// - Throws: `DataError` that names a file which is missing or broken.
    public func predict(pictureAt path: String, accepting share: Double? = nil) throws -> Prediction {
        try predict(Image.read(path, channels: preprocessing.channels), accepting: share)
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
        try load(path, skipsBroken: skipsBroken, part: .test)
    }

    /// Reads a part of labelled data.
    func load(_ path: String, skipsBroken: Bool, part: DataPart) throws -> LabelledData {
        switch preprocessing {
        case .picture(let height, let width, let sizing, let normalisation):
            return try LabelledData.load(
                path, size: (height, width, normalisation.mean.count), sizing: sizing, classes: classes, target: nil,
                kinds: [:], skipsBroken: skipsBroken, part: part)
        case .row(let encoding, let target):
            return try LabelledData.load(
                path, size: nil, classes: classes, target: target, kinds: encoding.kinds, skipsBroken: skipsBroken,
                part: part)
        }
    }

    /// The outputs of the network, or the scores of its embeddings, on labelled data.
    /// - Parameter indices: which of the examples; all by default.
    public func answers(_ data: LabelledData, at indices: [Int]? = nil) throws -> Answers {
        let scorer = Scorer(
            source: try preprocessing.source(data), labels: data.labels, classCount: classes.count, device: device)
        let all = indices ?? Array(0..<data.count)
        guard answersByDistance, let head, let embedder = network.embedder else {
            return try scorer.answers(of: network, on: all)
        }
        let embeddings = try scorer.outputs(on: all) { embedder.embedding($0, .evaluation) }
        return try head.answers(embeddings, labels: all.map { data.labels[$0] })
    }

    /// How good the model is on labelled data, with the bundle's temperature.
    public func evaluate(_ data: LabelledData) throws -> Evaluation {
        try Evaluation(answers(data), classes: classes, names: data.names, temperature: manifest.temperature)
    }

    private func predictions(of input: Tensor) throws -> [Prediction] {
        let logits = try Tensor.checking { withoutGradients { network(input.to(device), .evaluation).floats() } }
        return try predictions(logits: logits)
    }

    private func predictions(logits: [Float]) throws -> [Prediction] {
        let width = classes.count
        guard logits.allSatisfy(\.isFinite) else {
            throw FrugalError(.model, manifest.name, "the network gave outputs that are not finite numbers")
        }
        return stride(from: 0, to: logits.count, by: width).map {
            Prediction(logits: logits[$0..<($0 + width)], classes: classes, temperature: manifest.temperature)
        }
    }

    /// Predictions of a model that keeps the examples of its classes: distances answer, or explain what the head answers.
    private func predictionsWithDistances(of input: Tensor, accepting share: Double?) throws -> [Prediction] {
        guard let head, let embedder = network.embedder else { return try predictions(of: input) }
        guard !classes.isEmpty else {
            throw FrugalError(
                .model, bundle.url.path, "it knows no class yet",
                remedy: "teach it some: frugal teach BUNDLE A=FOLDER B=FOLDER")
        }
        let (embeddings, logits) = try Tensor.checking {
            withoutGradients {
                let embedding = embedder.embedding(input.to(device), .evaluation)
                return (
                    embedding.floats(),
                    answersByDistance ? nil : embedder.scores(of: embedding, .evaluation).floats()
                )
            }
        }
        guard embeddings.allSatisfy(\.isFinite) else {
            throw FrugalError(.model, manifest.name, "the network gave embeddings that are not finite numbers")
        }
        let answers = stride(from: 0, to: embeddings.count, by: head.width).compactMap {
            head.answer(Array(embeddings[$0..<($0 + head.width)]))
        }
        var found = try predictions(logits: logits ?? answers.flatMap { $0.scores.map { Float($0) } })
        let share = share ?? (answersByDistance ? Self.defaultShare : nil)
        for (place, answer) in answers.enumerated() where found.indices.contains(place) {
            found[place].finding = DistanceFinding(answer, of: head, accepting: share)
        }
        return found
    }
}
