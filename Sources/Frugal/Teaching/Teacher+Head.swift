import Foundation
import FrugalMeta
import FrugalTrack

extension Teacher {
    /// The head of a bundle; nil where a network that has an embedding was kept without one.
    /// - Throws: ``FrugalError`` that names a bundle which takes tables or has no embedding.
    static func head(of predictor: Predictor) throws -> DistanceHead? {
        guard predictor.takesPictures else {
            throw FrugalError(
                .model, predictor.bundle.url.path, "it takes rows of a table, and classes are taught by pictures",
                remedy: "fit it again with examples of the new class")
        }
        guard predictor.network.embedder != nil else { throw noEmbedding(predictor) }
        return predictor.head
    }

    static func noEmbedding(_ predictor: Predictor) -> FrugalError {
        FrugalError(
            .model, predictor.bundle.url.path,
            "its model is \(predictor.manifest.architecture.kind) and has no embedding to compare pictures by",
            remedy: "fit it again with more time, so that a network is chosen, or use one of `frugal fewshot train`")
    }

    /// A head without classes for the network of a bundle that kept none: embeddings of length 1.
    static func plainHead(of predictor: Predictor) throws -> DistanceHead {
        guard let network = predictor.network.embedder else { throw noEmbedding(predictor) }
        let width = try network.embeddingWidth(of: predictor.preprocessing.shape, on: predictor.device)
        return try DistanceHead(
            kernel: .squaredEuclidean, normalisation: EmbeddingNormalisation(hasUnitLength: true), width: width,
            believedTemperature: 0.2)
    }
}

extension TrainedHead {
    /// The trained head of a bundle's network; nil for a few-shot network, which has none.
    init?(ofNetwork manifest: ModelManifest) {
        guard manifest.architecture.kind != FewShotArchitecture.kind else { return nil }
        self.init(of: manifest)
    }
}

extension ModelManifest {
    /// Takes over the classes of a head and what was measured on them; the trained head's own are kept and come back with
    /// its classes.
    mutating func apply(_ head: DistanceHead) {
        var record = teaching ?? TeachingRecord(answersByDistance: false)
        let byDistance = !head.hasTrainedClassesOnly
        if byDistance {
            if !record.answersByDistance { record.trained = TrainedHead(ofNetwork: self) }
            classes = head.classes.map(\.name)
            temperature = head.calibration.temperature
            (validation, test) = (nil, nil)
        } else if record.answersByDistance, let trained = record.trained {
            classes = trained.classes
            temperature = trained.temperature
            (validation, test) = (trained.validation, trained.test)
            record.trained = nil
        }
        record.answersByDistance = byDistance
        record.evidence = try? TrackJSON.value(of: TeachingEvidence(head))
        teaching = record
    }

    /// Whether another manifest says the same about the classes; the sizes of files and the format follow from that.
    func isSame(as other: ModelManifest) -> Bool {
        classes == other.classes && teaching == other.teaching && provenance == other.provenance
    }
}
