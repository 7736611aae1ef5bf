import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalSpike

/// What a spike costs, against counting every connection.
@Suite struct ReachTests {
    @Test(arguments: [(3, 1, 0), (3, 1, 1), (3, 2, 1), (2, 2, 0), (4, 3, 0)])
    func `a convolution's synapses are counted at the border too`(_ kernel: Int, _ stride: Int, _ padding: Int) {
        let weights = [Float](repeating: 1, count: 5 * 2 * kernel * kernel)
        let convolution = ConvolutionSynapses(
            channels: 2, height: 7, width: 6, filters: 5, kernel: kernel, stride: stride, padding: padding,
            weights: weights)
        let connection = SpikingConnection.convolution(convolution)
        let found = connection.synapsesOfInputs()
        for place in 0..<connection.inputCount {
            var signal = [Float](repeating: 0, count: connection.inputCount)
            signal[place] = 1
            // Weights of one: what comes out is a one for each synapse.
            #expect(connection.current(signal, arrived: signal).reduce(0, +) == found[place])
        }
        #expect(connection.synapsesOfInputs(groups: 5).reduce(0, +) * 5 == found.reduce(0, +))
    }

    @Test func `a network counts the operations of a plain run`() throws {
        var random = RandomStream(seed: 1)
        let network = try SurrogateNetwork(
            widths: [6, 9, 4], coding: .regular(rate: 0.5), steps: 5,
            neurons: SpikingNeurons(decay: 0.9, threshold: 0.3), using: &random)
        let x = Tensor.uniform([3, 6], using: &random)
        let activity = withoutGradients { network.run(x, .evaluation) }
        let reach = try network.reach()
        for layer in 0..<2 {
            let fanOut = [9.0, 4.0][layer]
            let found = reach[layer].operations(of: activity.arriving[layer])
            #expect(found.shape == [5, 3])
            #expect(found.sum().item() == fanOut * activity.arriving[layer].sum().item())
        }
        #expect(try network.denseOperations() == 6 * 9 + 9 * 4)
        // A constant input is multiplied once and wholly.
        let constant = try SurrogateNetwork(widths: [6, 9, 4], steps: 5, using: &random)
        #expect(try constant.reach()[0].operations(of: x.unsqueezed(0)).doubles() == [54, 54, 54])
    }
}
