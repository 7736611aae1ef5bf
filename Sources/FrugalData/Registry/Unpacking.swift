import Foundation

/// An archive to be fetched and the files of a set to be taken out of it.
struct Unpacking {
    let set: DataSet
    let archive: DataSet.Archive
    /// The folder of the set in the cache.
    let folder: String

    /// Fetches the archive, unpacks it beside the target, checks each file and only then moves it into place.
    ///
    /// - Throws: `DataError` as `Download` does, and when the archive does not hold the files.
    func run() throws {
        try FileFacts.makeFolder(folder)
        let packed = "\(folder)/\(set.name).tar.gz"
        let partial = try Download(url: archive.url, target: packed, bytes: archive.bytes, sha256: archive.sha256).run()
        let scratch = "\(folder)/unpacking-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        try FileFacts.makeFolder(scratch)
        let members = set.files.map { "\(archive.folder)/\($0.name)" }
        let result = try Command.run(
            "tar", ["-xzf", partial, "-C", scratch] + members, remedy: "Install tar, or unpack \(partial) yourself")
        guard result.status == 0 else {
            throw DataError(.malformed, file: partial, "the archive cannot be unpacked (\(result.said.prefix(200)))")
        }
        for file in set.files {
            let unpacked = "\(scratch)/\(archive.folder)/\(file.name)"
            guard try SHA256.hex(ofFile: unpacked) == file.sha256 else {
                throw DataError(.checksum, file: "\(archive.url): \(file.name)", "it has other contents than expected")
            }
            try FileFacts.move(unpacked, to: "\(folder)/\(file.name)")
        }
        FileFacts.remove(partial)
    }
}
