import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

@Suite struct TernaryTests {
    @Test func `weights become the nearest of three and gradients pass straight through`() {
        let shadow = Tensor([-3, -0.6, -0.4, 0, 0.2, 0.7, 1.4] as [Float]).recordingGradients()
        let ternary = shadow.ternary()
        #expect(ternary.floats() == [-1, -1, 0, 0, 0, 1, 1])
        let found = gradients(of: (ternary * Tensor([1, 2, 3, 4, 5, 6, 7] as [Float])).sum(), withRespectTo: [shadow])
        #expect(found[0].floats() == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func `no neuron has more inputs than the limit and weights are three numbers`() throws {
        var random = RandomStream(seed: 1)
        let network = try TernaryNetwork().build(for: [1, 28, 28], classes: 10, isTernary: true, using: &random)
        let plain = try network.spikingNetwork()
        try plain.check()
        for layer in network.layers {
            guard let synapses = layer.synapses as? TernaryConv2d else { continue }
            #expect(synapses.weight.shape.dropFirst().reduce(1, *) <= 128)
            let values = Set((synapses.weight.ternary()).floats())
            #expect(values == [-1, 0, 1])
        }
        #expect(network.layers.last?.synapses is Votes)
        #expect(plain.layers.last?.connection.outputCount == 10)
    }

    @Test func `votes are means over a class's neurons`() throws {
        let votes = Votes(voters: 2, classes: 3)
        let x = Tensor([1, 0, 1, 1, 0, 0] as [Float], shape: [1, 6])
        #expect(votes(x, .evaluation).floats() == [1, 0, 0.5])
        let connection = try votes.connection(for: [6])
        #expect(connection.current(x.floats(), arrived: []) == [1, 0, 0.5])
        #expect(connection.synapsesOfInputs(groups: votes.groups) == Array(repeating: 1, count: 6))
    }

    /// A form of ours that cannot keep the limit is refused, not bent.
    @Test func `filters that cannot be divided are refused`() throws {
        var form = TernaryNetwork()
        form.filters = [17, 19]
        var random = RandomStream(seed: 1)
        #expect(throws: FrugalError.self) {
            try form.build(for: [1, 28, 28], classes: 10, isTernary: true, using: &random)
        }
    }

    @Test func `ternary networks learn stripes`() throws {
        var form = TernaryNetwork()
        (form.filters, form.steps) = ([16, 32], 4)
        var random = RandomStream(seed: 1)
        var network = try form.build(for: [1, 6, 6], classes: 3, isTernary: true, using: &random)
        var recipe = SpikeTrainingRecipe()
        (recipe.epochs, recipe.batchSize, recipe.learningRate) = (6, 20, 0.01)
        let task = try PictureTask(stripes(300, seed: 1), validationCount: 60, seed: 1)
        let state = try SpikeTrainer(recipe, task, seed: 1).train(&network)
        #expect(try #require(state.accuracy) > 0.9)
    }
}
