import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The file from which the training of a candidate goes on: network, best network, optimiser and state in one, so that a
/// kill leaves all of an older moment or all of a newer one.
struct Checkpoint {
    private static let stateKey = "frugal.state"
    let url: URL

    init(at url: URL) { self.url = url }

    /// Writes the file, whole or not at all.
    func save(_ state: TrainingState, network: Network, best: Network, optimizer: AdamW) throws {
        var tensors = StateDictionary()
        for (name, tensor) in network.stateDictionary { tensors["network.\(name)"] = tensor.to(.cpu) }
        for (name, tensor) in best.stateDictionary { tensors["best.\(name)"] = tensor.to(.cpu) }
        for (name, tensor) in optimizer.stateDictionary(for: network) { tensors["optimizer.\(name)"] = tensor.to(.cpu) }
        let json = String(decoding: try TrackJSON.encode(state, onOneLine: true), as: UTF8.self)
        try SafetensorsFile.write(tensors, metadata: [Self.stateKey: json], to: url)
    }

    /// Reads the file back; nil where there is none.
    /// - Throws: `SafetensorsError`, `StateError` or `TrackError` where it is damaged or of another network.
    func load(into network: inout Network, best: inout Network, optimizer: inout AdamW) throws -> TrainingState? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let file = try SafetensorsFile(at: url)
        guard let json = file.metadata[Self.stateKey] else {
            throw FrugalError(
                .conflict, url.path, "this is no checkpoint of a fit", remedy: "remove it, or give --fresh")
        }
        let state = try TrackJSON.decode(TrainingState.self, from: Array(json.utf8), path: url.path)
        let all = try file.stateDictionary(.copying)
        func part(_ prefix: String) -> StateDictionary {
            StateDictionary(
                all.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.tensor) })
        }
        try network.load(laidOut: part("network."))
        try best.load(laidOut: part("best."))
        try optimizer.load(part("optimizer."), for: network)
        return state
    }
}
