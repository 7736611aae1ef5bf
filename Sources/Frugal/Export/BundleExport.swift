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
    /// The operations, preprocessing included.
    public let network: EdgeNetwork

    /// Opens a bundle.
    /// - Throws: what ``Predictor`` throws; ``FrugalError`` of kind `model` that names the layer which cannot be exported.
    public init(bundle path: String) throws {
        predictor = try Predictor(bundle: path)
        guard !predictor.answersByDistance else {
            throw FrugalError(
                .model, path, "it answers by distance to examples, which cannot be exported",
                remedy: "export a model with a trained head")
        }
        do {
            var builder = Self.builder(for: predictor.preprocessing)
            try Self.prepare(&builder, predictor.preprocessing)
            try builder.append(predictor.network.body, named: predictor.manifest.architecture.kind)
            network = try EdgeNetwork(
                builder, inputNotes: Self.notes(predictor.preprocessing), classes: predictor.classes)
        } catch let error as FrugalError where error.kind == .model {
            let place = error.subject.isEmpty ? "" : "\(error.subject): "
            throw FrugalError(.model, path, place + error.problem, remedy: error.remedy)
        }
    }

    /// The source file.
    /// - Parameter name: what its functions are called after; by default the model's name.
    /// - Throws: ``FrugalError`` of kind `model` for a network that is too large.
    public func file(_ language: EdgeLanguage, named name: String? = nil, weights: EdgeWeights) throws -> EdgeFile {
        try network.file(language, named: name ?? predictor.manifest.name, weights: weights)
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

    private static func prepare(_ builder: inout EdgeBuilder, _ preprocessing: Preprocessing) throws {
        switch preprocessing {
        case .picture(_, _, _, let normalisation):
            let scale = normalisation.deviation.map { 1 / Double($0) }
            let shift = zip(normalisation.mean, scale).map { -Double($0) * $1 }
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
