/// The two archives of Omniglot drawings, `images_background.zip` and `images_evaluation.zip`: alphabets of characters, each
/// drawn by twenty people, one bit, 105x105, ink black (0) on white (255).
public struct OmniglotArchive: Sendable {
    /// A character: a class of a few-shot task.
    public struct Character: Sendable, Equatable {
        /// The alphabet, such as `Korean`.
        public let alphabet: String
        /// The character inside it, such as `character07`.
        public let name: String
        /// Positions of its drawings in the archive, in the order of their names.
        let drawings: [Int]

        /// Drawings of the character.
        public var drawingCount: Int { drawings.count }
    }

    /// The characters, alphabet by alphabet, in the order of their names.
    public let characters: [Character]
    /// The alphabets in order.
    public let alphabets: [String]
    /// Drawings in all.
    public var drawingCount: Int { characters.reduce(0) { $0 + $1.drawings.count } }

    private let archive: ZipArchive

    /// Opens the archive at `path` and lists its drawings; none is decoded yet.
    ///
    /// - Throws: `DataError` when the file is no zip archive or holds no drawings under `alphabet/character/`.
    public init(_ path: String) throws {
        try self.init(archive: try ZipArchive(path))
    }

    /// Takes an archive already opened. Errors as for `init(_:)`.
    public init(archive: ZipArchive) throws {
        self.archive = archive
        var found: [[String]: [(name: String, index: Int)]] = [:]
        for (index, entry) in archive.entries.enumerated() {
            guard let place = OmniglotArchive.place(of: entry) else { continue }
            found[[place.alphabet, place.character], default: []].append((place.drawing, index))
        }
        characters = found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, drawings in
            Character(
                alphabet: key[0], name: key[1], drawings: drawings.sorted { $0.name < $1.name }.map(\.index))
        }
        guard !characters.isEmpty else {
            throw DataError(
                .notFound, file: archive.file, "the archive holds no drawings under folder/alphabet/character",
                remedy: "Give images_background.zip or images_evaluation.zip")
        }
        alphabets = Set(characters.map(\.alphabet)).sorted()
    }

    /// All drawings, with one class a character, named `alphabet/character`.
    ///
    /// - Parameters:
    ///   - size: rows and columns; `nil` keeps 105x105. The literature uses 28x28.
    ///   - filter: how drawings are resized.
    ///   - threads: threads to decode on; `nil` for one a processor.
    /// - Throws: `DataError` that names the entry when a drawing cannot be unpacked or decoded.
    public func load(
        size: PictureSize? = nil, filter: ResizeFilter = .antialiased, threads: Int? = nil
    ) throws -> LabelledImages {
        let drawings = characters.enumerated().flatMap { label, character in
            character.drawings.map { (label: label, entry: archive.entries[$0]) }
        }
        let batch = try PictureBatch.load(
            count: drawings.count, size: size ?? OmniglotArchive.originalSize, channels: 1,
            sizing: PictureSizing(filter: filter),
            threads: threads
        ) { loader, index, slot in
            let entry = drawings[index].entry
            let png = try archive.contents(of: entry, limit: 1 << 24)
            try namingFile("\(archive.file ?? "archive"): \(entry.name)") {
                try png.withUnsafeBufferPointer { try loader.decode($0, into: slot) }
            }
            return nil
        }
        if let failure = batch.failures.first { throw failure.error }
        let size = size ?? OmniglotArchive.originalSize
        return try LabelledImages(
            pixels: batch.pixels, height: size.height, width: size.width, channels: 1, labels: drawings.map(\.label),
            classes: characters.map { "\($0.alphabet)/\($0.name)" }, names: drawings.map(\.entry.name))
    }

    /// The size of every original drawing.
    public static let originalSize = PictureSize(height: 105, width: 105)

    /// Alphabet, character and drawing from a path such as `images_background/Korean/character07/0546_01.png`.
    private static func place(
        of entry: ZipArchive.Entry
    ) -> (alphabet: String, character: String, drawing: String)? {
        let parts = entry.name.split(separator: "/").map(String.init)
        guard parts.count >= 3, let drawing = parts.last, drawing.hasSuffix(".png"), !drawing.hasPrefix(".") else {
            return nil
        }
        guard parts[parts.count - 2].hasPrefix("character") else { return nil }
        return (parts[parts.count - 3], parts[parts.count - 2], drawing)
    }
}
