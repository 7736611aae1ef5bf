import FrugalData

/// What a person means by DATA: a path, or the name of a data set that Frugal knows.
enum DataPath {
    /// The path itself where something lies there or nothing is known under that name, else the folder of the data set.
    /// - Throws: `DataError` that says where a known data set was looked for and how to get it.
    static func resolve(_ data: String, options: DataOptions) throws -> String {
        guard DataFile.kind(of: data) == .missing, !data.contains("/") else { return data }
        let registry = Registry(dataFolder: options.dataFolder)
        guard let set = try? registry.set(named: data) else { return data }
        let folders = registry.folders.map { "\($0)/\(set.name)" }
        if let found = folders.first(where: { DataFile.kind(of: $0) == .folder }) { return found }
        throw DataError(
            .notFound, file: data,
            "this data set is known but not at hand; looked in \(folders.joined(separator: ", "))",
            remedy: "Fetch it with `frugal data get \(set.name)`, or give a path")
    }
}
