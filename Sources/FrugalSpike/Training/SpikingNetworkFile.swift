import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A plain spiking network in a folder: `network.json` says how it is built, `weights.safetensors` holds its numbers.
public struct SpikingNetworkFile {
    /// The form of a network, without weights.
    private struct Structure: Codable {
        var inputShape: [Int]
        var coding: InputCoding
        var steps: Int
        var readout: Readout
        var layers: [Layer]
        var classes: [String]
    }

    fileprivate struct Layer: Codable {
        enum Kind: String, Codable { case dense, convolution, averagePool, maxPool }

        var name: String
        var kind: Kind
        /// Dense: inputs, outputs. Convolution: channels, height, width, filters, kernel, stride, padding.
        var sizes: [Int]
        var window: PoolingWindow?
        var neurons: SpikingNeurons?
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
    /// - Throws: `TrackError`, `SafetensorsError` or a file system's error where it cannot be written.
    public func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var tensors = StateDictionary()
        for (index, layer) in network.layers.enumerated() {
            guard let (weights, bias) = layer.connection.numbers else { continue }
            tensors["\(index).weight"] = Tensor(weights)
            if !bias.isEmpty { tensors["\(index).bias"] = Tensor(bias) }
        }
        let structure = Structure(
            inputShape: network.inputShape, coding: network.coding, steps: network.steps, readout: network.readout,
            layers: network.layers.map(Self.describe), classes: classes)
        try SafetensorsFile.write(tensors, to: folder.appendingPathComponent("weights.safetensors"))
        try TrackJSON.write(structure, to: folder.appendingPathComponent("network.json"))
    }

    /// Reads a folder back.
    /// - Throws: `TrackError` or `SafetensorsError` where a file is missing or damaged; ``FrugalError`` of kind `data`
    ///   where the parts do not fit.
    public init(readingFrom folder: URL) throws {
        let place = folder.appendingPathComponent("network.json")
        let structure = try TrackJSON.read(Structure.self, at: place)
        let file = try SafetensorsFile(at: folder.appendingPathComponent("weights.safetensors"))
        let tensors = try file.stateDictionary(.copying)
        let layers = try structure.layers.enumerated().map { index, layer in
            func numbers(_ name: String) -> [Float] { tensors["\(index).\(name)"]?.floats() ?? [] }
            guard let connection = layer.connection(numbers("weight"), numbers("bias")) else {
                throw FrugalError(
                    .data, place.path, "the layer '\(layer.name)' lacks some of its sizes", remedy: "restore the file")
            }
            return SpikingLayer(name: layer.name, connection: connection, neurons: layer.neurons)
        }
        network = SpikingNetwork(
            inputShape: structure.inputShape, coding: structure.coding, steps: structure.steps, layers: layers,
            readout: structure.readout)
        classes = structure.classes
        try network.check()
    }

    private static func describe(_ layer: SpikingLayer) -> Layer {
        let (name, neurons) = (layer.name, layer.neurons)
        switch layer.connection {
        case .dense(let dense):
            return Layer(name: name, kind: .dense, sizes: [dense.inputs, dense.outputs], neurons: neurons)
        case .convolution(let convolution):
            let sizes = [
                convolution.channels, convolution.height, convolution.width, convolution.filters, convolution.kernel,
                convolution.stride, convolution.padding,
            ]
            return Layer(name: name, kind: .convolution, sizes: sizes, neurons: neurons)
        case .averagePool(let window):
            return Layer(name: name, kind: .averagePool, sizes: [], window: window, neurons: neurons)
        case .maxPool(let window):
            return Layer(name: name, kind: .maxPool, sizes: [], window: window, neurons: neurons)
        }
    }
}

extension SpikingNetworkFile.Layer {
    /// Nil where sizes are missing.
    fileprivate func connection(_ weights: [Float], _ bias: [Float]) -> SpikingConnection? {
        switch kind {
        case .dense where sizes.count == 2:
            .dense(DenseSynapses(inputs: sizes[0], outputs: sizes[1], weights: weights, bias: bias))
        case .convolution where sizes.count == 7:
            .convolution(
                ConvolutionSynapses(
                    channels: sizes[0], height: sizes[1], width: sizes[2], filters: sizes[3], kernel: sizes[4],
                    stride: sizes[5], padding: sizes[6], weights: weights, bias: bias))
        case .averagePool: window.map { .averagePool($0) }
        case .maxPool: window.map { .maxPool($0) }
        case .dense, .convolution: nil
        }
    }
}

extension SpikingConnection {
    /// Weights and biases; nil for pooling.
    fileprivate var numbers: (weights: [Float], bias: [Float])? {
        switch self {
        case .dense(let dense): (dense.weights, dense.bias)
        case .convolution(let convolution): (convolution.weights, convolution.bias)
        case .averagePool, .maxPool: nil
        }
    }
}
