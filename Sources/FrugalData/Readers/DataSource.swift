/// The front door for a user's data: recognises what a path is.
public enum DataSource: Sendable {
    /// One subfolder a class.
    case imageFolder(ImageFolder)
    /// A folder of MNIST-like files.
    case idx(IDXFolder)
    /// A folder of CIFAR files.
    case cifar(CIFARFolder)
    /// A folder with the files of cropped SVHN.
    case svhn(SVHNFolder)
    /// An npz file.
    case npz(NPZ)
    /// An archive of Omniglot drawings.
    case omniglot(OmniglotArchive)
    /// A CSV or TSV file, plain or gzipped; it is not read here.
    case table(path: String)

    /// Looks at `path` and opens what it is. Pictures are not decoded yet.
    ///
    /// - Parameters:
    ///   - path: a folder or file.
    ///   - policy: for an image folder, what to do about files that cannot be used.
    ///   - leastClasses: for an image folder, how many classes it must have.
    /// - Throws: `DataError` when nothing is there, when what is there cannot be opened, or when it is none of the kinds
    ///   known; the error then says what was looked for.
    public static func open(
        _ path: String, policy: ImageFolder.Policy = .refuse, leastClasses: Int = 2
    ) throws -> DataSource {
        switch DataFile.kind(of: path) {
        case .missing: throw DataError(.notFound, file: path, "there is nothing at this path")
        case .other: throw DataError(.unsupported, file: path, "this is neither a file nor a folder")
        case .folder: return try openFolder(path, policy, leastClasses)
        case .file: return try openFile(path)
        }
    }

    /// The parts that hold pictures; empty for a table.
    public var parts: [DataPart] {
        switch self {
        case .imageFolder, .omniglot: [.train]
        case .idx(let folder): folder.parts
        case .cifar(let folder): folder.parts
        case .svhn(let folder): folder.parts
        case .npz(let file): file.parts
        case .table: []
        }
    }

    private static func openFolder(
        _ path: String, _ policy: ImageFolder.Policy, _ leastClasses: Int
    ) throws -> DataSource {
        let entries = try DataFile.entries(in: path).filter { !$0.name.hasPrefix(".") }
        let names = entries.map(\.name)
        if names.contains(where: IDXFolder.isCustomary) { return .idx(try IDXFolder(path)) }
        if CIFARFolder.recognise(names) != nil { return .cifar(try CIFARFolder(path)) }
        if names.contains(where: SVHNFolder.isCustomary) { return .svhn(try SVHNFolder(path)) }
        if entries.contains(where: { $0.kind == .folder }) {
            return .imageFolder(try ImageFolder(path, policy: policy, leastClasses: leastClasses))
        }
        let inside = names.isEmpty ? "it is empty" : "it holds \(names.prefix(3).joined(separator: ", "))"
        throw DataError(
            .notFound, file: path,
            "no data set was recognised in this folder; \(inside)\(names.count > 3 ? " and more" : "")",
            remedy: "Looked for: a subfolder a class with PNG or JPEG pictures; train-images-idx3-ubyte (IDX); "
                + "data_batch_1.bin or train.bin (CIFAR); train_32x32.mat (SVHN). A table or npz file is named itself, not its folder"
        )
    }

    private static func openFile(_ path: String) throws -> DataSource {
        let name = DataFile.lastName(path).lowercased()
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        if plain.hasSuffix(".csv") || plain.hasSuffix(".tsv") { return .table(path: path) }
        if name.hasSuffix(".npz") || name.hasSuffix(".zip") { return try openArchive(path) }
        if IDXFolder.isCustomary(plain) || plain.hasSuffix(".bin") || SVHNFolder.isCustomary(name) {
            throw DataError(
                .invalidArgument, file: path, "this is one file of a data set of several",
                remedy: "Name the folder it lies in")
        }
        if plain.hasSuffix(".npy") {
            throw DataError(
                .invalidArgument, file: path, "a single array has no labels",
                remedy: "Save pictures and labels together with numpy.savez(file, x=..., y=...)")
        }
        throw DataError(
            .notFound, file: path, "the kind of this file was not recognised",
            remedy: "Looked for: .csv or .tsv (plain or .gz), .npz, an Omniglot .zip, or a folder of pictures")
    }

    private static func openArchive(_ path: String) throws -> DataSource {
        let archive = try ZipArchive(path)
        if archive.entries.contains(where: { $0.name.hasSuffix(".npy") }) { return .npz(try NPZ(archive: archive)) }
        if let drawings = try? OmniglotArchive(archive: archive) { return .omniglot(drawings) }
        throw DataError(
            .unsupported, file: path, "the archive holds neither numpy arrays nor Omniglot drawings",
            remedy: "Unpack it and name the folder")
    }
}
