import Foundation
import FrugalFiles

/// The hidden folder beside a bundle in which the next one is put together.
struct StagingFolder {
    let url: URL
    private let parent: URL
    private let prefix: String

    /// A folder for the bundle at `target`. Its name holds the process, so that what a killed one left can be told
    /// from what a living one is writing.
    init(for target: URL) {
        parent = target.deletingLastPathComponent()
        prefix = ".\(target.lastPathComponent)."
        url = parent.appendingPathComponent("\(prefix)\(getpid()).\(UUID().uuidString.prefix(8)).partial")
    }

    func make() throws {
        removeLeftovers()
        guard mkdir(url.path, 0o777) == 0 else { throw TrackError.system(errno, at: parent.path, doing: "write there") }
    }

    /// The files in the folder with their sizes, forced to the disk.
    func fileSizes() throws -> [String: Int] {
        var sizes: [String: Int] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: url.path) {
            let path = url.appendingPathComponent(name).path
            let file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { throw TrackError.system(errno, at: path, doing: "read it back", for: .reading) }
            defer { close(file) }
            var status = stat()
            guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw TrackError(.invalidValue, at: path, "is not a plain file", remedy: "a bundle holds files only")
            }
            guard fsync(file) == 0 else { throw TrackError.system(errno, at: path, doing: "write it") }
            sizes[name] = Int(status.st_size)
        }
        return sizes
    }

    /// Gives the folder the name `target`.
    /// - Parameter old: the files of the bundle that lies there now; nil where nothing does.
    func takePlace(of target: URL, holding old: [String]?) throws {
        AtomicFile.syncFolder(url.path)
        guard let old else {
            guard rename(url.path, target.path) == 0 else {
                throw TrackError.system(errno, at: target.path, doing: "put the bundle there")
            }
            return AtomicFile.syncFolder(parent.path)
        }
        if PathExchange.swap(url.path, target.path) {
            // The old bundle now has the staging folder's name.
            AtomicFile.syncFolder(parent.path)
            return Self.remove(old, from: url)
        }
        try stepAside(target, holding: old)
    }

    /// For file systems that cannot swap two names: the old bundle steps aside for the moment between two renames.
    private func stepAside(_ target: URL, holding old: [String]) throws {
        let aside = url.appendingPathExtension("old")
        guard rename(target.path, aside.path) == 0 else {
            throw TrackError.system(errno, at: target.path, doing: "replace it")
        }
        guard rename(url.path, target.path) == 0 else {
            let code = errno
            _ = rename(aside.path, target.path)
            throw TrackError.system(code, at: target.path, doing: "replace it")
        }
        AtomicFile.syncFolder(parent.path)
        Self.remove(old, from: aside)
    }

    /// Removes the folder with all that was put into it, after a failure.
    func discard() { try? FileManager.default.removeItem(at: url) }

    /// A folder that holds anything not named stays: what is not known is never deleted.
    private static func remove(_ names: [String], from folder: URL) {
        for name in names { unlink(folder.appendingPathComponent(name).path) }
        rmdir(folder.path)
    }

    /// Removes what processes left that were killed while they wrote this bundle.
    private func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
        for name in names where name.hasPrefix(prefix) && name.hasSuffix(".partial") {
            let process = name.dropFirst(prefix.count).prefix { $0 != "." }
            guard let id = pid_t(process), id > 0, kill(id, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(at: parent.appendingPathComponent(name))
        }
    }
}
