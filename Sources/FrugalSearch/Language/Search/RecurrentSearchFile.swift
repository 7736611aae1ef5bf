import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The file from which a search for a cell goes on: shared weights, controller, its optimiser, and the place in the text.
struct RecurrentSearchFile {
    private static let key = "frugal.cell-search"
    private let url: URL
    private let identity: String

    /// What lies in the file's head.
    private struct Head: Codable {
        var state: RecurrentSearchState
        var identity: String
    }

    init(_ url: URL, of search: RecurrentSearch) throws {
        self.url = url
        let settings = String(decoding: try TrackJSON.encode(search.settings, onOneLine: true), as: UTF8.self)
        identity =
            "\(search.seed) \(settings) \(search.text.length)+\(search.validation.text.length) of \(search.vocabulary) words"
    }

    func save(_ session: RecurrentSearchSession) throws {
        var tensors = StateDictionary()
        for (name, tensor) in session.weights.stateDictionary { tensors["weights.\(name)"] = tensor.to(.cpu) }
        for (name, tensor) in session.learner.stateDictionary(for: session.weights.controller) {
            tensors["optimizer.\(name)"] = tensor.to(.cpu)
        }
        let head = try TrackJSON.encode(Head(state: session.state, identity: identity), onOneLine: true)
        try SafetensorsFile.write(tensors, metadata: [Self.key: String(decoding: head, as: UTF8.self)], to: url)
    }

    /// Puts `session` where the file stands; leaves it where there is none.
    func load(_ session: inout RecurrentSearchSession) throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        let file = try SafetensorsFile(at: url)
        guard let json = file.metadata[Self.key] else {
            throw FrugalError(.conflict, url.path, "this is no checkpoint of a cell search", remedy: "remove it")
        }
        let head = try TrackJSON.decode(Head.self, from: Array(json.utf8), path: url.path)
        guard head.identity == identity else {
            throw FrugalError(
                .conflict, url.path, "this checkpoint is of other settings, another text or another seed",
                remedy: "remove it, or choose another folder")
        }
        try session.weights.load(laidOut: part("weights.", of: file))
        try session.learner.load(
            part("optimizer.", of: file), baseline: head.state.baseline, for: session.weights.controller)
        session.state = head.state
        session.prepare()
    }

    private func part(_ prefix: String, of file: SafetensorsFile) throws -> StateDictionary {
        StateDictionary(
            try file.stateDictionary(.copying).filter { $0.name.hasPrefix(prefix) }
                .map { (String($0.name.dropFirst(prefix.count)), $0.tensor) })
    }
}
