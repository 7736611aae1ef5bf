/// A data set that Frugal knows by name: its files, how to tell that they are the right ones, and where they come from.
public struct DataSet: Codable, Equatable, Sendable {
    /// One file of a data set.
    public struct File: Codable, Equatable, Sendable {
        /// The name inside the folder of the set.
        public let name: String
        /// The size in bytes.
        public let bytes: Int
        /// The SHA-256 of the contents, 64 hexadecimal digits.
        public let sha256: String
        /// A public address of exactly these bytes; nil where there is none.
        public let url: String?

        /// Describes one file.
        public init(_ name: String, bytes: Int, sha256: String, url: String? = nil) {
            self.name = name
            self.bytes = bytes
            self.sha256 = sha256
            self.url = url
        }
    }

    /// A public archive (gzipped tar) that holds files of the set in one folder.
    public struct Archive: Codable, Equatable, Sendable {
        /// The address.
        public let url: String
        /// The size in bytes.
        public let bytes: Int
        /// The SHA-256 of the archive.
        public let sha256: String
        /// The folder inside it that holds the files.
        public let folder: String

        /// Describes an archive.
        public init(url: String, bytes: Int, sha256: String, folder: String) {
            self.url = url
            self.bytes = bytes
            self.sha256 = sha256
            self.folder = folder
        }
    }

    /// The name, which is also the name of its folder.
    public let name: String
    /// Other names that a person may use.
    public let aliases: [String]
    /// What it is, in a line.
    public let title: String
    /// The terms under which it may be used.
    public let licence: String
    /// Where the files come from, and how they differ from the official ones where they do.
    public let origin: String
    /// The files.
    public let files: [File]
    /// The archive that holds those files which have no address of their own.
    public let archive: Archive?

    /// Describes a data set.
    public init(
        _ name: String, aliases: [String] = [], title: String, licence: String, origin: String, files: [File],
        archive: Archive? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.title = title
        self.licence = licence
        self.origin = origin
        self.files = files
        self.archive = archive
    }

    /// The size of all files together.
    public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    /// Whether all files can be had from public addresses.
    public var isPublic: Bool { archive != nil || files.allSatisfy { $0.url != nil } }
}
