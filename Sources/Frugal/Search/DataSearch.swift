import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// A network found for somebody's data within a time, with the evidence that the search was worth it.
///
///     var recipe = SearchRecipe()
///     recipe.seconds = 300
///     recipe.goal = .parameters
///     let result = try DataSearch(data: "photos", bundle: "photos.frugal", recipe: recipe).run()
///     print(result.evidence.text)
///
/// Several searches with seeds of their own, random search at the same cost beside them; what each found is trained as the
/// networks of ``Fit`` are in the same trainer; of some architectures the search score is held against a whole training;
/// the chosen network is trained several times; the test part is read once, at the end. Every trial has a process of its
/// own. The run is kept in `NAME.frugal.search` beside the bundle, and an equal search goes on from there.
public struct DataSearch: Codable, Sendable {
    /// The data: a folder or a file.
    public var data: String
    /// The folder of the bundle that is written.
    public var bundle: URL
    /// The settings.
    public var recipe: SearchRecipe
    /// The line that repeats the run, for its record.
    public var command: String
    /// Whether broken files are left out and listed instead of refused.
    public var skipsBroken: Bool
    /// The arguments with which this program becomes a worker for the search in a folder, whose path follows them.
    public var workerArguments: [String]

    /// A search on `data` into `bundle`.
    public init(
        data: String, bundle: String, recipe: SearchRecipe = SearchRecipe(), command: String = "",
        skipsBroken: Bool = false, workerArguments: [String] = ["search-worker"]
    ) {
        self.data = data
        self.bundle = URL(fileURLWithPath: bundle)
        self.recipe = recipe
        self.command = command
        self.skipsBroken = skipsBroken
        self.workerArguments = workerArguments
    }

    /// The folder that keeps the run, beside the bundle.
    public var work: URL {
        bundle.deletingLastPathComponent().appendingPathComponent(bundle.lastPathComponent + ".search")
    }

    /// Runs the search, goes on with it, or gives the result of a finished one.
    /// - Parameters:
    ///   - usedBefore: seconds of the time that are gone already.
    ///   - observer: is told what happens, on the calling thread.
    ///   - shouldStop: asked several times a second; true saves and throws ``FrugalError`` of kind `interrupted`.
    /// - Throws: ``FrugalError``, `DataError`, `TrackError` or `TensorError`, each with what to do about it.
    public func run(
        usedBefore: Double = 0, observer: @escaping (SearchEvent) -> Void = { _ in },
        shouldStop: @escaping () -> Bool = { false }
    ) throws -> DataSearchResult {
        try recipe.check()
        try ModelBundle.checkReplaceable(bundle)
        let threads = Engine.threads
        defer { Engine.threads = threads }
        let session = try SearchSession(self, usedBefore: usedBefore, observer: observer, shouldStop: shouldStop)
        return try session.run()
    }

    /// Serves the trials of the search in a folder: what the program does as a worker.
    /// - Throws: ``FrugalError`` where no search started this process; the errors of reading the data.
    public static func work(in folder: String) throws {
        let file = URL(fileURLWithPath: folder).appendingPathComponent(SearchTask.file)
        let task = try TrackJSON.read(SearchTask.self, at: file)
        let device = try EngineSetup.apply(device: task.device, threads: 1)
        let data = try SearchData(task).children
        try ForkServer.run { order, progress in
            let body = try SearchBody(SearchTask.of(order), data, device: device)
            return try body.run(order) { step, steps, value in progress.report(step, of: steps, value: value) }
        }
    }
}

/// What happens in a search.
public enum SearchEvent: Sendable {
    /// A phase begins.
    case phase(String)
    /// Something that a person should know.
    case note(String)
    /// How far a study is: its name, trials that ended, all of them (nil where time decides), the best score so far.
    case progress(study: String, ended: Int, of: Int?, best: Double?)
}

/// What a search on somebody's data gave.
public struct DataSearchResult: Codable, Sendable {
    /// The bundle.
    public var bundle: String
    /// The page.
    public var report: String
    /// The folder of the run.
    public var work: String
    /// The architecture that was chosen, as ``FrugalSearch/Architecture`` prints it.
    public var architecture: String
    /// The evidence.
    public var evidence: SearchEvidence
    /// The score of the network in the bundle on the test part.
    public var test: Evaluation
    /// Wall-clock seconds, those of earlier processes included.
    public var seconds: Double
}

extension SearchEvidence {
    /// Pictures of the networks found, each once, the chosen one first.
    /// - Throws: ``FrugalError`` where the space is not known by name any more.
    func drawings() throws -> [(chart: any Chart, caption: String)] {
        let family = try NetworkFamilies.named(space.name)
        var seen: Set<FrugalSearch.Architecture> = []
        return try finals.compactMap { final in
            guard let architecture = final.architecture, seen.insert(architecture).inserted else { return nil }
            let tokens = architecture.tokens.map(String.init).joined(separator: " ")
            return (try family.chart(of: architecture), "\(final.name): \(tokens)")
        }
    }
}

extension DataSearchResult {
    /// The page of evidence.
    /// - Throws: ``FrugalError`` where the space is not known by name any more.
    public func page(title: String) throws -> Report {
        try evidence.report(title: title, drawings: evidence.drawings())
    }
}
