/// A layer of a spiking network on its way into an exported file.
struct SpikingProgramLayer {
    /// Its place, from 1 on.
    let number: Int
    let layer: SpikingLayer
    /// Whether numbers come in and not spikes.
    let takesReal: Bool
    /// Whether it is the one that answers.
    let isLast: Bool
    let readout: Readout
    /// The type of a place in the list of spikes.
    let index: String

    /// What it keeps from step to step.
    var buffers: [EdgeBuffer] {
        var buffers: [EdgeBuffer] = []
        if layer.neurons != nil {
            buffers.append(
                EdgeBuffer(name: "membranes\(number)", element: .float, count: layer.connection.outputCount))
        }
        if case .maxPool = layer.connection {
            buffers.append(EdgeBuffer(name: "arrived\(number)", element: .float, count: layer.connection.inputCount))
        }
        return buffers
    }

    /// From currents to what goes out: spikes, or numbers where there are no neurons.
    var fire: EdgeFunction {
        let name = EdgeName.comment(layer.name)
        guard let neurons = layer.neurons else {
            return EdgeFunction(
                name: "fire\(number)", comment: "\(name): what is not zero goes on.", result: .int, body: passing)
        }
        return EdgeFunction(
            name: "fire\(number)", comment: "\(name): neurons.", result: isLast ? nil : .int, body: update(neurons))
    }

    private var passing: String {
        let strength = "\n        strengths[count] = current[i]"
        return """
            var count: Int = 0
            for i in 0..<\(layer.connection.outputCount) {
                if current[i] > 0 || current[i] < 0 {
                    spikes[count] = \(index)(truncatingIfNeeded: i)\(passesReal ? strength : "")
                    count += 1
                }
            }
            return count
            """
    }

    private var passesReal: Bool { layer.connection.isLinear || takesReal }

    private func update(_ neurons: SpikingNeurons) -> String {
        let membranes = "membranes\(number)"
        let kept =
            switch neurons.decay {
            case 1: "    let left: Float = \(membranes)[i]"
            case 0: "    let left: Float = 0"
            default: "    let left: Float = \(neurons.decay) * \(membranes)[i]"
            }
        let spikes = !isLast && neurons.threshold != nil
        var lines = spikes ? ["var count: Int = 0"] : []
        lines += ["for i in 0..<\(layer.connection.outputCount) {", kept]
        lines.append("    \(neurons.threshold == nil ? "let" : "var") membrane: Float = left + current[i]")
        if let threshold = neurons.threshold {
            lines.append("    if membrane >= \(threshold) {")
            lines.append("        membrane = \(neurons.reset == .zero ? "0" : "membrane - \(threshold)")")
            if spikes {
                lines.append("        spikes[count] = \(index)(truncatingIfNeeded: i)")
                lines.append("        count += 1")
            } else if readout == .spikeCount {
                lines.append("        counts[i] += 1")
            }
            lines.append("    }")
        }
        lines.append("    \(membranes)[i] = membrane")
        if isLast, readout == .summedMembrane { lines.append("    summed[i] += membrane") }
        lines.append("}")
        if !isLast { lines.append(spikes ? "return count" : "return 0") }
        return lines.joined(separator: "\n")
    }
}
