extension Registry {
    /// Where the files of a set lie.
    public struct Located: Sendable {
        /// The set.
        public let set: DataSet
        /// The path of each file, by its name.
        public let paths: [String: String]

        /// The path of one file.
        ///
        /// - Throws: `DataError` (`.notFound`) for a name that the set does not have.
        public func path(of file: String) throws -> String {
            if let path = paths[file] { return path }
            throw DataError(
                .notFound, "the data set \(set.name) has no file '\(file)'",
                remedy: "Its files are \(set.files.map(\.name).joined(separator: ", "))")
        }
    }

    /// Finds the files of a set on this machine and checks their contents.
    ///
    /// - Parameters:
    ///   - files: the files wanted; nil for all.
    ///   - checking: false to trust name and size, where the same files were checked a moment ago.
    /// - Throws: `DataError`: for a missing file, which one it is, where it was looked for and where to get it; for one
    ///   with other contents, its path.
    public func locate(_ name: String, files: [String]? = nil, checking: Bool = true) throws -> Located {
        let set = try self.set(named: name)
        var paths: [String: String] = [:]
        for file in try wanted(files, of: set) {
            guard let path = try find(file, of: set, checking: checking) else { throw missing(file, of: set) }
            paths[file.name] = path
        }
        return Located(set: set, paths: paths)
    }

    func wanted(_ names: [String]?, of set: DataSet) throws -> [DataSet.File] {
        guard let names else { return set.files }
        return try names.map { name in
            if let file = set.files.first(where: { $0.name == name }) { return file }
            throw DataError(
                .notFound, "the data set \(set.name) has no file '\(name)'",
                remedy: "Its files are \(set.files.map(\.name).joined(separator: ", "))")
        }
    }

    /// The first copy of a file in the folders, nil if there is none.
    ///
    /// - Throws: `DataError` when the first copy is not the right one: a damaged file is named, never passed over.
    func find(_ file: DataSet.File, of set: DataSet, checking: Bool) throws -> String? {
        for folder in folders {
            let path = "\(folder)/\(set.name)/\(file.name)"
            guard let size = FileFacts.size(of: path) else { continue }
            if let fault = try fault(of: path, size: size, file: file, checking: checking) {
                throw DataError(
                    .checksum, file: path, fault,
                    remedy: "Delete the file and run 'frugal data get \(set.name)', or copy it anew")
            }
            return path
        }
        return nil
    }

    /// What distinguishes the file at `path` from the one it should be, nil if nothing does.
    func fault(of path: String, size: Int, file: DataSet.File, checking: Bool) throws -> String? {
        guard size == file.bytes else { return "it has \(size) bytes and should have \(file.bytes)" }
        guard checking else { return nil }
        let sum = try SHA256.hex(ofFile: path)
        return sum == file.sha256 ? nil : "its SHA-256 is \(sum.prefix(12))… and should be \(file.sha256.prefix(12))…"
    }

    private func missing(_ file: DataSet.File, of set: DataSet) -> DataError {
        let places = folders.map { "\($0)/\(set.name)" }.joined(separator: ", ")
        var remedy: String
        if file.url != nil || set.archive != nil {
            let source = file.url ?? set.archive?.url ?? ""
            remedy = "Run 'frugal data get \(set.name)', or put the file there yourself from \(source)"
        } else {
            remedy = "It has no public address: copy it to one of these folders, or set FRUGAL_MIRROR. \(set.origin)"
        }
        if let sheets = sheets(for: file, of: set) {
            remedy =
                "It lies packed in \(sheets): run 'python3 cifar_sheets.py unpack \(sheets) \(cache)/\(set.name)', "
                + "with the program from the folder above"
        }
        while remedy.hasSuffix(".") { remedy.removeLast() }
        return DataError(
            .notFound, "the file \(file.name) of the data set \(set.name) was not found; looked in \(places)",
            remedy: remedy)
    }

    /// The folder in which the pictures of a binary batch lie as a lossless sheet, nil if there is none.
    private func sheets(for file: DataSet.File, of set: DataSet) -> String? {
        guard file.name.hasSuffix(".bin") else { return nil }
        return folders.map { "\($0)/\(set.name)" }
            .first { FileFacts.size(of: "\($0)/\(file.name.dropLast(4)).webp") != nil }
    }

    /// What checking one file found.
    public struct FileCheck: Sendable {
        /// The file.
        public let file: DataSet.File
        /// Where it lies, nil if it was not found.
        public let path: String?
        /// What is wrong with it, nil if nothing is.
        public let fault: String?
    }

    /// Reads every file of a set and compares it with its checksum; faults are told, not thrown.
    ///
    /// - Throws: `DataError` for an unknown name or a file that cannot be read.
    public func verify(_ name: String) throws -> [FileCheck] {
        let set = try self.set(named: name)
        return try set.files.map { file in
            let copies = folders.map { "\($0)/\(set.name)/\(file.name)" }
            for path in copies {
                guard let size = FileFacts.size(of: path) else { continue }
                return FileCheck(
                    file: file, path: path, fault: try fault(of: path, size: size, file: file, checking: true))
            }
            return FileCheck(file: file, path: nil, fault: "it was not found")
        }
    }
}
