import Foundation
import FrugalData
import FrugalTrack

/// The data sets of an experiment: where each lies, every file held against its SHA-256.
struct ExperimentData: Sendable {
    /// SHA-256 by `set/file`.
    let hashes: [String: String]
    private let folders: [String: URL]
    /// Why optional sets are not there.
    private let missing: [String: DataError]

    /// Finds and checks the sets of these names.
    /// - Parameter optional: sets that need not be there; one that is damaged is an error all the same.
    /// - Throws: `DataError`: for a missing file, where it was looked for and how to get it; for a damaged one, its path;
    ///   for a set whose files lie in several folders, which.
    init(_ names: [String], optional: [String] = [], in registry: Registry) throws {
        var hashes: [String: String] = [:]
        var folders: [String: URL] = [:]
        var missing: [String: DataError] = [:]
        for name in names + optional {
            let located: Registry.Located
            do {
                located = try registry.locate(name)
            } catch let error as DataError where error.code == .notFound && optional.contains(name) {
                missing[name] = error
                continue
            }
            for file in located.set.files { hashes["\(located.set.name)/\(file.name)"] = file.sha256 }
            let places = Set(located.paths.values.map { URL(fileURLWithPath: $0).deletingLastPathComponent() })
            guard let place = places.first, places.count == 1 else {
                let list = places.map(\.path).sorted().joined(separator: ", ")
                throw DataError(
                    .inconsistent, file: name, "the files of this data set lie in several folders: \(list)",
                    remedy: "Put them into one of these")
            }
            folders[name] = place
        }
        self.hashes = hashes
        self.folders = folders
        self.missing = missing
    }

    /// The folder of a set.
    /// - Throws: `DataError` of code `notFound` for an optional set that is not there, ``FrugalError`` for a set that the
    ///   experiment does not name among its own.
    func folder(of name: String) throws -> URL {
        if let error = missing[name] { throw error }
        guard let folder = folders[name] else {
            throw FrugalError(.data, name, "the experiment reads this data set without naming it among its own")
        }
        return folder
    }
}
