import Foundation
import FrugalNN
import FrugalTrack

/// The file from which a training goes on: learner, best learner, optimiser and state in one, so that a kill leaves all
/// of an older moment or all of a newer one.
public struct MetaCheckpoint: Sendable {
    private static let stateKey = "frugal.meta-state"
    private static let recipeKey = "frugal.meta-recipe"
    /// Where the file lies.
    public let url: URL
    /// What tells one training from another: recipe, seed and data, as text.
    public let identity: String

    /// A checkpoint of the training that `recipe` and `seed` describe.
    public init(at url: URL, recipe: some Encodable, seed: UInt64) throws {
        self.url = url
        identity = "seed \(seed) " + String(decoding: try TrackJSON.encode(recipe, onOneLine: true), as: UTF8.self)
    }

    /// Writes the file, whole or not at all.
    func save<Learner>(_ trainer: MetaTrainer<Learner>) throws {
        let (tensors, state) = try trainer.saved()
        try SafetensorsFile.write(
            tensors, metadata: [Self.stateKey: String(decoding: state, as: UTF8.self), Self.recipeKey: identity],
            to: url)
    }

    /// Puts the trainer where the file stands; leaves it at its start where there is none.
    func load<Learner>(into trainer: inout MetaTrainer<Learner>) throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        let file = try SafetensorsFile(at: url)
        guard let state = file.metadata[Self.stateKey], file.metadata[Self.recipeKey] == identity else {
            throw FrugalError(
                .conflict, url.path, "this file is not of a training with these settings and this seed",
                remedy: "remove it, or choose another folder")
        }
        try trainer.restore(try file.stateDictionary(.copying), state: Array(state.utf8), path: url.path)
    }
}
