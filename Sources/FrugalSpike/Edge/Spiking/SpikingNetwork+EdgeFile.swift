import FrugalTrack

extension SpikingNetwork {
    /// The network as one source file that works spike by spike.
    ///
    /// With float32 weights it does what ``SpikingRun`` does, spike for spike. With int8 weights the whole numbers of a step
    /// are summed first and then scaled.
    /// - Parameters:
    ///   - name: what its functions are to be called after; made an identifier.
    ///   - classes: the names of the classes, one a neuron of the last layer.
    ///   - inputNotes: what the numbers of an input are, line by line.
    ///   - scaling: what is done to them first; only for direct coding, as others take numbers from 0 to 1 as they are.
    /// - Throws: what ``check()`` throws; ``FrugalError`` of kind `model` for one that is too large or has other classes.
    public func edgeFile(
        _ language: EdgeLanguage, named name: String, classes: [String], weights: EdgeWeights,
        inputNotes: [String] = [], scaling: EdgeScaling? = nil
    ) throws -> EdgeFile {
        try check()
        if scaling != nil, coding != .direct {
            throw FrugalError(
                .model, name, "its inputs become spikes and cannot be scaled first",
                remedy: "convert the network again with this coding")
        }
        guard let last = layers.last, last.connection.outputCount == classes.count else {
            throw FrugalError(
                .model, name,
                "it has \(classes.count) classes, and \(layers.last?.connection.outputCount ?? 0) neurons in its last layer",
                remedy: "give as many names as neurons")
        }
        let program = SpikingProgram(self, weights: weights, scaling: scaling)
        let source = program.source(named: name, classes: classes, inputNotes: inputNotes)
        return try EdgeFile(
            source, language: language, weights: weights, parameters: parameterCount, operations: largestLedger)
    }

    /// What one presentation costs where every neuron spikes in every step: no input costs more.
    private var largestLedger: OperationLedger {
        OperationLedger(
            layers.enumerated().map { index, layer in
                let isConstant = index == 0 && coding == .direct && layer.connection.isLinear
                let synapses = Double(layer.connection.synapseCount)
                let updates = layer.neurons == nil ? 0 : Double(layer.connection.outputCount * steps)
                guard isConstant else {
                    return .spiking(layer.name, synapticAdditions: synapses * Double(steps), neuronUpdates: updates)
                }
                // A constant current is worked out once.
                return LayerOperations(
                    layer.name, multiplyAdds: synapses, neuronUpdates: updates, weightAccesses: synapses,
                    membraneAccesses: 2 * updates)
            })
    }
}

extension SpikingNetwork {
    /// The network with the weights that a file with int8 weights has.
    public func quantised() -> SpikingNetwork {
        var network = self
        for index in layers.indices {
            switch layers[index].connection {
            case .dense(var dense):
                dense.weights = EdgeMatrix(rows: dense.outputs, values: dense.weights).quantised().weights
                network.layers[index].connection = .dense(dense)
            case .convolution(var it):
                it.weights = EdgeMatrix(rows: it.filters, values: it.weights).quantised().weights
                network.layers[index].connection = .convolution(it)
            case .averagePool, .maxPool: break
            }
        }
        return network
    }
}

/// What is done to each number of an input: times a scale, plus a shift, one of both a channel.
public struct EdgeScaling: Hashable, Sendable {
    /// A factor a channel.
    public var scale: [Float]
    /// What is added then, a number a channel.
    public var shift: [Float]

    /// A scaling.
    public init(scale: [Float], shift: [Float]) {
        self.scale = scale
        self.shift = shift
    }
}

extension SpikingConnection {
    /// Whether a constant input gives a constant current.
    var isLinear: Bool { if case .maxPool = self { false } else { true } }

    /// Weights times the places where each is used, borders included.
    fileprivate var synapseCount: Int {
        switch self {
        case .dense(let dense): dense.inputs * dense.outputs
        case .convolution(let it): outputCount * it.channels * it.kernel * it.kernel
        case .averagePool(let window), .maxPool(let window): outputCount * window.kernel * window.kernel
        }
    }
}
