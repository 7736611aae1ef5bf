import Foundation
import FrugalFiles
import FrugalNN
import FrugalTrack

/// A plain spiking network in a folder: `network.json` says how it is built, `weights.safetensors` holds its numbers.
public struct SpikingNetworkFile {
    /// What `network.json` holds.
    private struct Description: Codable {
        var architecture: SpikingArchitecture
        var classes: [String]
    }

    /// The network.
    public var network: SpikingNetwork
    /// The names of its classes.
    public var classes: [String]

    /// A network with the names of its classes.
    public init(_ network: SpikingNetwork, classes: [String]) {
        self.network = network
        self.classes = classes
    }

    /// Writes the folder, which is made where it is missing.
    /// - Throws: `TrackError` or `SafetensorsError` where it cannot be written.
    public func write(to folder: URL) throws {
        try asTrackError { try AtomicFile.makeFolder(folder) }
        try network.writeWeights(to: folder.appendingPathComponent("weights.safetensors"))
        try TrackJSON.write(
            Description(architecture: SpikingArchitecture(network), classes: classes),
            to: folder.appendingPathComponent("network.json"))
    }

    /// Reads a folder back.
    /// - Throws: `TrackError` or `SafetensorsError` where a file is missing or damaged; ``FrugalError`` of kind `data`
    ///   where the parts do not fit.
    public init(readingFrom folder: URL) throws {
        let description = try TrackJSON.read(Description.self, at: folder.appendingPathComponent("network.json"))
        network = try description.architecture.network(
            with: SafetensorsFile(at: folder.appendingPathComponent("weights.safetensors")))
        classes = description.classes
    }
}
