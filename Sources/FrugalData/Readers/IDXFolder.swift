/// A folder with the files of an MNIST-like data set: images and labels under their customary names, such as
/// `train-images-idx3-ubyte.gz` and `t10k-labels-idx1-ubyte`.
public struct IDXFolder: Sendable {
    /// The path of the folder.
    public let path: String
    /// The parts whose two files are there.
    public var parts: [DataPart] { DataPart.allCases.filter { files[$0] != nil } }

    private let files: [DataPart: Pair]

    private struct Pair {
        var images: String
        var labels: String
    }

    /// Finds the files.
    ///
    /// - Throws: `DataError` when the folder cannot be listed, holds no such files, or one of a pair is missing.
    public init(_ path: String) throws {
        self.path = path
        let names = try DataFile.names(in: path)
        var files: [DataPart: Pair] = [:]
        for part in DataPart.allCases {
            let images = try IDXFolder.file(of: part, kind: "images", among: names, in: path)
            let labels = try IDXFolder.file(of: part, kind: "labels", among: names, in: path)
            if let images, let labels {
                files[part] = Pair(images: DataFile.join(path, images), labels: DataFile.join(path, labels))
            } else if let lonely = images ?? labels {
                throw DataError(
                    .notFound, file: path,
                    "there is \(lonely), but not the \(images == nil ? "images" : "labels") that belong to it")
            }
        }
        guard !files.isEmpty else {
            throw DataError(
                .notFound, file: path, "no IDX files were found",
                remedy: "They are named like train-images-idx3-ubyte and train-labels-idx1-ubyte, plain or with .gz")
        }
        self.files = files
    }

    /// Whether a file name is that of an IDX file.
    static func isCustomary(_ name: String) -> Bool { name.contains("-idx") || name.contains(".idx") }

    /// Reads a part.
    ///
    /// The classes are the distinct labels of all parts, in order, named by their numbers.
    ///
    /// - Throws: `DataError` when the part is not there, a file cannot be read, or images and labels do not agree.
    public func load(_ part: DataPart) throws -> LabelledImages {
        guard let pair = files[part] else {
            throw DataError(.notFound, file: path, "there is no \(part.rawValue) part")
        }
        let images = try IDX.read(pair.images)
        return try namingFile(pair.images) {
            try LabelledImages(
                images: images, labels: try labels(of: part), among: try classes(), named: "\(part.rawValue)-images")
        }
    }

    private func labels(of part: DataPart) throws -> [Int64] {
        guard let file = files[part]?.labels else { return [] }
        let array = try IDX.read(file)
        return try namingFile(file) {
            guard array.shape.count == 1 else {
                throw DataError(.inconsistent, "labels should have one dimension, not the shape \(array.shape)")
            }
            return try array.int64s()
        }
    }

    private func classes() throws -> [Int64] {
        try Set(parts.flatMap { try labels(of: $0) }).sorted()
    }

    /// The file of one kind; a plain one goes before a packed one of the same name.
    private static func file(
        of part: DataPart, kind: String, among names: [String], in folder: String
    ) throws -> String? {
        let words = part == .train ? ["train"] : ["t10k", "test"]
        let found = names.filter { name in
            isCustomary(name) && !name.hasPrefix(".") && name.contains(kind) && words.contains { name.contains($0) }
        }
        let stems = Set(found.map { $0.hasSuffix(".gz") ? String($0.dropLast(3)) : $0 })
        guard stems.count <= 1 else {
            throw DataError(
                .inconsistent, file: folder, "there are several data sets: \(found.joined(separator: ", "))",
                remedy: "Put each into a folder of its own")
        }
        return found.first { !$0.hasSuffix(".gz") } ?? found.first
    }
}
