import CFrugalCodecs

/// A folder of pictures with one subfolder a class, the usual form of a data set of one's own.
///
/// Classes are the subfolders in the order of their names' bytes, as in torchvision; folders inside them are searched too.
/// Whether a file is a picture is told by its contents, not by its name; hidden files are passed over.
public struct ImageFolder: Sendable {
    /// What to do about what cannot be used.
    public enum Policy: String, Sendable, CaseIterable, Codable {
        /// Throw an error that names the first such file.
        case refuse
        /// Leave it out and list it, with the reason.
        case skip
    }

    /// A picture file and its class.
    public struct File: Sendable, Equatable {
        /// The path, beginning with that of the folder.
        public let path: String
        /// The index of its class in `classes`.
        public let label: Int
    }

    /// The path of the folder.
    public let root: String
    /// What is done about files that cannot be used.
    public let policy: Policy
    /// The names of the classes.
    public let classes: [String]
    /// The picture files, class after class, each class in the order of the paths' bytes.
    public let files: [File]
    /// What was found to be unusable so far, with reasons; always empty with `Policy.refuse`.
    public let skipped: [DataError]
    /// Files beside the pictures that are no pictures and do not claim to be, such as `notes.txt`.
    public let ignored: [String]
    /// What is worth knowing but no error, such as a class with a single picture.
    public let warnings: [String]

    /// Lists the pictures; none is decoded yet.
    ///
    /// - Parameter leastClasses: two, to learn to tell them apart; one is enough for a model that knows its classes.
    /// - Throws: `DataError` when the folder is missing, has fewer classes, or (with `Policy.refuse`) has a class
    ///   without pictures or a file whose name says picture but which is of a kind that is not read.
    public init(_ root: String, policy: Policy = .refuse, leastClasses: Int = 2) throws {
        let subfolders = try ImageFolder.subfolders(of: root)
        var listing = PictureListing(policy: policy)
        for name in subfolders { try listing.addClass(name, at: DataFile.join(root, name)) }
        guard listing.classes.count >= max(1, leastClasses) else {
            throw DataError(
                .inconsistent, file: root,
                listing.classes.isEmpty
                    ? "no class has a picture"
                    : "there is only one class, '\(listing.classes[0])', so nothing to tell apart",
                remedy: "Put the pictures of each class into a subfolder of its own")
        }
        self.root = root
        self.policy = policy
        classes = listing.classes
        files = listing.files
        skipped = listing.skipped
        ignored = listing.ignored
        warnings = listing.warnings
    }

    /// The class folders, after a look at what else the folder might be.
    private static func subfolders(of root: String) throws -> [String] {
        guard DataFile.kind(of: root) != .missing else {
            throw DataError(.notFound, file: root, "there is no such folder")
        }
        let entries = try DataFile.entries(in: root).filter { !$0.name.hasPrefix(".") }
        let folders = entries.filter { $0.kind == .folder }.map(\.name)
        guard !folders.isEmpty else {
            throw DataError(
                .notFound, file: root, "there are no class folders (\(entries.count) other files)",
                remedy: "Put the pictures of each class into a subfolder of its own")
        }
        let splits: Set = ["train", "training", "test", "testing", "val", "valid", "validation"]
        if splits.isSuperset(of: folders.map { $0.lowercased() }) {
            throw DataError(
                .inconsistent, file: root, "the subfolders (\(folders.joined(separator: ", "))) are parts, not classes",
                remedy: "Name one part, such as \(DataFile.join(root, folders[0]))")
        }
        guard Set(folders).count == folders.count else {
            throw DataError(
                .inconsistent, file: root, "two class folders have names that differ only in their Unicode form",
                remedy: "Rename one of them")
        }
        return folders
    }
}
