import FrugalNN
import FrugalTensor
import FrugalTrack

/// A spiking network where an ordinary one is expected: a batch of examples becomes a batch of answers.
///
/// Each example is presented from the beginning for all of the network's steps. Poisson inputs draw from the place of
/// the example in its batch, so that the same batch has the same answers.
public struct SpikingClassifier: Layer {
    /// The network, laid out for events.
    public private(set) var network: EventNetwork

    /// A classifier by `network`.
    public init(_ network: EventNetwork) { self.network = network }

    /// Shows the weights under the names that files have them by, so that it is saved, loaded and counted like any
    /// other network. Who replaces one gets a network laid out anew.
    public mutating func visit(_ visitor: inout Visitor) {
        var plain = network.network
        var isChanged = false
        for index in plain.layers.indices {
            plain.layers[index].connection.show(layer: index, to: &visitor, &isChanged)
        }
        // Weights that make no network, such as those that are not finite, are not taken over.
        if isChanged, let changed = try? EventNetwork(plain) { network = changed }
    }

    /// `[N, …]` becomes `[N, classes]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let count = x.size(of: 0)
        // A batch that does not fit ends here, with a message of the engine that holds the shapes.
        let rows = x.reshaped([count, network.network.inputCount]).floats()
        guard rows.count == count * network.network.inputCount else { return x }
        let pieces = max(1, min(count, Engine.threads))
        // Nothing in the closure throws.
        let answers = try? TaskThreads.map(pieces, threads: pieces) { piece in
            let run = EventRun(network)
            return ((piece * count / pieces)..<((piece + 1) * count / pieces)).flatMap { example in
                run.present(rows, example)
            }
        }
        return Tensor((answers ?? []).flatMap { $0 }, shape: [count, network.classCount])
    }
}

extension SpikingConnection {
    /// Shows weights and biases as tensors and takes over those that come back as others.
    fileprivate mutating func show(layer: Int, to visitor: inout Visitor, _ isChanged: inout Bool) {
        func shown(_ values: inout [Float], _ shape: [Int], _ name: String) {
            let before = Tensor(values, shape: shape)
            var after = before
            visitor.parameter(name, &after)
            if !after.isSame(as: before), after.shape == shape {
                values = after.floats()
                isChanged = true
            }
        }
        let (weight, bias) = (SpikingArchitecture.weightName(layer), SpikingArchitecture.biasName(layer))
        switch self {
        case .dense(var dense):
            shown(&dense.weights, [dense.outputs, dense.inputs], weight)
            if !dense.bias.isEmpty { shown(&dense.bias, [dense.outputs], bias) }
            self = .dense(dense)
        case .convolution(var it):
            shown(&it.weights, [it.filters, it.channels, it.kernel, it.kernel], weight)
            if !it.bias.isEmpty { shown(&it.bias, [it.filters], bias) }
            self = .convolution(it)
        case .averagePool, .maxPool: break
        }
    }
}
