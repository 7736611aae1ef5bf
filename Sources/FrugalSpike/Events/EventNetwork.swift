import FrugalTrack

/// A ``SpikingNetwork`` laid out for simulation by events: weights as one row an input, so that a spike adds a row.
///
/// It is made once and shared by as many ``EventRun``s as there are threads.
public struct EventNetwork: Sendable {
    /// The network it was made from.
    public let network: SpikingNetwork
    let layers: [Layer]

    /// A layer as it is simulated.
    struct Layer: Sendable {
        let name: String
        let shape: LayerShape
        let inputs: Int
        let synapses: EventSynapses
        let bias: Block<Float>?
        let neurons: SpikingNeurons?
    }

    /// Lays a network out.
    /// - Throws: what ``SpikingNetwork/check()`` throws, ``FrugalError`` for a layer of more neurons than memory has
    ///   room for.
    public init(_ network: SpikingNetwork) throws {
        try network.check()
        for layer in network.layers where layer.connection.outputCount > Self.largestLayer {
            throw FrugalError(
                .data, layer.name, "\(layer.connection.outputCount) neurons are more than a layer may have",
                remedy: "give a network of at most \(Self.largestLayer) neurons a layer")
        }
        self.network = network
        layers = network.layers.map { layer in
            let shape = layer.connection.eventShape
            return Layer(
                name: layer.name, shape: shape, inputs: layer.connection.inputCount,
                synapses: EventSynapses(layer.connection, shape: shape), bias: layer.connection.eventBias(shape),
                neurons: layer.neurons)
        }
    }

    private static let largestLayer = 1 << 24

    /// The classes that it tells apart.
    public var classCount: Int { layers.last?.shape.count ?? 0 }
}
