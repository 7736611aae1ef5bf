import Foundation
import FrugalData
import FrugalSpike
import FrugalTrack

/// Spiking bundles as NIR files, and NIR files as bundles: `frugal spike nir write` and `read`.
public enum SpikingExchange {
    /// Writes the network of a bundle as a NIR file.
    /// - Parameters:
    ///   - timeStep: seconds in a step.
    ///   - unitResistance: as in ``SpikingNetwork/nirGraph(timeStep:unitResistance:)``.
    /// - Returns: what the file's reader has to do that the format cannot say.
    /// - Throws: ``FrugalError`` for a bundle that is not spiking, `DataError` for what NIR does not have.
    public static func write(
        bundle: String, to file: URL, timeStep: Double = 1e-4, unitResistance: Bool = false
    ) throws -> [String] {
        let predictor = try Predictor(bundle: bundle)
        try predictor.requiredSpikingNetwork(bundle).network.write(
            nir: file, timeStep: timeStep, unitResistance: unitResistance)
        guard case .image(let image) = predictor.manifest.input, !image.isUnscaled else { return [] }
        return [
            "it takes pixels of 0 to 1 less \(image.mean), divided by \(image.standardDeviation); read it back with "
                + "--like \(bundle)"
        ]
    }

    /// What the inputs and classes of a network are, which a NIR file does not say.
    public enum Inputs: Sendable {
        /// Those of another bundle: its classes, and how raw data become inputs.
        case like(bundle: String)
        /// Pictures of so many rows, columns and channels, pixels from 0 to 1, with these names of classes; numbers where
        /// there are none.
        case pictures(height: Int, width: Int, channels: Int, classes: [String]?)
        /// The same with the sides that the file's input has.
        case asWritten(classes: [String]?)
    }

    /// Writes the network of a NIR file as a bundle, which predicts and is simulated like any other.
    /// - Returns: what was assumed where the format leaves it open.
    /// - Throws: `DataError` that names the file and the node at fault, ``FrugalError`` where the data do not fit.
    public static func read(
        _ file: URL, to out: URL, as inputs: Inputs, reading: NIRReading = NIRReading(), command: String = ""
    ) throws -> [String] {
        try ModelBundle.checkReplaceable(out)
        let found = try SpikingNetwork.read(nir: file, reading: reading)
        let network = found.network
        let (input, names) = try input(network, inputs, file)
        let outputs = network.layers.last?.connection.outputCount ?? 0
        let classes = names ?? (0..<outputs).map(String.init)
        guard classes.count == outputs else {
            throw FrugalError(
                .usage, file.path, "it has \(outputs) outputs, and \(classes.count) classes were named",
                remedy: "name one class an output")
        }
        let preprocessing = try Preprocessing(input, bundle: file.path)
        guard preprocessing.shape.count == network.inputCount else {
            throw FrugalError(
                .usage, file.path,
                "it takes \(network.inputCount) numbers, and the data have \(preprocessing.shape.count)",
                remedy: "say what they are with --picture ROWSxCOLUMNS, or --like a bundle of such data")
        }
        let provenance = Provenance(
            data: [file.path], dataHashes: [file.lastPathComponent: try SHA256.hex(ofFile: file.path)], splitSeed: 0,
            splitSizes: [:], versions: Versions.all, command: command)
        try SpikingBundle(network: network, classes: classes, input: input, provenance: provenance).write(to: out)
        return found.notes
    }

    private static func input(
        _ network: SpikingNetwork, _ inputs: Inputs, _ file: URL
    ) throws -> (ModelInput, [String]?) {
        switch inputs {
        case .like(let bundle):
            let manifest = try Predictor(bundle: bundle).manifest
            return (manifest.input, manifest.classes)
        case .pictures(let height, let width, let channels, let classes):
            return (.image(.pixels(height: height, width: width, channels: channels)), classes)
        case .asWritten(let classes):
            guard network.inputShape.count == 3 else {
                throw FrugalError(
                    .usage, file.path, "its input has the shape \(network.inputShape), which is no picture's",
                    remedy: "say what the numbers are with --picture ROWSxCOLUMNS, or --like a bundle of such data")
            }
            let shape = network.inputShape
            return (.image(.pixels(height: shape[1], width: shape[2], channels: shape[0])), classes)
        }
    }
}
