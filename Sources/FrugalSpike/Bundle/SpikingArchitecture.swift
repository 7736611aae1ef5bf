import FrugalNN
import FrugalTensor
import FrugalTrack

/// A spiking network as `model.json` of a bundle has it: everything but the weights.
public struct SpikingArchitecture: Codable, Sendable, Equatable {
    /// What model.json calls such a network.
    public static let kind = "spiking"

    /// A layer without its weights.
    struct Layer: Codable, Sendable, Equatable {
        var name: String
        var connection: Connection
        var hasBias: Bool
        var neurons: SpikingNeurons?
    }

    /// The sizes of a connection.
    enum Connection: Codable, Sendable, Equatable {
        case dense(inputs: Int, outputs: Int)
        case convolution(Kernel)
        case averagePool(PoolingWindow)
        case maxPool(PoolingWindow)
    }

    /// The sizes of a convolution.
    struct Kernel: Codable, Sendable, Equatable {
        var channels: Int
        var height: Int
        var width: Int
        var filters: Int
        var kernel: Int
        var stride: Int
        var padding: Int
    }

    var inputShape: [Int]
    var coding: InputCoding
    var steps: Int
    var readout: Readout
    var layers: [Layer]

    /// The structure of a network.
    public init(_ network: SpikingNetwork) {
        inputShape = network.inputShape
        coding = network.coding
        steps = network.steps
        readout = network.readout
        layers = network.layers.map { layer in
            switch layer.connection {
            case .dense(let dense):
                Layer(
                    name: layer.name, connection: .dense(inputs: dense.inputs, outputs: dense.outputs),
                    hasBias: !dense.bias.isEmpty, neurons: layer.neurons)
            case .convolution(let it):
                Layer(
                    name: layer.name,
                    connection: .convolution(
                        Kernel(
                            channels: it.channels, height: it.height, width: it.width, filters: it.filters,
                            kernel: it.kernel, stride: it.stride, padding: it.padding)),
                    hasBias: !it.bias.isEmpty, neurons: layer.neurons)
            case .averagePool(let window):
                Layer(name: layer.name, connection: .averagePool(window), hasBias: false, neurons: layer.neurons)
            case .maxPool(let window):
                Layer(name: layer.name, connection: .maxPool(window), hasBias: false, neurons: layer.neurons)
            }
        }
    }

    /// The network of this structure.
    /// - Parameter numbers: the tensor of a name, as plain numbers.
    /// - Throws: what `numbers` throws, ``FrugalError`` where the parts do not fit.
    func network(_ numbers: (String) throws -> [Float]) throws -> SpikingNetwork {
        let network = SpikingNetwork(
            inputShape: inputShape, coding: coding, steps: steps,
            layers: try layers.enumerated().map { index, layer in
                SpikingLayer(
                    name: layer.name,
                    connection: try layer.connection(
                        weights: { try numbers(Self.weightName(index)) },
                        bias: { try layer.hasBias ? numbers(Self.biasName(index)) : [] }),
                    neurons: layer.neurons)
            }, readout: readout)
        try network.check()
        return network
    }

    /// The network of this structure with the weights of a file, which ``SpikingNetwork/writeWeights(to:)`` wrote.
    /// - Throws: `SafetensorsError` for a tensor that is missing or not finite, ``FrugalError`` where the parts do not fit.
    func network(with file: SafetensorsFile) throws -> SpikingNetwork {
        try network { try file.tensor($0, [.copying, .rejectingNonFinite]).floats() }
    }

    /// The network of this structure with weights of zero, to be loaded.
    /// - Throws: ``FrugalError`` for sizes that cannot be.
    public func blankNetwork() throws -> SpikingNetwork {
        for layer in layers {
            let sizes = layer.connection.sizes
            let isPossible =
                sizes.allSatisfy { (1...65_536).contains($0) } && sizes.map(Double.init).reduce(1, *) < 1e9
            guard isPossible else {
                throw FrugalError(
                    .data, layer.name, "the sizes \(sizes) are not possible", remedy: "copy the bundle again")
            }
        }
        return try network { name in
            guard let index = layers.indices.first(where: { name == Self.weightName($0) || name == Self.biasName($0) })
            else { return [] }
            let sizes = layers[index].connection.sizes
            return Array(repeating: 0, count: name == Self.biasName(index) ? sizes[0] : sizes.reduce(1, *))
        }
    }

    static func weightName(_ layer: Int) -> String { "layers.\(layer).weight" }
    static func biasName(_ layer: Int) -> String { "layers.\(layer).bias" }
}

extension SpikingArchitecture.Layer {
    fileprivate func connection(
        weights: () throws -> [Float], bias: () throws -> [Float]
    ) throws -> SpikingConnection {
        switch connection {
        case .dense(let inputs, let outputs):
            .dense(try DenseSynapses(inputs: inputs, outputs: outputs, weights: weights(), bias: bias()))
        case .convolution(let it):
            .convolution(
                try ConvolutionSynapses(
                    channels: it.channels, height: it.height, width: it.width, filters: it.filters, kernel: it.kernel,
                    stride: it.stride, padding: it.padding, weights: weights(), bias: bias()))
        case .averagePool(let window): .averagePool(window)
        case .maxPool(let window): .maxPool(window)
        }
    }
}

extension SpikingArchitecture.Connection {
    /// The sizes of the weights, outputs first; one for a connection without.
    fileprivate var sizes: [Int] {
        switch self {
        case .dense(let inputs, let outputs): [outputs, inputs]
        case .convolution(let it): [it.filters, it.channels, it.kernel, it.kernel]
        case .averagePool, .maxPool: [1]
        }
    }
}
