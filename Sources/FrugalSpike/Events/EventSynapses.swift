/// The synapses of a layer, laid out for spikes: what an input adds to its targets lies in one row.
enum EventSynapses: Sendable {
    /// A row an input.
    case dense(Block<Float>)
    /// A row of filters for each channel and place of the kernel.
    case convolution(ConvolutionSynapses, rows: Block<Float>)
    /// Means of windows.
    case averagePool(PoolingWindow)
    /// The busiest inputs of windows.
    case maxPool(PoolingWindow)

    init(_ connection: SpikingConnection, shape: LayerShape) {
        switch connection {
        case .dense(let dense):
            let rows = Block<Float>(dense.inputs * shape.width, of: 0)
            for output in 0..<dense.outputs {
                for input in 0..<dense.inputs {
                    rows[input * shape.width + output] = dense.weights[output * dense.inputs + input]
                }
            }
            self = .dense(rows)
        case .convolution(let convolution):
            let taps = convolution.channels * convolution.kernel * convolution.kernel
            let rows = Block<Float>(taps * shape.width, of: 0)
            for filter in 0..<convolution.filters {
                for tap in 0..<taps { rows[tap * shape.width + filter] = convolution.weights[filter * taps + tap] }
            }
            self = .convolution(convolution, rows: rows)
        case .averagePool(let window): self = .averagePool(window)
        case .maxPool(let window): self = .maxPool(window)
        }
    }
}

extension SpikingConnection {
    /// How the targets lie in memory.
    var eventShape: LayerShape {
        if case .convolution(let convolution) = self {
            return LayerShape(
                places: convolution.outputHeight * convolution.outputWidth, channels: convolution.filters)
        }
        return LayerShape(places: 1, channels: outputCount)
    }

    /// The current that reaches each neuron in every step, as it lies in memory; nil where there is none.
    func eventBias(_ shape: LayerShape) -> Block<Float>? {
        let bias: [Float]
        switch self {
        case .dense(let dense): bias = dense.bias
        case .convolution(let convolution):
            bias = convolution.bias.flatMap { Array(repeating: $0, count: shape.places) }
        case .averagePool, .maxPool: bias = []
        }
        return bias.isEmpty ? nil : shape.laidOut(bias)
    }
}
