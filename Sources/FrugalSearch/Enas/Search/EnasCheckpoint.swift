import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// All that a search with shared weights has learned.
struct EnasRun<Family: SharedFamily>: Sendable {
    var shared: Family.Shared
    var training: SharedTraining<Family.Shared>
    var policy: Family.Policy
    var learning: Reinforce
    var state: EnasState
}

/// The file from which a search with shared weights goes on: weights, momentum, policy and state in one, so that a kill leaves all
/// of an older moment or all of a newer one.
struct EnasCheckpoint {
    private static let key = "frugal.enas"
    let url: URL

    /// Writes the file, whole or not at all.
    func save<Family>(_ run: EnasRun<Family>) throws {
        var tensors = StateDictionary()
        func add(_ prefix: String, _ state: StateDictionary) {
            for (name, tensor) in state { tensors["\(prefix).\(name)"] = tensor.to(.cpu) }
        }
        add("shared", run.shared.stateDictionary)
        add("momentum", run.training.optimizer.stateDictionary(for: run.shared))
        add("policy", run.policy.stateDictionary)
        add("moments", run.learning.stateDictionary(for: run.policy))
        var state = run.state
        state.baseline = run.learning.baseline
        let json = String(decoding: try TrackJSON.encode(state, onOneLine: true), as: UTF8.self)
        try SafetensorsFile.write(tensors, metadata: [Self.key: json], to: url)
    }

    /// Puts `run` where the file stands.
    /// - Returns: whether there was a file; without one the run is left alone.
    /// - Throws: ``FrugalError`` of kind `conflict` where it is of another search; the errors of a damaged file.
    func load<Family>(into run: inout EnasRun<Family>) throws -> Bool {
        guard FileManager.default.fileExists(atPath: url.path) else { return false }
        let file = try SafetensorsFile(at: url)
        guard let json = file.metadata[Self.key] else {
            throw FrugalError(
                .conflict, url.path, "this is no checkpoint of a search with shared weights", remedy: "remove it")
        }
        let state = try TrackJSON.decode(EnasState.self, from: Array(json.utf8), path: url.path)
        guard state.identity == run.state.identity else {
            throw FrugalError(
                .conflict, url.path, "this checkpoint is of a search with other settings, other data or another seed",
                remedy: "remove it, or choose another folder")
        }
        let all = try file.stateDictionary(.copying)
        func part(_ prefix: String) -> StateDictionary {
            StateDictionary(
                all.filter { $0.name.hasPrefix("\(prefix).") }
                    .map { (String($0.name.dropFirst(prefix.count + 1)), $0.tensor) })
        }
        try run.shared.load(laidOut: part("shared"))
        try run.training.optimizer.load(part("momentum"), for: run.shared)
        try run.policy.load(part("policy"))
        try run.learning.load(part("moments"), baseline: state.baseline, for: run.policy)
        run.state = state
        return true
    }
}
