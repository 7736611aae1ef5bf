import Foundation
import FrugalFiles
import FrugalTrack

/// What the folders of learned things have in common: a description in JSON that says what they are.
enum LearnedFolder {
    /// The part of a description that tells its kind.
    private struct Mark: Decodable {
        var format: String
        var version: Int
    }

    /// Makes the folder where there is none, and refuses one in which something else lies.
    static func prepare(_ url: URL, holding file: String, kind: String) throws {
        let there = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        guard there.isEmpty || there.contains(file) else {
            throw FrugalError(
                .conflict, url.path, "holds something other than \(kind)", remedy: "choose another folder")
        }
        try refusing { try AtomicFile.makeFolder(url) }
    }

    /// Writes a description, atomically.
    static func write(_ description: some Encodable, to url: URL) throws {
        let bytes = try TrackJSON.encode(description)
        try refusing { try AtomicFile.write(bytes, to: url) }
    }

    /// What the disk refuses, in the words of this module's errors.
    static func refusing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as FileError {
            throw FrugalError(.conflict, error.path, error.problem, remedy: error.remedy)
        }
    }

    /// Reads the description `file` of a folder.
    /// - Parameters:
    ///   - format: what the description must call itself.
    ///   - version: the newest layout that is understood.
    /// - Throws: `FrugalError` where there is no such folder or it is of another kind or a newer version.
    static func read<Description: Decodable>(
        _ type: Description.Type, _ file: String, in url: URL, kind: String, format: String, version: Int,
        remedy: String
    ) throws -> Description {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw FrugalError(.model, url.path, "there is no such folder", remedy: remedy)
        }
        let path = url.appendingPathComponent(file)
        guard isFolder.boolValue, FileManager.default.fileExists(atPath: path.path) else {
            throw FrugalError(.model, url.path, "is not \(kind): it holds no \(file)", remedy: remedy)
        }
        let mark = try TrackJSON.read(Mark.self, at: path)
        guard mark.format == format else {
            throw FrugalError(.model, path.path, "says it is \"\(mark.format)\", not \(kind)", remedy: remedy)
        }
        guard mark.version <= version else {
            throw FrugalError(
                .model, path.path, "has version \(mark.version); this Frugal reads up to \(version)",
                remedy: "update Frugal")
        }
        return try TrackJSON.read(type, at: path)
    }
}
