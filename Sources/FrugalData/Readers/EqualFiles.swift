import CFrugalCodecs

/// Size and CRC-32 of a file: cheap to take of every file, and different for nearly all that differ.
struct FileFingerprint: Hashable, Sendable {
    private let count: Int
    private let crc: UInt32

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        count = bytes.count
        crc = frugal_crc32(0, bytes.baseAddress, bytes.count)
    }
}

/// Which files have the same contents.
struct EqualFiles {
    /// Groups inside one class.
    var duplicates: [[Int]] = []
    /// Files that also lie in another class.
    var leaked: Set<Int> = []
    /// One finding for each pair across classes.
    var leakage: [DataError] = []
    var warnings: [String] = []

    /// Finds the groups among files that were read.
    ///
    /// - Throws: `DataError` when a file that was read before cannot be read again.
    init(_ fingerprints: [FileFingerprint?], files: [ImageFolder.File]) throws {
        for group in try EqualFiles.groups(fingerprints, files: files) {
            let first = files[group[0]]
            guard let other = group.first(where: { files[$0].label != first.label }) else {
                duplicates.append(group)
                continue
            }
            leaked.formUnion(group)
            leakage.append(
                DataError(
                    .leakage, file: first.path,
                    "its contents equal those of \(files[other].path), which is of another class",
                    remedy: "Remove the wrong one: a picture with two classes teaches nothing and spoils the test"))
        }
        if let example = duplicates.first {
            warnings.append(
                "\(duplicates.count) groups of equal files, such as \(files[example[0]].path) and \(files[example[1]].path)"
            )
        }
    }

    /// Groups of two or more equal files. A fingerprint only nominates them; SHA-256 decides.
    private static func groups(_ fingerprints: [FileFingerprint?], files: [ImageFolder.File]) throws -> [[Int]] {
        var alike: [FileFingerprint: [Int]] = [:]
        for (index, fingerprint) in fingerprints.enumerated() {
            if let fingerprint { alike[fingerprint, default: []].append(index) }
        }
        var groups: [[Int]] = []
        for candidates in alike.values where candidates.count > 1 {
            let digests = try candidates.map { try SHA256.hex(ofFile: files[$0].path) }
            let equal = Dictionary(grouping: candidates.indices) { digests[$0] }
            groups += equal.values.filter { $0.count > 1 }.map { $0.map { candidates[$0] } }
        }
        return groups.sorted { $0[0] < $1[0] }
    }
}
