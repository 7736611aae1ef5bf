import Foundation
import FrugalData
import FrugalFiles
import FrugalSpike
import FrugalTrack

/// A bundle as operations that a small target can do, ready to be written as one source file.
///
///     let export = try BundleExport(bundle: "digits.frugal")
///     let file = try export.file(.c, weights: .int8)
///     try BundleExport.write(file, to: "digits.c")
public struct BundleExport: Sendable {
    /// The bundle's model.
    public let predictor: Predictor
    private let content: Content

    /// What a file is written of.
    enum Content {
        /// Operations, preprocessing included.
        case ordinary(EdgeNetwork)
        /// A spiking network, and what is done to its inputs first.
        case spiking(SpikingNetwork, EdgeScaling?)
    }

    /// Opens a bundle.
    /// - Throws: what ``Predictor`` throws; ``FrugalError`` of kind `model` that names the layer which cannot be exported.
    public init(bundle path: String) throws {
        predictor = try Predictor(bundle: path)
        guard !predictor.answersByDistance else {
            throw FrugalError(
                .model, path, "it answers by distance to examples, which cannot be exported",
                remedy: "export a model with a trained head")
        }
        if let spiking = predictor.spikingNetwork {
            content = .spiking(spiking.network, try Self.scaling(predictor.preprocessing, path))
            return
        }
        do {
            var builder = Self.builder(for: predictor.preprocessing)
            try Self.prepare(&builder, predictor.preprocessing)
            try builder.append(predictor.network.body, named: predictor.manifest.architecture.kind)
            content = .ordinary(
                try EdgeNetwork(builder, inputNotes: Self.notes(predictor.preprocessing), classes: predictor.classes))
        } catch let error as FrugalError where error.kind == .model {
            let place = error.subject.isEmpty ? "" : "\(error.subject): "
            throw FrugalError(.model, path, place + error.problem, remedy: error.remedy)
        }
    }

    /// The source file.
    /// - Parameter name: what its functions are called after; by default the model's name.
    /// - Throws: ``FrugalError`` of kind `model` for a network that is too large.
    public func file(_ language: EdgeLanguage, named name: String? = nil, weights: EdgeWeights) throws -> EdgeFile {
        let name = name ?? predictor.manifest.name
        switch content {
        case .ordinary(let network): return try network.file(language, named: name, weights: weights)
        case .spiking(let network, let scaling):
            return try network.edgeFile(
                language, named: name, classes: predictor.classes, weights: weights,
                inputNotes: Self.notes(predictor.preprocessing), scaling: scaling)
        }
    }

    /// How the exported arithmetic answers labelled examples, by class.
    func answers(_ data: LabelledData, weights: EdgeWeights) throws -> [Int] {
        switch content {
        case .ordinary(let network):
            let network = weights == .int8 ? network.quantised() : network
            return try data.edgeInputs(predictor.preprocessing).map(network.answer)
        case .spiking(let network, _):
            let events = try EventNetwork(weights == .int8 ? network.quantised() : network)
            let answers = try events.answers(to: predictor.spikingExamples(data, at: Array(0..<data.count)))
            return (0..<data.count).map { answers.answer($0) }
        }
    }

    /// Writes a source file, whole or not at all; one that is there already is replaced.
    /// - Throws: `TrackError` where the system refuses.
    public static func write(_ file: EdgeFile, to path: String) throws {
        try asTrackError { try AtomicFile.write(text: file.text, to: URL(fileURLWithPath: path)) }
    }

    private static func builder(for preprocessing: Preprocessing) -> EdgeBuilder {
        switch preprocessing {
        case .picture(let height, let width, _, let normalisation):
            EdgeBuilder(shape: [normalisation.mean.count, height, width])
        case .row(let encoding, _): EdgeBuilder(shape: [encoding.features.count])
        }
    }

    /// What becomes of the pixels before a spiking network takes them; nil where they are taken as they are.
    private static func scaling(_ preprocessing: Preprocessing, _ path: String) throws -> EdgeScaling? {
        guard case .picture(_, _, _, let normalisation) = preprocessing, case .image(let input) = preprocessing.input
        else {
            throw FrugalError(
                .model, path, "a spiking network of a table's columns cannot be exported",
                remedy: "export the model that it was converted from")
        }
        if input.isUnscaled { return nil }
        let (scale, shift) = scaleAndShift(normalisation)
        return EdgeScaling(scale: scale.map { Float($0) }, shift: shift.map { Float($0) })
    }

    /// A normalisation as a factor and what is added then, a channel each.
    private static func scaleAndShift(_ normalisation: Normalisation) -> (scale: [Double], shift: [Double]) {
        let scale = normalisation.deviation.map { 1 / Double($0) }
        return (scale, zip(normalisation.mean, scale).map { -Double($0) * $1 })
    }

    private static func prepare(_ builder: inout EdgeBuilder, _ preprocessing: Preprocessing) throws {
        switch preprocessing {
        case .picture(_, _, _, let normalisation):
            let (scale, shift) = scaleAndShift(normalisation)
            try builder.naming("normalisation") { try $0.normalise(scale: scale, shift: shift) }
        case .row(let encoding, _):
            try builder.naming("columns") { try $0.append(.encode(encoding), shape: [encoding.width]) }
        }
    }

    /// What the numbers of an input are, in words.
    private static func notes(_ preprocessing: Preprocessing) -> [String] {
        switch preprocessing {
        case .picture(let height, let width, _, let normalisation):
            let channels = normalisation.mean.count
            return [
                "pixels from 0 to 1 (a byte divided by 255) of a picture of \(height) rows and \(width) columns, row after "
                    + "row\(channels > 1 ? "; all of red first, then green, then blue" : "").",
                "Pictures of another size are to be resized before.",
            ]
        case .row(let encoding, _):
            return ["a column each; not a number (NaN) where an entry is missing."]
                + encoding.features.enumerated().map { index, feature in
                    switch feature {
                    case .numeric: "\(index): \(feature.name), a number"
                    case .categorical(let it):
                        "\(index): \(feature.name), -1 for any other or "
                            + it.levels.enumerated().map { "\($0) for \($1)" }.joined(separator: ", ")
                    }
                }
        }
    }
}
