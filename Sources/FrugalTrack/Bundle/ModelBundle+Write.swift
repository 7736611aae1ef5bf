import Foundation
import FrugalFiles

extension ModelBundle {
    /// The folder beside the bundle at `url` in which the run that makes it is kept: `NAME.frugal.work`.
    public static func work(besides url: URL) -> URL {
        url.deletingLastPathComponent().appendingPathComponent(url.lastPathComponent + ".work")
    }

    /// Throws where a bundle could not be written to `url` because something else lies there, so that a long run can
    /// find out before it begins.
    /// - Throws: ``TrackError`` of kind `conflict` that names what is in the way.
    public static func checkReplaceable(_ url: URL) throws {
        var status = stat()
        guard lstat(url.path, &status) == 0 else { return }
        _ = try ownFiles(in: url)
    }

    /// Writes a bundle to `url`, replacing an older one there.
    ///
    /// All files go to a hidden folder beside `url`, which then takes the name in one step; at no moment is there no
    /// bundle or half of one. A failure or a kill leaves the older bundle as it was.
    /// - Parameter fill: writes `weights.safetensors` and, where wanted, `report.html` and other files into the folder
    ///   that it is given.
    /// - Returns: the bundle as it now lies there.
    /// - Throws: ``TrackError`` of kind `conflict` where what lies at `url` is no bundle or holds other files too,
    ///   `invalidValue` where the manifest cannot be, `fileSystem` where the disk refuses; or what `fill` throws.
    public static func write(
        _ manifest: ModelManifest, to url: URL, fill: (URL) throws -> Void
    ) throws -> ModelBundle {
        try checkReplaceable(url)
        var manifest = manifest
        manifest.files = [:]
        manifest.format = manifest.teaching?.answersByDistance == true ? 2 : 1
        if let fault = ManifestCheck(manifest).fault {
            throw TrackError(.invalidValue, at: url.path, fault, remedy: "the bundle was not written")
        }
        let staging = StagingFolder(for: url)
        try staging.make()
        do {
            try asTrackError { try fill(staging.url) }
            manifest.files = try staging.fileSizes()
            guard manifest.files[weightsName] != nil else {
                throw TrackError(
                    .invalidValue, at: url.path, "no \(weightsName) was written", remedy: "write the weights")
            }
            try TrackJSON.write(manifest, to: staging.url.appendingPathComponent(manifestName))
            let old = try? ownFiles(in: url)
            try staging.takePlace(of: url, holding: old)
        } catch let error as TrackError {
            staging.discard()
            // The hidden folder is gone and says nothing to a reader.
            throw error.naming(url.path, insteadOf: staging.url.path)
        } catch {
            staging.discard()
            throw error
        }
        return ModelBundle(url: url, manifest: manifest)
    }

    /// The names of the files in the bundle at `url`, all of them Frugal's own.
    /// - Throws: ``TrackError`` of kind `conflict` where it is no bundle or where a file there is not Frugal's.
    static func ownFiles(in url: URL) throws -> [String] {
        let remedy = "choose another name, or move it away"
        let manifest = url.appendingPathComponent(manifestName)
        guard let header = try? TrackJSON.read(BundleHeader.self, at: manifest), header.kind == ModelManifest.kind
        else {
            throw TrackError(.conflict, at: url.path, "exists and is not a Frugal bundle", remedy: remedy)
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: url.path)
        } catch {
            throw TrackError.system(errno, at: url.path, doing: "list it", for: .reading)
        }
        let known = Set((header.files ?? [:]).keys).union([manifestName, weightsName, reportName, ".DS_Store"])
        if let foreign = names.sorted().first(where: { !known.contains($0) }) {
            throw TrackError(
                .conflict, at: url.path,
                "holds \"\(DisplayWidth.sanitised(foreign))\", which Frugal did not write, and will not be replaced",
                remedy: remedy)
        }
        return names
    }
}
