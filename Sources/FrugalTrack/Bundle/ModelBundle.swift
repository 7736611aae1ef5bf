import Foundation

/// A trained model as a folder, `NAME.frugal/`: `model.json`, `weights.safetensors`, `report.html`.
public struct ModelBundle: Sendable, Equatable {
    /// The name of the manifest in the folder.
    public static let manifestName = "model.json"
    /// The name of the weights in the folder.
    public static let weightsName = "weights.safetensors"
    /// The name of the report in the folder.
    public static let reportName = "report.html"

    /// Where the folder lies.
    public let url: URL
    /// What its `model.json` holds.
    public let manifest: ModelManifest

    /// Where the weights lie.
    public var weights: URL { url.appendingPathComponent(Self.weightsName) }
    /// Where the report lies; the file may have been left out.
    public var report: URL { url.appendingPathComponent(Self.reportName) }

    /// Opens the bundle at `url` and checks all of its manifest and that the weights are there in full.
    /// - Throws: ``TrackError`` that names the file, the fault and the remedy.
    public static func load(from url: URL) throws -> ModelBundle {
        var status = stat()
        guard stat(url.path, &status) == 0 else {
            throw TrackError(.missing, at: url.path, "no such bundle", remedy: "check the path")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw TrackError(
                .malformed, at: url.path, "is not a bundle, which is a folder NAME.frugal",
                remedy: "give the folder that `frugal fit` wrote")
        }
        let file = url.appendingPathComponent(manifestName)
        guard stat(file.path, &status) == 0 else {
            throw TrackError(
                .missing, at: file.path, "is missing, so that this is no bundle or only part of one",
                remedy: "copy the whole folder again, or make it again with `frugal fit`")
        }
        // The largest honest manifest, with a confusion matrix of a thousand classes, has some megabytes.
        guard status.st_size <= 256 << 20 else {
            throw TrackError(.malformed, at: file.path, "is too large for a manifest", remedy: "copy the bundle again")
        }
        let manifest = try decode(TrackJSON.bytes(at: file), path: file.path)
        for (name, size) in manifest.files.sorted(by: { $0.key < $1.key }) {
            try check(url.appendingPathComponent(name), hasSize: size)
        }
        return ModelBundle(url: url, manifest: manifest)
    }

    /// The manifest in the bytes of a `model.json`, fully checked.
    /// - Parameter path: where they come from, for the message.
    /// - Throws: ``TrackError``: `newerFormat` for a later version's, `malformed` for anything else unfit.
    public static func decode(_ bytes: [UInt8], path: String) throws -> ModelManifest {
        let header = try TrackJSON.decode(BundleHeader.self, from: bytes, path: path)
        // Checked first: a newer layout may lack whatever this version asks for.
        guard header.format <= ModelManifest.currentFormat else {
            throw TrackError(
                .newerFormat, at: path,
                "made by a newer Frugal (format \(header.format)); this one reads up to \(ModelManifest.currentFormat)",
                remedy: "update Frugal")
        }
        let manifest = try TrackJSON.decode(ModelManifest.self, from: bytes, path: path)
        if let fault = ManifestCheck(manifest).fault ?? Self.missingWeights(manifest) {
            throw TrackError(
                .malformed, at: path, fault, remedy: "copy the bundle again, or make it again with `frugal fit`")
        }
        return manifest
    }

    private static func missingWeights(_ manifest: ModelManifest) -> String? {
        manifest.files[weightsName] == nil ? "\"files\" does not name \(weightsName)" : nil
    }

    private static func check(_ file: URL, hasSize size: Int) throws {
        var status = stat()
        guard stat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw TrackError(
                .missing, at: file.path, "is missing from the bundle", remedy: "copy the whole folder again")
        }
        guard Int(status.st_size) == size else {
            throw TrackError(
                .malformed, at: file.path,
                "has \(Humanise.grouped(Int(status.st_size))) bytes where model.json says \(Humanise.grouped(size))",
                remedy: "copy the whole folder again")
        }
    }
}

/// The part of a manifest that no version of Frugal changes.
struct BundleHeader: Decodable {
    let kind: String
    let format: Int
    let files: [String: Int]?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        kind = try container.decode(String.self, forKey: .kind)
        format = try container.decode(Int.self, forKey: .format)
        files = try? container.decodeIfPresent([String: Int].self, forKey: .files)
    }

    private enum Key: String, CodingKey { case kind, format, files }
}
