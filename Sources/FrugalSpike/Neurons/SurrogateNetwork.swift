import FrugalNN
import FrugalTensor
import FrugalTrack

/// A feed-forward spiking network that learns by surrogate gradients.
///
///     var random = RandomStream(seed: 1)
///     let network = SurrogateNetwork(widths: [784, 1000, 10], steps: 25, using: &random)
///     let scores = network(pictures, pass)
///
/// It is a ``SpikingNetwork`` with tensors in place of arrays: ``spikingNetwork()`` gives the plain one, which answers
/// with the same spikes.
public struct SurrogateNetwork: Layer {
    /// The shape of an example: `[784]`, or `[channels, height, width]`.
    public let inputShape: [Int]
    /// How numbers between 0 and 1 reach the first layer.
    public var coding: InputCoding
    /// Steps of a presentation.
    public let steps: Int
    /// The layers from the input on.
    public var layers: [SurrogateLayer]
    /// How the last layer answers.
    public let readout: Readout

    /// A network of these layers, all of which have `steps` steps.
    /// - Throws: ``FrugalError`` of kind `data` where the parts do not fit; of kind `model` for a layer that a plain
    ///   network does not have.
    public init(
        inputShape: [Int], coding: InputCoding, steps: Int, layers: [SurrogateLayer], readout: Readout = .spikeCount
    ) throws {
        self.inputShape = inputShape
        self.coding = coding
        self.steps = steps
        self.layers = layers
        self.readout = readout
        if let other = layers.first(where: { $0.steps != steps }) {
            throw FrugalError(.data, other.name, "it has \(other.steps) steps, and the network \(steps)")
        }
        if readout == .spikeCount, layers.last?.neurons?.threshold == nil {
            throw FrugalError(
                .data, "readout", "the last layer never spikes, and its spikes are to be counted",
                remedy: "read its membranes, or give it a threshold")
        }
        try spikingNetwork().check()
    }

    /// Fully connected layers of leaky neurons: `[784, 1000, 10]` has one hidden layer.
    /// - Throws: ``FrugalError`` of kind `data` for sizes that cannot be.
    public init(
        widths: [Int], coding: InputCoding = .direct, steps: Int = 25,
        neurons: SpikingNeurons = SpikingNeurons(decay: 0.9), surrogate: Surrogate = .standard,
        readout: Readout = .spikeCount, biases: Bool = true, using random: inout RandomStream
    ) throws {
        guard widths.count > 1, widths.allSatisfy({ $0 > 0 }), steps > 0 else {
            throw FrugalError(.data, "sizes", "\(widths) over \(steps) steps make no network")
        }
        var layers = zip(widths, widths.dropFirst()).enumerated().map { index, size in
            SurrogateLayer(
                "layer \(index + 1)", Linear(size.0, size.1, bias: biases, using: &random), neurons,
                surrogate: surrogate, steps: steps)
        }
        if readout != .spikeCount { layers[layers.count - 1].neurons = .silent(decay: neurons.decay) }
        try self.init(
            inputShape: [widths[0]], coding: coding, steps: steps, layers: layers, readout: readout)
    }

    /// Shows the tensors as `layers.0.weight`.
    public mutating func visit(_ visitor: inout Visitor) { visitor.children("layers", &layers) }

    /// The answer after the last step, `[N, classes]`.
    /// - Parameter x: examples `[N, …]` of ``inputShape``, between 0 and 1.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { run(x, pass).answer }

    /// All that happens during a presentation. Random codings draw from the pass.
    /// - Parameter x: examples `[N, …]` of ``inputShape``, between 0 and 1.
    public func run(_ x: Tensor, _ pass: Pass) -> SpikingActivity {
        let examples = x.reshaped([x.shape.first ?? 0] + inputShape)
        var signal = coding.signal(for: examples, steps: steps, using: &pass.random)
        var arriving: [Tensor] = []
        var membranes = signal
        for (index, layer) in layers.enumerated() {
            arriving.append(signal)
            let response = layer.respond(signal, pass, wantsMembranes: index == layers.count - 1)
            membranes = response.membranes ?? membranes
            signal = response.spikes ?? membranes
        }
        return SpikingActivity(readout: readout, arriving: arriving, spikes: signal, membranes: membranes)
    }

    /// The network as a plain value, which answers with the same spikes.
    /// - Throws: ``FrugalError`` of kind `model` for a layer that a plain network does not have.
    public func spikingNetwork() throws -> SpikingNetwork {
        var shape = inputShape
        let plain = try layers.map { layer in
            let connection = try layer.synapses.connection(for: shape)
            shape = connection.outputShape
            return SpikingLayer(name: layer.name, connection: connection, neurons: layer.neurons)
        }
        return SpikingNetwork(inputShape: inputShape, coding: coding, steps: steps, layers: plain, readout: readout)
    }
}
