import CFrugalCodecs

/// Collects the picture files of class folders.
struct PictureListing {
    let policy: ImageFolder.Policy
    private(set) var classes: [String] = []
    private(set) var files: [ImageFolder.File] = []
    private(set) var skipped: [DataError] = []
    private(set) var ignored: [String] = []
    private(set) var warnings: [String] = []

    init(policy: ImageFolder.Policy) { self.policy = policy }

    /// Adds the pictures of one class folder, or sets the class aside if there are none.
    mutating func addClass(_ name: String, at path: String) throws {
        let before = files.count
        try search(path, label: classes.count, above: [])
        let found = files.count - before
        guard found > 0 else {
            try setAside(
                DataError(
                    .notFound, file: path, "the class folder holds no pictures",
                    remedy: "Put pictures (PNG or JPEG) into it or remove it"))
            return
        }
        if found == 1 {
            warnings.append("class '\(name)' has a single picture, which cannot be both learned and tested")
        }
        classes.append(name)
    }

    /// Searches a folder and those inside it. `above` holds the folders on the way here: meeting one again means that a
    /// link leads back up.
    private mutating func search(_ folder: String, label: Int, above: [Place]) throws {
        let entry = frugal_entry_at(folder)
        let place = Place(device: entry.device, node: entry.node)
        guard !above.contains(place) else {
            warnings.append("\(folder): this link leads back to a folder above it and was not followed")
            return
        }
        for (name, kind) in try DataFile.entries(in: folder) where !name.hasPrefix(".") {
            let path = DataFile.join(folder, name)
            switch kind {
            case .folder: try search(path, label: label, above: above + [place])
            case .file: try add(path, name: name, label: label)
            case .missing:
                try setAside(
                    DataError(.notFound, file: path, "the link leads nowhere or in a circle, or the name is no UTF-8"))
            case .other: ignored.append(path)
            }
        }
    }

    private mutating func add(_ path: String, name: String, label: Int) throws {
        let suffix = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        if PictureListing.readSuffixes.contains(suffix) || isPicture(path) {
            files.append(ImageFolder.File(path: path, label: label))
        } else if PictureListing.otherSuffixes.contains(suffix) {
            try setAside(
                DataError(
                    .unsupported, file: path, "\(suffix.uppercased()) pictures are not read",
                    remedy: "Convert it to PNG"))
        } else {
            ignored.append(path)
        }
    }

    private mutating func setAside(_ error: DataError) throws {
        guard policy == .skip else { throw error }
        skipped.append(error)
    }

    private func isPicture(_ path: String) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 8) { head in
            let count = frugal_file_head(path, head.baseAddress, head.count)
            return frugal_picture_kind_of(head.baseAddress, count) != FRUGAL_PICTURE_OTHER
        }
    }

    private struct Place: Equatable {
        let device: UInt64
        let node: UInt64
    }

    private static let readSuffixes: Set = ["png", "jpg", "jpeg", "jpe", "jfif"]
    private static let otherSuffixes: Set = [
        "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "avif", "ppm", "pgm", "jp2", "jxl",
    ]
}
