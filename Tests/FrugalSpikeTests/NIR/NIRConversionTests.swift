import Foundation
import FrugalData
import FrugalTensor
import Testing

@testable import FrugalSpike

/// From equations in continuous time to steps, and back.
@Suite struct NIRConversionTests {
    /// `v = (1 - dt / tau) v + r dt / tau W s`: for tau 0.0025, r 1 and steps of 0.0001 that is 0.96 and 0.04.
    @Test func aLeakyNeuronTakesEulerStepsOfTheEquation() throws {
        let imported = try NIRFixtures.graph("lif").spikingNetwork(steps: 5)
        let layer = imported.network.layers[0]
        #expect(imported.network.inputShape == [1])
        #expect(abs((layer.neurons?.decay ?? 0) - 0.96) < 1e-6)
        guard case .dense(let dense) = layer.connection else { return #expect(Bool(false)) }
        #expect(abs(dense.weights[0] - 0.04) < 1e-7)
        #expect(dense.bias.isEmpty)
        #expect(layer.neurons?.threshold == Float(0.1).nextUp)
        #expect(layer.neurons?.reset == .zero)
        #expect(imported.notes == ["the file has no time step, so 0.0001 s is assumed, as snnTorch does"])
        let coarse = try NIRFixtures.graph("lif").spikingNetwork(reading: NIRReading(timeStep: 0.001)).network
        #expect(abs((coarse.layers[0].neurons?.decay ?? 0) - 0.6) < 1e-6)
    }

    @Test func aLeakIsWhereTheMembraneIsMeasuredFrom() throws {
        let shifted = NIRFixtures.leaky(neuron: [
            .leak: NIRArray(repeating: -65, shape: [1]), .membraneThreshold: NIRArray(repeating: -64, shape: [1]),
            .resetPotential: NIRArray(repeating: -65, shape: [1]),
        ])
        let layer = try shifted.spikingNetwork().network.layers[0]
        let plain = NIRFixtures.leaky(neuron: [.resetPotential: NIRArray(repeating: 0, shape: [1])])
        #expect(try layer == plain.spikingNetwork().network.layers[0])
        let elsewhere = NIRFixtures.leaky(neuron: [.resetPotential: NIRArray(repeating: -0.5, shape: [1])])
        let error = #expect(throws: DataError.self) { try elsewhere.spikingNetwork() }
        #expect(error?.place == "node 'lif'")
        #expect(try elsewhere.engineNetwork().network.populations.count == 1)
    }

    @Test func theResetIsWhatIsWrittenOrAskedAndNeverGuessedInSilence() throws {
        func reset(_ graph: NIRGraph, _ asked: NIRReading.Reset = .asWritten) throws -> SpikingNeurons.Reset? {
            try graph.spikingNetwork(reading: NIRReading(reset: asked)).network.layers[0].neurons?.reset
        }
        let silent = NIRFixtures.leaky()
        let zero = NIRFixtures.leaky(neuron: [.resetPotential: NIRArray(repeating: 0, shape: [1])])
        let noted = NIRFixtures.leaky(
            neuron: [.resetPotential: NIRArray(repeating: 0, shape: [1])], metadata: ["reset": .text("subtract")])
        #expect(try [reset(silent), reset(zero), reset(noted)] == [.zero, .zero, .subtract])
        #expect(try [silent, zero, noted].map { try reset($0, .subtract) } == [.subtract, .subtract, .subtract])
        #expect(try [silent, zero, noted].map { try reset($0, .zero) } == [.zero, .zero, .zero])
        #expect(try [zero, noted].map { try reset($0, .asWrittenOnly) } == [.zero, .subtract])
        let error = #expect(throws: DataError.self) { try reset(silent, .asWrittenOnly) }
        #expect(error?.place == "node 'lif'")
        #expect(error?.remedy == "Ask for a reset by subtraction or to zero")
        let note = try silent.spikingNetwork().notes.first { $0.contains("node 'lif'") }
        #expect(note?.contains("no v_reset") == true)
        #expect(try zero.spikingNetwork().notes.allSatisfy { !$0.contains("v_reset") })
        let old = try NIRFixtures.graph("without_reset").spikingNetwork()
        #expect(old.notes.contains { $0.contains("node '1'") && $0.contains("v_reset") })
    }

    /// A picture through a convolution, a pool and two dense layers, with all kinds of neurons.
    private func network(_ reset: SpikingNeurons.Reset) -> SpikingNetwork {
        var random = RandomStream(seed: 3)
        func weights(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -0.5...1, using: &random) } }
        return SpikingNetwork(
            inputShape: [2, 6, 5], coding: .poisson(rate: 0.5), steps: 12,
            layers: [
                SpikingLayer(
                    name: "conv",
                    connection: .convolution(
                        ConvolutionSynapses(
                            channels: 2, height: 6, width: 5, filters: 3, kernel: 3, stride: 1, padding: 1,
                            weights: weights(54), bias: [0.1, 0, -0.1])),
                    neurons: SpikingNeurons(decay: 0.9, threshold: 1, reset: reset)),
                SpikingLayer(
                    name: "pool",
                    connection: .averagePool(PoolingWindow(channels: 3, height: 6, width: 5, kernel: 2, stride: 2)),
                    neurons: nil),
                SpikingLayer(
                    name: "hidden",
                    connection: .dense(DenseSynapses(inputs: 18, outputs: 7, weights: weights(126))),
                    neurons: SpikingNeurons(decay: 1, threshold: 0.75, reset: reset)),
                SpikingLayer(
                    name: "out",
                    connection: .dense(
                        DenseSynapses(inputs: 7, outputs: 4, weights: weights(28), bias: weights(4))),
                    neurons: .silent(decay: 0.7)),
            ], readout: .summedMembrane)
    }

    @Test(arguments: [SpikingNeurons.Reset.subtract, .zero])
    func aNetworkThatIsWrittenIsReadBackToTheBit(_ reset: SpikingNeurons.Reset) throws {
        let network = network(reset)
        let file = try NIRFile(NIRFile(network.nirGraph(timeStep: 0.001)).encoded())
        let read = try file.graph.spikingNetwork()
        #expect(read.network == network)
        #expect(read.notes.isEmpty)
        #expect(file.graph.nodes.values.filter { $0.type == .leakyIntegrateAndFire }.count == 1)
        #expect(file.graph.nodes["1n"]?[.timeConstant]?.shape == [3, 6, 5])
    }

    @Test func maximumPoolingCannotBeWritten() throws {
        var network = network(.zero)
        network.layers[1].connection = .maxPool(PoolingWindow(channels: 3, height: 6, width: 5, kernel: 2, stride: 2))
        let error = #expect(throws: DataError.self) { try network.nirGraph() }
        #expect(error?.place == "node 'pool'")
    }

    private func spikes(_ steps: Int, _ count: Int, rate: Float = 0.4) -> [[Float]] {
        var random = RandomStream(seed: 5)
        return (0..<steps).map { _ in
            (0..<count).map { _ in Float.random(in: 0..<1, using: &random) < rate ? 1 : 0 }
        }
    }

    /// Convolution, sum pool and dense layer, twice: written out in SpikingRun, and as sparse maps on the engine.
    @Test func theEngineAndTheFeedForwardRunAgree() throws {
        let graph = try NIRFixtures.graph("picture")
        let inputs = spikes(40, 16)
        let reading = NIRReading(timeStep: 0.001)
        let plain = try NIRRun.feedForward(graph, inputs, reading: reading).network
        let engine = try NIRRun.engine(graph, inputs, reading: reading).network
        #expect((plain.last?.max() ?? 0) > 10)
        for (one, other) in zip(plain.joined(), engine.joined()) { #expect(abs(one - other) < 1e-4) }
    }

    @Test func aWrittenNetworkRunsOnTheEngineSpikeForSpike() throws {
        var network = network(.subtract)
        network.layers[3].neurons = SpikingNeurons(decay: 0.7, threshold: 2, reset: .subtract)
        let graph = try network.nirGraph(timeStep: 0.001)
        let inputs = spikes(60, 60)
        let reading = NIRReading()
        let plain = try NIRRun.feedForward(graph, inputs, reading: reading).network
        #expect(plain.joined().reduce(0, +) > 20)
        #expect(try NIRRun.engine(graph, inputs, reading: reading).network == plain)
    }

    @Test func inputsOfAnotherSizeOrKindAreNamed() throws {
        let graph = NIRFixtures.leaky()
        let short = #expect(throws: DataError.self) {
            try NIRRun.feedForward(graph, [[1, 0], [1]], reading: NIRReading())
        }
        #expect(short?.place == "input of step 1")
        let current = #expect(throws: DataError.self) { try NIRRun.engine(graph, [[0.5, 0]], reading: NIRReading()) }
        #expect(current?.code == .unsupported)
    }

    @Test func theTableShowsEveryNode() throws {
        let table = try NIRFixtures.graph("recurrent").table()
        for word in ["rec.lif", "LIF", "w_rec", "Delay", "0.0003", "Linear"] { #expect(table.contains(word)) }
        let lines = try NIRFixtures.graph("picture").lines()
        #expect(lines.map(\.node) == ["input", "conv", "spike", "pool", "flat", "fc", "out", "output"])
        #expect(lines[3].shape == [2, 2, 2])
        #expect(lines[1].targets == ["spike"])
    }
}
