import FrugalTrack

/// A spiking network as functions of an exported file: for each layer `driveN`, from the spikes that came in to the current
/// into each neuron, and `fireN`, from currents to the spikes that go out.
///
/// One list of spikes and one array of currents serve all layers, since a layer has read the one before it writes the other.
struct SpikingProgram {
    let network: SpikingNetwork
    private let weights: EdgeWeights
    private let scaling: EdgeScaling?

    init(_ network: SpikingNetwork, weights: EdgeWeights, scaling: EdgeScaling? = nil) {
        self.network = network
        self.weights = weights
        self.scaling = scaling
    }

    /// The layers with what the file has to know of each.
    var layers: [SpikingProgramLayer] {
        var isReal = network.coding == .direct
        return network.layers.enumerated().map { index, layer in
            defer {
                if layer.neurons != nil {
                    isReal = false
                } else if layer.connection.isLinear {
                    isReal = true
                }
            }
            return SpikingProgramLayer(
                number: index + 1, layer: layer, takesReal: isReal, isLast: index == network.layers.count - 1,
                readout: network.readout, index: network.spikeIndex)
        }
    }

    /// Whether the current into the first layer is worked out once.
    private var hasConstantCurrent: Bool {
        network.coding == .direct && network.layers.first?.connection.isLinear == true
    }

    /// The whole program.
    func source(named name: String, classes: [String], inputNotes: [String]) -> EdgeSource {
        let layers = layers
        var source = EdgeSource(
            name: EdgeName.identifier(name), notes: notes(name, inputNotes), classes: classes,
            inputCount: network.inputCount)
        addBuffers(&source, layers)
        for layer in layers {
            source.functions.append(layer.drive(weights, in: &source))
            source.functions.append(layer.fire)
        }
        source.functions += [inner(layers), outer, answer(classes.count), reset(source)]
        if case .poisson = network.coding { source.functions.append(SpikingCodings.draw) }
        if let scaling {
            source.tables.append(EdgeTable(name: "scale", values: .floats(scaling.scale)))
            source.tables.append(EdgeTable(name: "shift", values: .floats(scaling.shift)))
        }
        source.functions += SpikingCodings.functions(network, scaledChannels: scaling?.scale.count)
        source.functions += interface
        source.functions.append(EdgeKernels.scores)
        return source
    }

    private func notes(_ name: String, _ inputNotes: [String]) -> [String] {
        [
            "\(EdgeName.comment(name)): a spiking network of \(Humanise.grouped(network.parameterCount)) parameters, written by "
                + "`frugal export` with \(weights.rawValue) weights.",
            "It allocates nothing and works spike by spike, \(network.steps) steps an answer.", "",
            "The input is \(network.inputCount) numbers of float32 between 0 and 1, row-major, of the shape "
                + network.inputShape.map { "\($0)" }.joined(separator: "x") + ".",
        ] + inputNotes.map(EdgeName.comment)
    }

    private func addBuffers(_ source: inout EdgeSource, _ layers: [SpikingProgramLayer]) {
        let outputs = layers.map(\.layer.connection.outputCount)
        let largest = max(network.inputCount, outputs.max() ?? 0)
        let classes = outputs.last ?? 0
        var buffers = [
            EdgeBuffer(name: "spikes", element: largest > 65_536 ? .word : .short, count: largest),
            EdgeBuffer(name: "current", element: .float, count: outputs.max() ?? 0),
        ]
        if layers.contains(where: \.takesReal) {
            buffers.append(EdgeBuffer(name: "strengths", element: .float, count: largest))
        }
        if hasConstantCurrent { buffers.append(EdgeBuffer(name: "constant", element: .float, count: outputs[0])) }
        if case .regular = network.coding {
            buffers.append(EdgeBuffer(name: "kept", element: .float, count: network.inputCount))
        }
        if case .poisson = network.coding { buffers.append(EdgeBuffer(name: "chance", element: .word, count: 1)) }
        buffers += layers.flatMap(\.buffers)
        switch network.readout {
        case .spikeCount: buffers.append(EdgeBuffer(name: "counts", element: .int, count: classes))
        case .summedMembrane: buffers.append(EdgeBuffer(name: "summed", element: .float, count: classes))
        case .finalMembrane: break
        }
        source.buffers = buffers + [EdgeBuffer(name: "result", element: .float, count: classes)]
    }

    /// Everything of a step after the current into the first layer.
    private func inner(_ layers: [SpikingProgramLayer]) -> EdgeFunction {
        var lines: [String] = []
        for layer in layers {
            if layer.number > 1 { lines.append("drive\(layer.number)(count\(layer.number - 1))") }
            lines.append(
                layer.isLast ? "fire\(layer.number)()" : "let count\(layer.number): Int = fire\(layer.number)()")
        }
        return EdgeFunction(
            name: "propagate", comment: "A step from the current into the first layer on.",
            body: lines.joined(separator: "\n"))
    }

    private var outer: EdgeFunction {
        EdgeFunction(
            name: "advance", comment: "A step from the spikes of the input on.", parameters: [("count", .int)],
            body: "drive1(count)\npropagate()")
    }

    private func answer(_ count: Int) -> EdgeFunction {
        let membranes = "membranes\(network.layers.count)"
        let score =
            switch network.readout {
            case .spikeCount:
                """
                    let membrane: Float = \(membranes)[i]
                    let size: Float = membrane < 0 ? 0 - membrane : membrane
                    let share: Float = 0.4 * membrane / (1 + size)
                    result[i] = Float(Int(counts[i])) + share
                """
            case .summedMembrane: "    result[i] = summed[i]"
            case .finalMembrane: "    result[i] = \(membranes)[i]"
            }
        return EdgeFunction(
            name: "answer", comment: "The scores so far, and the class of the largest, the first of equals.",
            result: .int,
            body: "for i in 0..<\(count) {\n\(score)\n}\n" + EdgeKernels.largest(of: "result", count: count).body)
    }

    private func reset(_ source: EdgeSource) -> EdgeFunction {
        let untouched = ["spikes", "current", "strengths", "constant", "chance", "result"]
        let loops = source.buffers.filter { !untouched.contains($0.name) }.map { buffer in
            "for i in 0..<\(buffer.count) {\n    \(buffer.name)[i] = \(buffer.name == "kept" ? "0.5" : "0")\n}"
        }
        return EdgeFunction(
            name: "clear", comment: "All membranes and counts as before the first step.",
            body: loops.joined(separator: "\n"))
    }

    private var interface: [EdgeFunction] {
        var functions = [
            EdgeFunction(
                name: "start", comment: "Puts all to the beginning; to be called once.", isPublic: true,
                body: isRandom ? "chance[0] = 2654435769\nclear()" : "clear()"),
            EdgeFunction(
                name: "predict", comment: "The class of an input, by its place among the names, after all steps.",
                parameters: [("input", .floats)], result: .int, isPublic: true, body: presentation),
            EdgeFunction(
                name: "reset", comment: "Begins a new presentation of `step`.", isPublic: true, body: "clear()"),
            EdgeFunction(
                name: "step",
                comment: network.coding == .direct
                    ? "One step with a current for each input; the class so far."
                    : "One step with a spike of each input that is not zero; the class so far.",
                parameters: [("input", .floats)], result: .int, isPublic: true,
                body: "advance(gather(input))\nreturn answer()"),
        ]
        if isRandom { functions.append(SpikingCodings.seed) }
        return functions
    }

    private var isRandom: Bool { if case .poisson = network.coding { true } else { false } }

    private var presentation: String {
        let rest =
            hasConstantCurrent
            ? """
            drive1(gather(input))
            for i in 0..<\(network.layers[0].connection.outputCount) {
                constant[i] = current[i]
            }
            for _ in 0..<\(network.steps) {
                for i in 0..<\(network.layers[0].connection.outputCount) {
                    current[i] = constant[i]
                }
                propagate()
            }
            """
            : """
            for \(network.coding.needsStep ? "step" : "_") in 0..<\(network.steps) {
                advance(\(network.coding.call))
            }
            """
        return "clear()\n\(rest)\nreturn answer()"
    }
}
