import FrugalTensor
import Testing

@testable import FrugalSpike

@Suite struct SurrogateTests {
    /// A layer learns by the derivative that the surrogate says.
    @Test(
        arguments: [
            Surrogate.fastSigmoid(slope: 25), .arctangent(slope: 2), .triangle(slope: 1), .straightThrough(slope: 2),
            .sigmoid(slope: 4),
        ])
    func `the engine uses the derivative that a surrogate says`(_ surrogate: Surrogate) {
        let distances = [-1.5, -0.4, -0.05, 0.01, 0.2, 0.9]
        let input = (Tensor(distances.map { Float($0) }, shape: [1, 6]) + 1).recordingGradients()
        let neurons = SpikingNeurons(decay: 0.9).overSteps(1, surrogate)
        let spikes = input.leakyIntegrateAndFire(neurons).spikes ?? input
        let found = gradients(of: spikes.sum(), withRespectTo: [input])[0].doubles()
        for (ours, distance) in zip(found, distances) {
            #expect(abs(ours - surrogate.derivative(at: distance)) < 1e-5)
        }
    }
}
