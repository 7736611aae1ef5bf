import FrugalData

/// What a person means by DATA: a path, or the name of a data set that Frugal knows.
enum DataPath {
    /// The path itself where something lies there or nothing is known under that name, else the folder of the data set.
    static func resolve(_ data: String, options: DataOptions) -> String {
        guard DataFile.kind(of: data) == .missing, !data.contains("/") else { return data }
        let registry = Registry(dataFolder: options.dataFolder)
        guard let set = try? registry.set(named: data) else { return data }
        return registry.folders.map { "\($0)/\(set.name)" }.first { DataFile.kind(of: $0) == .folder } ?? data
    }
}
