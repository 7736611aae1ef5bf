import Foundation
import FrugalData

extension SpikingNetwork {
    /// Reads a NIR file as a feed-forward network.
    /// - Throws: `DataError` that names the file and the node; see ``NIRFile/read(_:)`` and
    ///   ``NIRGraph/spikingNetwork(reading:coding:steps:readout:)``.
    public static func read(nir url: URL, reading: NIRReading = NIRReading()) throws -> NIRImport<SpikingNetwork> {
        let file = try NIRFile.read(url)
        do {
            return try file.graph.spikingNetwork(reading: reading)
        } catch let error as DataError {
            throw error.inFile(url.path)
        }
    }

    /// Writes the network as a NIR file, whole or not at all.
    /// - Throws: what ``nirGraph(timeStep:unitResistance:)`` and ``NIRFile/write(to:)`` throw.
    public func write(nir url: URL, timeStep: Double = 1e-4, unitResistance: Bool = false) throws {
        try NIRFile(nirGraph(timeStep: timeStep, unitResistance: unitResistance)).write(to: url)
    }
}
