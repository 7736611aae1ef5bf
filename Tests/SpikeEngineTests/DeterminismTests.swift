import Foundation
import Testing

@testable import SpikeEngine

@Suite("Determinism and saved states")
struct DeterminismTests {
    @Test("The state is the same to the bit whatever the number of parts, and with threads")
    func partitions() throws {
        let kitchen = Kitchen()
        var first = try kitchen.simulation()
        try first.run(steps: 40)
        #expect(try first.spikeCounts(of: kitchen.cells).reduce(0, +) > 10)
        #expect(try first.spikeCounts(of: kitchen.inhibitors).reduce(0, +) > 10)
        for partitions in [2, 3, 7] {
            var other = try kitchen.simulation()
            try other.run(steps: 40, on: SequentialRunner(partitions: partitions))
            #expect(other.state == first.state, "\(partitions) parts")
            var threaded = try kitchen.simulation()
            try threaded.run(steps: 40, on: Threads(partitions: partitions))
            #expect(threaded.state == first.state, "\(partitions) threads")
        }
    }

    @Test("A seed gives the same run, another seed another one")
    func seeds() throws {
        let kitchen = Kitchen(cells: 20)
        var runs = try [3, 3, 4].map { try kitchen.simulation(seed: $0) }
        for index in runs.indices { try runs[index].run(steps: 50) }
        #expect(runs[0].state == runs[1].state)
        #expect(try runs[0].spikeCounts(of: kitchen.input) != runs[2].spikeCounts(of: kitchen.input))
    }

    @Test("A copy goes its own way and disturbs nothing")
    func copies() throws {
        let kitchen = Kitchen(cells: 20)
        var original = try kitchen.simulation()
        try original.run(steps: 30)
        let before = original.state
        var copy = original
        try copy.run(steps: 30)
        try copy.setWeights([Float](repeating: 0.25, count: 240), of: kitchen.learned)
        copy.isLearning = false
        #expect(original.state == before)
        #expect(copy.state != before)
        var again = try kitchen.simulation()
        try again.run(steps: 60)
        try original.run(steps: 30)
        #expect(original.state == again.state)
    }

    @Test("A run that was saved, written as JSON and continued ends with the bits of one that was not")
    func continued() throws {
        let kitchen = Kitchen(cells: 30)
        var random = TestRandom(42)
        var whole = try kitchen.simulation()
        try whole.run(steps: 260)
        for _ in 0..<5 {
            let pause = Int.random(in: 1..<260, using: &random)
            var first = try kitchen.simulation()
            try first.run(steps: pause)
            let text = try JSONEncoder().encode(first.state)
            let network = try JSONDecoder().decode(
                SpikeNetwork.self, from: JSONEncoder().encode(kitchen.network))
            var second = try Simulation(
                network, seed: 3, state: JSONDecoder().decode(SimulationState.self, from: text))
            #expect(second.step == pause)
            try second.run(steps: 260 - pause)
            #expect(second.state == whole.state, "paused at \(pause)")
        }
        #expect(
            try whole.weights(of: kitchen.learned) != Simulation(kitchen.network, seed: 3).weights(of: kitchen.learned))
    }

    @Test("Going back to a state forgets what came after")
    func restored() throws {
        let kitchen = Kitchen(cells: 20)
        var simulation = try kitchen.simulation()
        try simulation.run(steps: 25)
        let state = simulation.state
        try simulation.run(steps: 25)
        let later = simulation.state
        try simulation.restore(state)
        try simulation.run(steps: 25)
        #expect(simulation.state == later)
    }

    @Test("Clocks of 32 bits go round without a trace")
    func eras() throws {
        let kitchen = Kitchen(cells: 20)
        var early = try kitchen.simulation()
        // A multiple of the steps between rests, as 0 is.
        var late = try Simulation(kitchen.network, seed: 3)
        late.start(at: stepsInEra - 256)
        var random = TestRandom(41)
        try late.setRates(random.floats(12, 50..<300), of: kitchen.input)
        let spikes = random.spikes(3, steps: 300, probability: 0.1)
        try late.schedule(
            spikes.map { Spike(step: $0.step + stepsInEra - 256, neuron: $0.neuron) }, of: kitchen.given)
        try late.setCurrents([4, 0, 6], of: kitchen.recovering)
        try early.run(steps: 300)
        try late.run(steps: 300)
        #expect(late.step > stepsInEra)
        #expect(try early.spikeCounts(of: kitchen.input) == late.spikeCounts(of: kitchen.input))
        #expect(try early.spikeCounts(of: kitchen.cells) == late.spikeCounts(of: kitchen.cells))
        #expect(try early.spikeCounts(of: kitchen.cells).reduce(0, +) > 10)
    }

    @Test("A quieted network is as at the beginning but for what it has learned")
    func quiet() throws {
        let kitchen = Kitchen(cells: 20)
        var simulation = try kitchen.simulation()
        try simulation.run(steps: 100)
        let weights = try simulation.weights(of: kitchen.learned)
        let raised = try simulation.raisedThresholds(of: kitchen.cells)
        try simulation.setRates([Float](repeating: 0, count: 12), of: kitchen.input)
        try simulation.setCurrents([0, 0, 0], of: kitchen.recovering)
        simulation.quieten()
        #expect(try simulation.membranes(of: kitchen.cells) == [Float](repeating: -65, count: 20))
        #expect(try simulation.raisedThresholds(of: kitchen.cells) == raised)
        try simulation.resetSpikeCounts(of: kitchen.cells)
        try simulation.run(steps: 50)
        #expect(try simulation.spikeCounts(of: kitchen.cells).allSatisfy { $0 == 0 })
        #expect(try simulation.membranes(of: kitchen.cells) == [Float](repeating: -65, count: 20))
        #expect(try simulation.weights(of: kitchen.learned) == weights)
    }
}

extension Simulation {
    /// Pretends that so many steps have been.
    mutating func start(at step: Int) { change().step = step }
}
