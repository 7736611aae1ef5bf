extension DataSource {
    /// The pictures of a part, at their own size.
    /// - Throws: `DataError` where the part is missing or broken, or the data are a table.
    public func pictures(_ part: DataPart) throws -> LabelledImages {
        switch self {
        case .imageFolder(let folder): return try folder.load()
        case .idx(let folder): return try folder.load(part)
        case .cifar(let folder): return try folder.load(part)
        case .svhn(let folder): return try folder.load(part)
        case .npz(let file): return try file.load(part)
        case .omniglot(let archive): return try archive.load()
        case .table(let path): throw DataError(.unsupported, file: path, "a table holds no pictures")
        }
    }
}
