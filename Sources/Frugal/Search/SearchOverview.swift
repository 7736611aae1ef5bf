import Foundation
import FrugalSearch
import FrugalTrack

/// What lies in the folder of a search, finished or not.
public struct SearchOverview: Sendable {
    /// A study of the search.
    public struct StudyLine: Codable, Sendable {
        /// Its name.
        public var name: String
        /// The searcher.
        public var searcher: String
        /// Trials that have ended.
        public var ended: Int
        /// Of these, trials that failed.
        public var failed: Int
        /// The best score; nil before the first.
        public var best: Double?
        /// Seconds it has taken.
        public var seconds: Double
    }

    static let settingsFile = "search.json"

    /// The folder.
    public let folder: URL
    /// The search, so that it can be gone on with.
    public let search: DataSearch
    /// The state in its record.
    public let state: String
    /// Seconds so far.
    public let seconds: Double
    /// What it gave; nil while it is not finished.
    public let result: DataSearchResult?

    /// Looks into the folder of a search.
    /// - Throws: ``FrugalError`` of kind `usage` for a folder that is none; `TrackError` for a damaged one.
    public init(_ path: String) throws {
        folder = URL(fileURLWithPath: path)
        let settings = folder.appendingPathComponent(Self.settingsFile)
        guard FileManager.default.fileExists(atPath: settings.path) else {
            throw FrugalError(
                .usage, path, "this is not the folder of a search",
                remedy: "give a folder NAME.frugal.search; 'frugal search list' shows those there are")
        }
        search = try TrackJSON.read(DataSearch.self, at: settings)
        let record = try TrackJSON.read(RunRecord.self, at: folder.appendingPathComponent("run.json"))
        state = record.state.rawValue
        seconds = record.ledger?.seconds ?? 0
        let file = folder.appendingPathComponent("result.json")
        result =
            FileManager.default.fileExists(atPath: file.path)
            ? try TrackJSON.read(DataSearchResult.self, at: file) : nil
    }

    /// The searches whose folders lie in a folder, by name.
    /// - Throws: ``FrugalError`` of kind `usage` where there is no such folder.
    public static func all(in path: String) throws -> [SearchOverview] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw FrugalError(.usage, path, "there is no such folder")
        }
        return names.sorted().compactMap { name in
            name.hasSuffix(".frugal.search") ? try? SearchOverview("\(path)/\(name)") : nil
        }
    }

    /// Its studies in the order of names, then the searches with shared weights that have ended.
    public func studies() throws -> [StudyLine] {
        try studyNames.map { name in
            let store = try store(name)
            let trials = try store.trials()
            return StudyLine(
                name: name, searcher: store.definition.searcher, ended: trials.count { $0.record != nil },
                failed: trials.count { $0.record?.failure != nil }, best: trials.compactMap { $0.trial?.score }.max(),
                seconds: try store.spent())
        } + sharedSearches()
    }

    /// Searches with shared weights are no studies: they have no trials of their own but those they end with.
    private func sharedSearches() -> [StudyLine] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).sorted().compactMap { file in
            guard file.hasPrefix("search-"), file.hasSuffix(".json") else { return nil }
            let outcome = try? TrackJSON.read(
                SearchSession.StudyOutcome.self, at: folder.appendingPathComponent(file))
            guard let outcome, outcome.entropies != nil else { return nil }
            return StudyLine(
                name: outcome.name, searcher: search.recipe.searcher.rawValue, ended: outcome.trials.count, failed: 0,
                best: outcome.trials.compactMap(\.score).max(), seconds: outcome.seconds.reduce(0, +))
        }
    }

    /// The trials of a study.
    /// - Throws: ``FrugalError`` of kind `usage` that lists the studies there are.
    public func trials(of name: String) throws -> [StoredTrial] {
        guard studyNames.contains(name) else {
            throw FrugalError(
                .usage, name, "there is no study of this name",
                remedy: "give one of \(studyNames.joined(separator: ", "))")
        }
        return try store(name).trials()
    }

    private var studyNames: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("studies").path)
        return (names ?? []).sorted()
    }

    private func store(_ name: String) throws -> TrialStore {
        try TrialStore(in: folder.appendingPathComponent("studies/\(name)"))
    }
}
