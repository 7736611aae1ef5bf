import Foundation
import FrugalMeta
import FrugalTrack

extension DistanceHead {
    /// The head of a bundle; nil where it has none.
    /// - Throws: `SafetensorsError`, `TrackError` or ``FrugalError`` for a damaged file, or one of another bundle.
    init?(of bundle: ModelBundle) throws {
        guard let teaching = bundle.manifest.teaching, bundle.manifest.files[TeachingRecord.fileName] != nil else {
            return nil
        }
        let file = bundle.url.appendingPathComponent(TeachingRecord.fileName)
        try self.init(at: file)
        guard classes.map(\.name) == bundle.manifest.classes, teaching.answersByDistance != hasTrainedClassesOnly else {
            throw FrugalError(
                .model, file.path, "its classes are not those of model.json", remedy: "copy the bundle again")
        }
    }

    /// The scores of many embeddings, one after the other, as answers to questions whose right class is `labels`.
    func answers(_ embeddings: [Float], labels: [Int]) throws -> Answers {
        guard embeddings.count == labels.count * width else {
            throw FrugalError(.model, "", "\(embeddings.count) numbers are not \(labels.count) embeddings of \(width)")
        }
        let logits = labels.indices.flatMap { row -> [Float] in
            let embedding = normalisation(Array(embeddings[(row * width)..<((row + 1) * width)]))
            return scores(embedding.map(Double.init)).map { Float($0) }
        }
        return try Answers(logits: logits, labels: labels, classCount: classes.count)
    }
}
