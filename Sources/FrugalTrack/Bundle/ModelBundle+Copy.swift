import Foundation

extension ModelBundle {
    /// Copies the bundle to `url` byte for byte, replacing an older one there in one step: a failure or a kill leaves the
    /// older one as it was.
    /// - Returns: the copy.
    /// - Throws: ``TrackError`` of kind `conflict` where what lies at `url` is no bundle, `fileSystem` where the disk refuses.
    @discardableResult
    public func copy(to url: URL) throws -> ModelBundle {
        try Self.checkReplaceable(url)
        let staging = StagingFolder(for: url)
        try staging.make()
        do {
            for name in Set(manifest.files.keys).union([Self.manifestName]) {
                let target = staging.url.appendingPathComponent(name)
                do {
                    try FileManager.default.copyItem(at: self.url.appendingPathComponent(name), to: target)
                } catch {
                    throw TrackError(
                        .fileSystem, at: url.path, "could not copy \(name) there (\(error.localizedDescription))",
                        remedy: "free some space, or choose a folder that you may write to")
                }
            }
            // Asked for its side effect as well: every file is on the disk before the copy takes its name.
            _ = try staging.fileSizes()
            try staging.takePlace(of: url, holding: try? Self.ownFiles(in: url))
        } catch {
            staging.discard()
            throw error
        }
        return ModelBundle(url: url, manifest: manifest)
    }
}
