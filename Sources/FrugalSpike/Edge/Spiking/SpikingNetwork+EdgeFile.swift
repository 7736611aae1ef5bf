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
    /// - Throws: what ``check()`` throws; ``FrugalError`` of kind `model` for one that is too large or has other classes.
    public func edgeFile(
        _ language: EdgeLanguage, named name: String, classes: [String], weights: EdgeWeights,
        inputNotes: [String] = []
    ) throws -> EdgeFile {
        try check()
        guard let last = layers.last, last.connection.outputCount == classes.count else {
            throw FrugalError(
                .model, name,
                "it has \(classes.count) classes, and \(layers.last?.connection.outputCount ?? 0) neurons in its last layer",
                remedy: "give as many names as neurons")
        }
        let program = SpikingProgram(self, weights: weights)
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
