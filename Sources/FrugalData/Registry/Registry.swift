import Foundation

/// Finds data sets by name: in the folder given, in `$FRUGAL_DATA`, in the user's cache, and last at their public
/// addresses. Every file is held against its SHA-256 before it is used.
public struct Registry: Sendable {
    /// The sets known.
    public let sets: [DataSet]
    /// The folders looked into, in this order; each holds one folder a set.
    public let folders: [String]
    /// The folder that downloads are kept in; the last of `folders`.
    public let cache: String
    /// An address tried before the public ones (`$FRUGAL_MIRROR`): it holds `set/file`, as the folders do.
    public let mirror: String?

    /// A registry with the folders that apply here.
    ///
    /// - Parameters:
    ///   - dataFolder: the folder named with `--data-dir`.
    ///   - environment: the variables to read; `FRUGAL_DATA`, `FRUGAL_CACHE`, `XDG_CACHE_HOME`, `HOME`, `FRUGAL_MIRROR`.
    public init(
        dataFolder: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
        sets: [DataSet] = DataSet.builtIn
    ) {
        // An empty variable means the same as none: `FRUGAL_DATA= frugal …` switches it off.
        let named = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.sets = sets
        cache =
            named("FRUGAL_CACHE") ?? named("XDG_CACHE_HOME").map { $0 + "/frugal" }
            ?? (named("HOME") ?? NSTemporaryDirectory()) + "/.cache/frugal"
        var unique: [String] = []
        for folder in [dataFolder, named("FRUGAL_DATA"), cache].compactMap({ $0 }) where !unique.contains(folder) {
            unique.append(folder)
        }
        folders = unique
        mirror = named("FRUGAL_MIRROR").map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    /// The set of that name or alias.
    ///
    /// - Throws: `DataError` (`.notFound`) that lists the names there are.
    public func set(named name: String) throws -> DataSet {
        if let set = sets.first(where: { $0.name == name || $0.aliases.contains(name) }) { return set }
        throw DataError(
            .notFound, "there is no data set called '\(name)'",
            remedy: "The names are \(sets.map(\.name).joined(separator: ", "))")
    }

    /// How much of a set is at hand.
    public struct Entry: Sendable {
        /// The set.
        public let set: DataSet
        /// The files found (by name and size, contents unread) and their paths.
        public let found: [String: String]
        /// Whether all files are there.
        public var isComplete: Bool { found.count == set.files.count }
    }

    /// All sets, and which of their files are at hand.
    public func list() -> [Entry] {
        sets.map { set in
            let found = set.files.compactMap { file in present(file, of: set).map { (file.name, $0) } }
            return Entry(set: set, found: Dictionary(found, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// The path of the first copy of `file` that has the right size.
    func present(_ file: DataSet.File, of set: DataSet) -> String? {
        folders.map { "\($0)/\(set.name)/\(file.name)" }.first { FileFacts.size(of: $0) == file.bytes }
    }
}
