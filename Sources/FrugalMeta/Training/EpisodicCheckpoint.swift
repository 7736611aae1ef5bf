import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The file from which a training goes on: models, optimiser and state in one, so that a kill leaves all of an older
/// moment or all of a newer one.
struct EpisodicCheckpoint<Model: Module> {
    private static var stateKey: String { "frugal.episodic" }
    let url: URL

    /// Writes the file, whole or not at all.
    func save(_ state: some Encodable, model: Model, best: Model, optimizer: some Optimizer) throws {
        var tensors = StateDictionary()
        for (name, tensor) in model.stateDictionary { tensors["model.\(name)"] = tensor.to(.cpu) }
        for (name, tensor) in best.stateDictionary { tensors["best.\(name)"] = tensor.to(.cpu) }
        for (name, tensor) in optimizer.stateDictionary(for: model) { tensors["optimizer.\(name)"] = tensor.to(.cpu) }
        let json = String(decoding: try TrackJSON.encode(state, onOneLine: true), as: UTF8.self)
        try SafetensorsFile.write(tensors, metadata: [Self.stateKey: json], to: url)
    }

    /// Reads the file back; nil where there is none.
    /// - Throws: `SafetensorsError`, `StateError` or `TrackError` where it is damaged or of another model.
    func load<State: Decodable>(
        _ type: State.Type, into model: inout Model, best: inout Model, optimizer: inout some Optimizer
    ) throws -> State? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let file = try SafetensorsFile(at: url)
        guard let json = file.metadata[Self.stateKey] else {
            throw FrugalError(
                .conflict, url.path, "this is no checkpoint of an episodic training", remedy: "remove it")
        }
        let state = try TrackJSON.decode(type, from: Array(json.utf8), path: url.path)
        let all = try file.stateDictionary(.copying)
        func part(_ prefix: String) -> StateDictionary {
            StateDictionary(
                all.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.tensor) })
        }
        try model.load(laidOut: part("model."))
        try best.load(laidOut: part("best."))
        try optimizer.load(part("optimizer."), for: model)
        return state
    }
}
