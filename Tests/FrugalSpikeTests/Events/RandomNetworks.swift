import FrugalSpike
import FrugalTensor

/// Networks with random weights, to compare two simulations on.
enum RandomNetworks {
    static func numbers(_ count: Int, in range: ClosedRange<Float>, _ random: inout RandomStream) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &random) }
    }

    static func dense(
        _ inputs: Int, _ outputs: Int, bias: Bool = false, _ random: inout RandomStream
    ) -> SpikingConnection {
        .dense(
            DenseSynapses(
                inputs: inputs, outputs: outputs, weights: numbers(inputs * outputs, in: -0.4...0.6, &random),
                bias: bias ? numbers(outputs, in: -0.1...0.2, &random) : []))
    }

    /// 9-20-17-3.
    static func perceptron(
        coding: InputCoding, neurons: SpikingNeurons, bias: Bool, readout: Readout, seed: UInt64
    ) -> SpikingNetwork {
        var random = RandomStream(seed: seed)
        let last = readout == .spikeCount ? neurons : .silent(decay: neurons.decay)
        return SpikingNetwork(
            inputShape: [9], coding: coding, steps: 12,
            layers: [
                SpikingLayer(name: "one", connection: dense(9, 20, bias: bias, &random), neurons: neurons),
                SpikingLayer(name: "two", connection: dense(20, 17, bias: bias, &random), neurons: neurons),
                SpikingLayer(name: "three", connection: dense(17, 3, &random), neurons: last),
            ], readout: readout)
    }

    /// Two channels of 7x6, a convolution, pooling, a second convolution, dense.
    static func convolutional(
        coding: InputCoding, stride: Int, padding: Int, pool: (PoolingWindow) -> SpikingConnection, overlap: Bool,
        seed: UInt64
    ) -> SpikingNetwork {
        var random = RandomStream(seed: seed)
        func convolution(_ channels: Int, _ height: Int, _ width: Int, _ filters: Int, stride: Int, padding: Int)
            -> ConvolutionSynapses
        {
            ConvolutionSynapses(
                channels: channels, height: height, width: width, filters: filters, kernel: 3, stride: stride,
                padding: padding, weights: numbers(filters * channels * 9, in: -0.3...0.5, &random),
                bias: numbers(filters, in: -0.05...0.1, &random))
        }
        let first = convolution(2, 7, 6, 5, stride: stride, padding: padding)
        let window = PoolingWindow(
            channels: 5, height: first.outputHeight, width: first.outputWidth, kernel: 2, stride: overlap ? 1 : 2)
        let second = convolution(5, window.outputHeight, window.outputWidth, 4, stride: 1, padding: 1)
        let flat = 4 * second.outputHeight * second.outputWidth
        return SpikingNetwork(
            inputShape: [2, 7, 6], coding: coding, steps: 10,
            layers: [
                SpikingLayer(name: "first", connection: .convolution(first), neurons: SpikingNeurons()),
                SpikingLayer(name: "pool", connection: pool(window), neurons: nil),
                SpikingLayer(name: "second", connection: .convolution(second), neurons: SpikingNeurons(threshold: 0.8)),
                SpikingLayer(name: "out", connection: dense(flat, 3, &random), neurons: .silent()),
            ], readout: .finalMembrane)
    }
}
