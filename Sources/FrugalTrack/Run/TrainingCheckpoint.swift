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
    /// - Parameter best: the best model so far, for a training that keeps one.
    package func save(_ state: some Encodable, model: Model, best: Model? = nil, optimizer: some Optimizer) throws {
        var tensors = StateDictionary()
        for (name, tensor) in model.stateDictionary { tensors["\(kind.model).\(name)"] = tensor.to(.cpu) }
        if let best {
            for (name, tensor) in best.stateDictionary { tensors["best.\(name)"] = tensor.to(.cpu) }
        }
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
        guard let file = try read() else { return nil }
        let state = try self.state(type, of: file)
        try model.load(laidOut: part("\(kind.model).", of: file))
        try best.load(laidOut: part("best.", of: file))
        try optimizer.load(part("optimizer.", of: file), for: model)
        return state
    }

    /// Reads back the file of a training that keeps no best model; nil where there is none.
    /// - Throws: as above; also what `accept` throws for a state that is not of this training, before any tensor is taken.
    package func load<State: Decodable>(
        _ type: State.Type, into model: inout Model, optimizer: inout some Optimizer, accept: (State) throws -> Void
    ) throws -> State? {
        guard let file = try read() else { return nil }
        let state = try self.state(type, of: file)
        try accept(state)
        try model.load(laidOut: part("\(kind.model).", of: file))
        try optimizer.load(part("optimizer.", of: file), for: model)
        return state
    }

    /// Reads the state alone; nil where there is no file.
    /// - Throws: as above.
    package func state<State: Decodable>(_ type: State.Type) throws -> State? {
        try read().map { try state(type, of: $0) }
    }

    /// Takes the model alone out of the file, which must be there.
    /// - Throws: as above; `SafetensorsError` where the file is missing.
    package func load(into model: inout Model) throws {
        try model.load(laidOut: part("\(kind.model).", of: SafetensorsFile(at: url)))
    }

    private func read() throws -> SafetensorsFile? {
        FileManager.default.fileExists(atPath: url.path) ? try SafetensorsFile(at: url) : nil
    }

    private func state<State: Decodable>(_ type: State.Type, of file: SafetensorsFile) throws -> State {
        guard let json = file.metadata[kind.stateKey] else {
            throw FrugalError(
                .conflict, url.path, "this is no checkpoint of \(kind.training)", remedy: kind.remedy)
        }
        return try TrackJSON.decode(type, from: Array(json.utf8), path: url.path)
    }

    private func part(_ prefix: String, of file: SafetensorsFile) throws -> StateDictionary {
        StateDictionary(
            try file.stateDictionary(.copying).filter { $0.name.hasPrefix(prefix) }
                .map { (String($0.name.dropFirst(prefix.count)), $0.tensor) })
    }
}
