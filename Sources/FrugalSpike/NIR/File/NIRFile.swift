import Foundation
import FrugalData
import FrugalFiles

/// A NIR file: a graph in HDF5, as the Python package `nir` reads and writes it.
public struct NIRFile: Hashable, Sendable {
    /// The version of the format that files are written as.
    public static let currentVersion = "1.0.8"

    /// The version of the format; empty where a file does not say.
    public var version: String
    /// The network.
    public var graph: NIRGraph

    /// A file with a graph.
    public init(_ graph: NIRGraph, version: String = NIRFile.currentVersion) {
        self.graph = graph
        self.version = version
    }

    /// Reads a file and checks its graph.
    /// - Throws: `DataError` that names the file, the node and the remedy: for what is no HDF5 file or a damaged one,
    ///   for nodes of unknown types, missing or impossible fields, and edges that lead nowhere.
    public static func read(_ url: URL) throws -> NIRFile {
        let bytes = try DataFile.read(url.path)
        do {
            return try NIRFile(bytes)
        } catch let error as DataError {
            throw error.inFile(url.path)
        }
    }

    /// Checks the graph and writes a file, whole or not at all. Equal graphs give equal bytes.
    /// - Throws: `DataError` that names the file, and the node where the graph is at fault.
    public func write(to url: URL) throws {
        do {
            try DataFile.write(encoded(), to: url.path)
        } catch let error as DataError {
            throw error.file == nil ? error.inFile(url.path) : error
        }
    }

    /// A file from its bytes.
    /// - Throws: `DataError` without a file's name, as ``read(_:)``.
    public init(_ bytes: [UInt8]) throws {
        guard case .group(let root) = try HDF5Item.read(bytes) else {
            throw DataError(.malformed, "the file has no root group")
        }
        version = try Self.version(root["version"])
        graph = try NIRGraph(root: root["node"])
        try graph.check()
    }

    /// The bytes of a file.
    /// - Throws: `DataError` without a file's name.
    public func encoded() throws -> [UInt8] {
        try graph.check()
        return try HDF5Item.group([
            "version": .texts([version], shape: []),
            "node": .group(graph.items()),
        ]).bytes()
    }

    private static func version(_ item: HDF5Item?) throws -> String {
        guard case .texts(let texts, _) = item, let version = texts.first else { return "" }
        guard let major = version.split(separator: ".").first.flatMap({ Int($0) }), major > 1 else { return version }
        throw DataError(
            .unsupported, place: "version", "it is \(version), and this program reads up to 1",
            remedy: "Write the file with version 1 of nir, or update this program")
    }
}
