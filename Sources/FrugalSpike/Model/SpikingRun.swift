/// A spiking network at work, in the plainest way: every sum written out. It is slow, and what every faster simulation is
/// tested against.
public struct SpikingRun: Sendable {
    /// The network, checked.
    public let network: SpikingNetwork
    /// The membranes of each layer; zeros for one without neurons.
    public private(set) var membranes: [[Float]]
    /// Spikes of each neuron so far, by layer.
    public private(set) var counts: [[Int]]
    /// The membranes of the last layer, summed over the steps.
    public private(set) var summed: [Float]
    private var arrived: [[Float]]

    /// A run that has not begun.
    /// - Throws: what ``SpikingNetwork/check()`` throws.
    public init(_ network: SpikingNetwork) throws {
        try network.check()
        self.network = network
        let sizes = network.layers.map(\.connection.outputCount)
        membranes = sizes.map { Array(repeating: 0, count: $0) }
        counts = sizes.map { Array(repeating: 0, count: $0) }
        summed = Array(repeating: 0, count: sizes.last ?? 0)
        arrived = network.layers.map { Array(repeating: 0, count: $0.connection.inputCount) }
    }

    /// Runs a step with an input of ``SpikingNetwork/inputCount`` numbers: spikes as ones, or currents.
    /// - Returns: what each layer passes on: its spikes as ones, or the result of a connection without neurons.
    @discardableResult
    public mutating func step(_ input: [Float]) -> [[Float]] {
        var passed: [[Float]] = []
        var signal = input
        for (index, layer) in network.layers.enumerated() {
            for place in signal.indices { arrived[index][place] += signal[place] }
            let current = layer.connection.current(signal, arrived: arrived[index])
            signal = layer.neurons.map { advance(index, current, $0) } ?? current
            passed.append(signal)
        }
        for neuron in summed.indices { summed[neuron] += membranes[membranes.count - 1][neuron] }
        return passed
    }

    /// The answer so far, a number a class; the largest wins.
    public var answer: [Float] {
        switch network.readout {
        case .spikeCount:
            // The membrane decides between equal counts and never outweighs a spike.
            zip(counts[counts.count - 1], membranes[membranes.count - 1]).map { count, membrane in
                Float(count) + 0.4 * membrane / (1 + abs(membrane))
            }
        case .summedMembrane: summed
        case .finalMembrane: membranes[membranes.count - 1]
        }
    }

    private mutating func advance(_ index: Int, _ current: [Float], _ neurons: SpikingNeurons) -> [Float] {
        current.indices.map { neuron in
            var membrane = neurons.decay * membranes[index][neuron] + current[neuron]
            defer { membranes[index][neuron] = membrane }
            guard let threshold = neurons.threshold, membrane >= threshold else { return 0 }
            counts[index][neuron] += 1
            membrane = neurons.reset == .subtract ? membrane - threshold : 0
            return 1
        }
    }
}

extension SpikingConnection {
    /// What a step's `signal` makes of the connection; `arrived` is the sum of all signals so far, this one included.
    func current(_ signal: [Float], arrived: [Float]) -> [Float] {
        switch self {
        case .dense(let dense):
            (0..<dense.outputs).map { output in
                var sum: Float = dense.bias.isEmpty ? 0 : dense.bias[output]
                for input in 0..<dense.inputs { sum += dense.weights[output * dense.inputs + input] * signal[input] }
                return sum
            }
        case .convolution(let convolution): convolution.current(signal)
        case .averagePool(let window):
            window.windows { places in
                places.reduce(0) { $0 + signal[$1] } / Float(window.kernel * window.kernel)
            }
        case .maxPool(let window):
            window.windows { places in
                var best = places[0]
                for place in places where arrived[place] > arrived[best] { best = place }
                return signal[best]
            }
        }
    }
}

extension ConvolutionSynapses {
    fileprivate func current(_ signal: [Float]) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(filters * outputHeight * outputWidth)
        for filter in 0..<filters {
            for row in 0..<outputHeight {
                for column in 0..<outputWidth {
                    result.append(sum(signal, filter, row, column))
                }
            }
        }
        return result
    }

    private func sum(_ signal: [Float], _ filter: Int, _ row: Int, _ column: Int) -> Float {
        var sum: Float = bias.isEmpty ? 0 : bias[filter]
        for channel in 0..<channels {
            for down in 0..<kernel {
                let y = row * stride + down - padding
                guard (0..<height).contains(y) else { continue }
                for right in 0..<kernel {
                    let x = column * stride + right - padding
                    guard (0..<width).contains(x) else { continue }
                    let weight = weights[((filter * channels + channel) * kernel + down) * kernel + right]
                    sum += weight * signal[(channel * height + y) * width + x]
                }
            }
        }
        return sum
    }
}

extension PoolingWindow {
    /// A number for each window, from the places of its pixels.
    fileprivate func windows(_ body: ([Int]) -> Float) -> [Float] {
        var result: [Float] = []
        for channel in 0..<channels {
            for row in 0..<outputHeight {
                for column in 0..<outputWidth {
                    let places = (0..<kernel * kernel).map { index in
                        let y = row * stride + index / kernel
                        return (channel * height + y) * width + column * stride + index % kernel
                    }
                    result.append(body(places))
                }
            }
        }
        return result
    }
}
