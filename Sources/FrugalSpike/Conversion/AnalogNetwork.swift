import FrugalNN
import FrugalTensor
import FrugalTrack

/// An ordinary network read layer by layer, as it can become spiking.
///
/// It is read from the network's parts: a chain of dense layers, convolutions, batch normalisation, rectifiers, pooling
/// and flattening. What cannot become spiking is refused by its name. A function that a network applies between its
/// parts without showing it as one would be lost, so the two are compared on examples before anything is converted.
public struct AnalogNetwork: Sendable {
    /// The shape of an example: `[784]`, or `[channels, height, width]`.
    public let inputShape: [Int]
    /// The layers from the input on.
    public internal(set) var layers: [AnalogLayer]

    /// Reads `network`, which takes examples of `inputShape`.
    /// - Throws: ``FrugalError`` of kind `model` that names the layer which cannot become spiking.
    public init(_ network: some Layer, inputShape: [Int]) throws {
        var reader = try AnalogReader(inputShape: inputShape)
        for link in network.openedLinks { try reader.read(link) }
        self.inputShape = inputShape
        layers = try reader.finished()
    }

    /// The outputs of every layer on a batch of examples.
    public func activations(_ examples: Tensor) -> [Tensor] {
        withoutGradients {
            var x = examples.reshaped([examples.size(of: 0)] + inputShape)
            return layers.map { layer in
                x = layer.forward(x)
                return x
            }
        }
    }

    /// What the last layer gives for a batch of examples.
    public func scores(_ examples: Tensor) -> Tensor { activations(examples).last ?? examples }

    /// Refuses a network that computes something beside the layers it shows.
    /// - Parameter examples: a batch that the network takes.
    /// - Throws: ``FrugalError`` of kind `model`, or a `TensorError` where the network cannot take the examples.
    public func check(against network: some Layer, on examples: Tensor) throws {
        let (theirs, ours) = try Tensor.checking {
            withoutGradients { (network(examples, .evaluation).floats(), scores(examples).floats()) }
        }
        let size = theirs.map(abs).max() ?? 0
        let difference = zip(theirs, ours).map { abs($0 - $1) }.max() ?? 0
        guard theirs.count == ours.count, difference <= 1e-3 * max(size, 1e-6) else {
            throw FrugalError(
                .model, "\(type(of: network))",
                "it computes something beside the layers that it shows, so that a conversion would leave it out",
                remedy: "write every function, such as a rectifier, as a layer of the chain")
        }
    }

    /// The multiply-adds of an example.
    public var multiplyAdds: Int { ledger.layers.reduce(0) { $0 + Int($1.multiplyAdds) } }

    /// What an example costs without spikes, layer by layer; windows count nothing.
    public var ledger: OperationLedger {
        OperationLedger(
            layers.filter(\.hasWeights).map { layer in
                switch layer.connection {
                case .dense(let dense): .dense(layer.name, multiplyAdds: Double(dense.inputs * dense.outputs))
                case .convolution(let convolution):
                    .dense(layer.name, multiplyAdds: Double(convolution.multiplyAdds))
                case .averagePool, .maxPool: LayerOperations(layer.name)
                }
            })
    }
}

extension ConvolutionSynapses {
    /// Products of a pass, those with the padding left out.
    fileprivate var multiplyAdds: Int {
        func taps(_ length: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { sum, place in
                sum + (0..<kernel).count { (0..<length).contains(place * stride + $0 - padding) }
            }
        }
        return filters * channels * taps(height, outputHeight) * taps(width, outputWidth)
    }
}
