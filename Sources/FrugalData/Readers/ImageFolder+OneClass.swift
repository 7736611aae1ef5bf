extension ImageFolder {
    /// The pictures of one class, in the order of their paths' bytes: those of a folder and the folders inside it, or a
    /// single file.
    ///
    /// - Throws: `DataError` that names what is missing, a folder without pictures, or a picture of a kind that is not read.
    public static func pictures(at path: String) throws -> [String] {
        switch DataFile.kind(of: path) {
        case .missing:
            throw DataError(.notFound, file: path, "there is no such folder or file")
        case .file:
            return [path]
        case .other:
            throw DataError(.unsupported, file: path, "this is neither a folder nor a plain file")
        case .folder:
            var listing = PictureListing(policy: .refuse)
            try listing.addClass(DataFile.lastName(path), at: path)
            return listing.files.map(\.path)
        }
    }
}
