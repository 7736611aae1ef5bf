import Foundation
import FrugalNN
import FrugalTensor

/// Whose training a file is of: what its state and the tensors of its model are called, and how it is spoken of.
package struct CheckpointKind: Sendable {
    let stateKey: String
    let model: String
    let training: String
    let remedy: String

    /// A kind of training.
    package init(stateKey: String, model: String, training: String, remedy: String) {
        self.stateKey = stateKey
        self.model = model
        self.training = training
        self.remedy = remedy
    }
}

/// The file from which a training goes on: model, best model, optimiser and state in one, so that a kill leaves all of an
/// older moment or all of a newer one.
package struct TrainingCheckpoint<Model: Module> {
    private let url: URL
    private let kind: CheckpointKind

    /// The file at `url` of a training of this kind.
    package init(at url: URL, of kind: CheckpointKind) {
        self.url = url
        self.kind = kind
    }

    /// Writes the file, whole or not at all.
    package func save(_ state: some Encodable, model: Model, best: Model, optimizer: some Optimizer) throws {
        var tensors = StateDictionary()
        for (name, tensor) in model.stateDictionary { tensors["\(kind.model).\(name)"] = tensor.to(.cpu) }
        for (name, tensor) in best.stateDictionary { tensors["best.\(name)"] = tensor.to(.cpu) }
        for (name, tensor) in optimizer.stateDictionary(for: model) { tensors["optimizer.\(name)"] = tensor.to(.cpu) }
        let json = String(decoding: try TrackJSON.encode(state, onOneLine: true), as: UTF8.self)
        try SafetensorsFile.write(tensors, metadata: [kind.stateKey: json], to: url)
    }

    /// Reads the file back; nil where there is none.
    /// - Throws: `SafetensorsError`, `StateError` or ``TrackError`` where it is damaged or of another model,
    ///   ``FrugalError`` where it is of another kind of training.
    package func load<State: Decodable>(
        _ type: State.Type, into model: inout Model, best: inout Model, optimizer: inout some Optimizer
    ) throws -> State? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let file = try SafetensorsFile(at: url)
        guard let json = file.metadata[kind.stateKey] else {
            throw FrugalError(
                .conflict, url.path, "this is no checkpoint of \(kind.training)", remedy: kind.remedy)
        }
        let state = try TrackJSON.decode(type, from: Array(json.utf8), path: url.path)
        let all = try file.stateDictionary(.copying)
        func part(_ prefix: String) -> StateDictionary {
            StateDictionary(
                all.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.tensor) })
        }
        try model.load(laidOut: part("\(kind.model)."))
        try best.load(laidOut: part("best."))
        try optimizer.load(part("optimizer."), for: model)
        return state
    }
}
