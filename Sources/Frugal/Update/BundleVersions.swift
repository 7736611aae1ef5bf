import Foundation
import FrugalFiles
import FrugalTrack

/// What a bundle was before its updates: whole bundles, the oldest first, in `NAME.frugal.versions` beside it.
public struct BundleVersions: Sendable {
    private let bundle: URL
    /// The folder.
    public let folder: URL

    /// The earlier versions of the bundle at `url`.
    public init(of url: URL) {
        bundle = url
        folder = url.deletingLastPathComponent().appendingPathComponent(url.lastPathComponent + ".versions")
    }

    /// Keeps the bundle as it is now.
    /// - Returns: where.
    /// - Throws: `TrackError` where it is damaged or cannot be copied.
    func keep() throws -> URL {
        let now = try ModelBundle.load(from: bundle)
        try asTrackError { try AtomicFile.makeFolder(folder) }
        let number = (numbers.last ?? 0) + 1
        let url = folder.appendingPathComponent("\(number).frugal")
        // A run that was killed right after this has kept it already.
        if let last = numbers.last.map(place), equals(last, bundle) { return last }
        try now.copy(to: url)
        return url
    }

    /// Takes the last update back: the bundle becomes, byte for byte, what it was before it.
    /// - Returns: the bundle.
    /// - Throws: ``FrugalError`` where there is no earlier version, `TrackError` where one is damaged or the disk refuses. The
    ///   bundle has then not changed.
    @discardableResult
    public func undo() throws -> ModelBundle {
        var left = numbers
        while let last = left.popLast() {
            let url = place(last)
            let version = try ModelBundle.load(from: url)
            let isSame = equals(url, bundle)
            let restored = isSame ? version : try version.copy(to: bundle)
            try remove(version, last)
            // An equal one is what a killed run left, and brings nothing back.
            if !isSame { return restored }
        }
        throw FrugalError(
            .usage, bundle.path, "there is no update to take back",
            remedy: "earlier versions would lie in \(folder.path)")
    }

    private func place(_ number: Int) -> URL { folder.appendingPathComponent("\(number).frugal") }

    private var numbers: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.compactMap { name in
            name.hasSuffix(".frugal") ? Int(name.dropLast(".frugal".count)) : nil
        }.sorted()
    }

    private func equals(_ one: URL, _ other: URL) -> Bool {
        [ModelBundle.manifestName, ModelBundle.weightsName].allSatisfy { name in
            FileManager.default.contentsEqual(
                atPath: one.appendingPathComponent(name).path, andPath: other.appendingPathComponent(name).path)
        }
    }

    /// Takes a version out of the list in one step, then removes its files: those that it names and no others.
    private func remove(_ version: ModelBundle, _ number: Int) throws {
        let gone = folder.appendingPathComponent(".\(number).removed")
        guard rename(version.url.path, gone.path) == 0 else {
            throw TrackError(
                .fileSystem, at: version.url.path, "could not be removed after it was brought back",
                remedy: "remove it by hand")
        }
        for name in Set(version.manifest.files.keys).union([ModelBundle.manifestName]) {
            unlink(gone.appendingPathComponent(name).path)
        }
        rmdir(gone.path)
        rmdir(folder.path)
    }
}
