/// numpy's npz files: a zip archive of npy files, each read when asked for.
public struct NPZ: Sendable {
    /// The names of the arrays, as numpy shows them (without `.npy`), in the order of the file.
    public let keys: [String]
    /// The path the archive was read from, if any.
    public var file: String? { archive.file }

    private let archive: ZipArchive

    /// Opens the archive at `path`.
    ///
    /// - Throws: `DataError` when the file cannot be read, is no zip archive or holds no arrays.
    public init(_ path: String) throws {
        try self.init(archive: try ZipArchive(path))
    }

    /// Takes an archive already opened. Errors as for `init(_:)`.
    public init(archive: ZipArchive) throws {
        self.archive = archive
        keys = archive.entries.filter { $0.name.hasSuffix(".npy") }.map { String($0.name.dropLast(4)) }
        guard !keys.isEmpty else { throw DataError(.notFound, file: archive.file, "the archive holds no npy files") }
    }

    /// The array called `key`.
    ///
    /// - Throws: `DataError` when there is none or it cannot be read.
    public func array(_ key: String) throws -> NumericArray {
        guard let entry = archive.entries.first(where: { $0.name == "\(key).npy" }) else {
            throw DataError(
                .notFound, file: file, "there is no array '\(key)'",
                remedy: "There are: \(keys.joined(separator: ", "))")
        }
        do {
            return try NPY.parse(try archive.contents(of: entry))
        } catch let error as DataError where error.file == nil {
            var placed = error
            placed.place = "array '\(key)'" + (error.place.map { ", \($0)" } ?? "")
            throw file.map { placed.inFile($0) } ?? placed
        }
    }
}

extension NPZ {
    /// The parts found under customary names: `x_train` and `y_train`, `x_test` and `y_test`, or for a single part `x` and
    /// `y`, `images` and `labels`, `data` and `target`.
    public var parts: [DataPart] { DataPart.allCases.filter { pair(for: $0) != nil } }

    /// Pictures and labels of a part.
    ///
    /// Pictures are of shape (N, H, W), (N, H, W, 1 or 3) or (N, 1 or 3, H, W), in 0...255 or, in floating point, 0...1.
    /// Labels are whole numbers of shape (N) or (N, 1); the classes are their distinct values in all parts.
    ///
    /// - Throws: `DataError` when the part is not there, an array cannot be read, or the two do not agree.
    public func load(_ part: DataPart) throws -> LabelledImages {
        guard let pair = pair(for: part) else {
            throw DataError(
                .notFound, file: file,
                "there is no \(part.rawValue) part among the arrays \(keys.joined(separator: ", "))",
                remedy: "Name the arrays x_train, y_train, x_test and y_test, or images and labels")
        }
        let classes = try Set(parts.flatMap { try labels(of: $0) }).sorted()
        let images = try array(pair.images)
        return try namingFile(file) {
            try LabelledImages(
                images: images, labels: try labels(of: part), among: classes, named: pair.images)
        }
    }

    private func labels(of part: DataPart) throws -> [Int64] {
        guard let key = pair(for: part)?.labels else { return [] }
        let array = try array(key)
        do {
            guard array.shape.count == 1 || (array.shape.count == 2 && array.shape[1] == 1) else {
                throw DataError(.unsupported, "labels should be of shape (N), not \(array.shape)")
            }
            return try array.int64s()
        } catch var error as DataError {
            error.place = "array '\(key)'" + (error.place.map { ", \($0)" } ?? "")
            throw file.map { error.inFile($0) } ?? error
        }
    }

    private func pair(for part: DataPart) -> (images: String, labels: String)? {
        let suffixed = ["x", "X", "images"].flatMap { image in
            ["y", "Y", "labels"].map { ("\(image)_\(part.rawValue)", "\($0)_\(part.rawValue)") }
        }
        let prefixed = [("\(part.rawValue)_images", "\(part.rawValue)_labels")]
        let plain = part == .train ? [("x", "y"), ("X", "y"), ("images", "labels"), ("data", "target")] : []
        return (suffixed + prefixed + plain).first { keys.contains($0.0) && keys.contains($0.1) }
            .map { (images: $0.0, labels: $0.1) }
    }
}
