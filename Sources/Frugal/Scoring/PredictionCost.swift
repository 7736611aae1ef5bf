import FrugalData
import FrugalNN
import FrugalTensor

/// What one prediction of a network costs.
struct PredictionCost {
    /// Multiply-adds of one example.
    let multiplyAdds: Int?
    /// Seconds of one example alone, the median of several.
    let latency: Double

    /// Measures `network` on a blank example of `shape`.
    init(of network: Network, shape: InputShape, device: Device) throws {
        let input = try Tensor.checking { Tensor.zeros(shape.batch(1), on: device) }
        multiplyAdds = try Tensor.checking {
            network.summary { network, pass in _ = network(input, pass) }.multiplyAdds
        }
        let clock = ContinuousClock()
        let begin = clock.now
        var times: [Double] = []
        // Long enough for a steady figure, short enough not to matter beside training.
        while times.count < 3 || (times.count < 30 && clock.now - begin < .milliseconds(40)) {
            let start = clock.now
            try Tensor.checking { withoutGradients { _ = network(input, .evaluation).floats() } }
            times.append((clock.now - start) / .seconds(1))
        }
        latency = times.sorted()[times.count / 2]
    }
}
