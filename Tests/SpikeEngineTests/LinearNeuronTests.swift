import Foundation
import Testing

@testable import SpikeEngine

/// A linear neuron in double precision, one thing after the other; conductances stand still during a step.
struct SlowLinear {
    var rest: Double
    var threshold: Double
    var time: Double
    var step: Double
    var reset: (Double, _ threshold: Double) -> Double
    var refractorySteps = 0
    var increment = 0.0
    var fall = 0.0
    var raised = 0.0
    var raisedTime = Double.infinity
    var v = 0.0
    private var wait = 0

    init(
        rest: Double, threshold: Double, time: Double, step: Double, reset: @escaping (Double, Double) -> Double
    ) {
        self.rest = rest
        self.threshold = threshold
        self.time = time
        self.step = step
        self.reset = reset
        v = rest
    }

    /// A step with a current and conductances; whether it spikes.
    mutating func advance(current: Double = 0, _ conductances: [(g: Double, reversal: Double)] = []) -> Bool {
        defer {
            raised *= exp(-step / raisedTime)
            raised -= fall * step
        }
        guard wait == 0 else {
            wait -= 1
            return false
        }
        let total = conductances.reduce(1) { $0 + $1.g }
        let limit = (rest + current + conductances.reduce(0) { $0 + $1.g * $1.reversal }) / total
        v = limit + (v - limit) * exp(-total * step / time)
        guard v >= threshold + raised else { return false }
        v = reset(v, threshold + raised)
        raised += increment
        wait = refractorySteps
        return true
    }
}

@Suite("Linear neurons")
struct LinearNeuronTests {
    @Test("A leaky membrane under a direct current is exact at every step")
    func directCurrent() throws {
        var network = SpikeNetwork(timeStep: 0.5)
        let cell = network.add(Population(3, .leaky(timeConstant: 20, rest: -65, threshold: -40, reset: .to(-65))))
        var simulation = try Simulation(network, seed: 1)
        try simulation.setCurrents([10, 20, 0], of: cell)
        let trace = try simulation.trace(1, of: cell, steps: 100)
        let exact: [Double] = (1...100).map { step in
            let share: Double = 1 - exp(-Double(step) / 40)
            return -65 + 20 * share
        }
        #expect(isNear(trace, exact, 1e-6))
        #expect(try simulation.membranes(of: cell)[2] == -65)
    }

    @Test("A membrane without leak adds its current up, and keeps what is above the threshold")
    func integrateAndFire() throws {
        var network = SpikeNetwork(timeStep: 1)
        let cell = network.add(Population(2, .integrateAndFire()))
        var simulation = try Simulation(network, seed: 1)
        try simulation.setCurrents([0.375, 0.25], of: cell)
        try simulation.recordSpikes(of: cell)
        let trace = try simulation.trace(of: cell, steps: 8)
        #expect(trace == [0.375, 0.75, 0.125, 0.5, 0.875, 0.25, 0.625, 0])
        #expect(try simulation.spikes(of: cell).filter { $0.neuron == 0 }.map(\.step) == [2, 5, 7])
        #expect(try simulation.spikeCounts(of: cell) == [3, 2])
    }

    @Test("A reset to a value, a refractory period of whole steps, and spikes at the step of the slow loop")
    func resetAndRefractory() throws {
        for refractory in [0, 3] {
            var network = SpikeNetwork(timeStep: 0.5)
            let cell = network.add(
                Population(
                    1,
                    .leaky(
                        timeConstant: 10, rest: 0, threshold: 1, reset: .to(-0.5),
                        refractory: Double(refractory) / 2)))
            var simulation = try Simulation(network, seed: 1)
            try simulation.setCurrents([1.7], of: cell)
            try simulation.recordSpikes(of: cell)
            let trace = try simulation.trace(of: cell, steps: 200)
            var slow = SlowLinear(rest: 0, threshold: 1, time: 10, step: 0.5) { _, _ in -0.5 }
            slow.refractorySteps = refractory
            var spikes: [Int] = []
            for step in 0..<200 {
                if slow.advance(current: 1.7) { spikes.append(step) }
                #expect(isNear(Double(trace[step]), slow.v, 1e-5), "step \(step)")
            }
            #expect(spikes.count > 4)
            #expect(try simulation.spikes(of: cell).map(\.step) == spikes)
        }
    }

    @Test(
        "Thresholds rise with spikes and fall with time, towards a target rate where there is one",
        arguments: [0, 40.0])
    func adaptation(targetRate: Double) throws {
        var network = SpikeNetwork(timeStep: 0.5)
        let cell = network.add(
            Population(
                1,
                .adaptiveLeaky(
                    timeConstant: 10, rest: 0, threshold: 1, reset: .to(0),
                    adaptation: ThresholdAdaptation(
                        increment: 0.2, timeConstant: 50, initial: 0.1, targetRate: targetRate))))
        var simulation = try Simulation(network, seed: 1)
        try simulation.setCurrents([3.1], of: cell)
        try simulation.recordSpikes(of: cell)
        var slow = SlowLinear(rest: 0, threshold: 1, time: 10, step: 0.5) { _, _ in 0 }
        slow.increment = 0.2
        slow.raised = 0.1
        slow.raisedTime = 50
        slow.fall = 0.2 * targetRate / 1000
        var spikes: [Int] = []
        // Long enough for the common factor to be written anew.
        for step in 0..<1500 where slow.advance(current: 3.1) { spikes.append(step) }
        try simulation.run(steps: 1500)
        #expect(spikes.count > 20)
        #expect(try simulation.spikes(of: cell).map(\.step) == spikes)
        #expect(isNear(Double(try simulation.raisedThresholds(of: cell)[0]), slow.raised, 1e-4))
    }

    @Test("A memory of thresholds stands still while learning is off, a reflex does not")
    func learnedThresholds() throws {
        for isLearned in [true, false] {
            var network = SpikeNetwork(timeStep: 1)
            let cell = network.add(
                Population(
                    1,
                    .adaptiveLeaky(
                        timeConstant: 10,
                        adaptation: ThresholdAdaptation(
                            increment: 0.5, timeConstant: 100, initial: 0.25, isLearned: isLearned))))
            var simulation = try Simulation(network, seed: 1)
            simulation.isLearning = false
            try simulation.setCurrents([20], of: cell)
            try simulation.run(steps: 5)
            #expect(try simulation.spikeCounts(of: cell)[0] > 0)
            #expect((try simulation.raisedThresholds(of: cell)[0] == 0.25) == isLearned)
        }
    }

    @Test("SRM0 spikes where the sum of its kernels reaches the threshold")
    func spikeResponse() throws {
        let driven = Driven(
            Population(
                1, .spikeResponse(timeConstant: 10, threshold: 1, afterPotential: 2, recovery: 15, refractory: 2)),
            .dense([1.9]), synapse: .current(timeConstant: 4))
        var random = TestRandom(5)
        let arrivals = random.spikes(1, steps: 400, probability: 0.2)
        var simulation = try driven.simulation(arrivals)
        try simulation.recordSpikes(of: driven.target)
        try simulation.run(steps: 400)
        func potential(_ t: Double) -> Double {
            let difference: Double = exp(-t / 10) - exp(-t / 4)
            return 0.19 * difference / 0.15
        }
        var spikes: [Int] = []
        for step in 0..<400 {
            var sum = 0.0
            for arrival in arrivals where arrival.step <= step {
                sum += potential(0.5 * Double(step + 1 - arrival.step))
            }
            var after = 0.0
            if let last = spikes.last { after = 2 * exp(-Double(step - last) / 30) }
            let mayAgain = spikes.last.map { step - $0 > 4 } ?? true
            if mayAgain, sum - after >= 1 { spikes.append(step) }
        }
        #expect(spikes.count > 5)
        #expect(try simulation.spikes(of: driven.target).map(\.step) == spikes)
    }

    @Test("Conductances pull the membrane as exponential Euler says, however strong", arguments: [0.3, 12, 300])
    func conductances(weight: Float) throws {
        let driven = Driven(
            Population(
                9, .leaky(timeConstant: 20, rest: -65, threshold: -50, reset: .to(-70), refractory: 1)),
            .dense([Float](repeating: weight, count: 9)), synapse: .conductance(timeConstant: 5, reversal: 0))
        var random = TestRandom(6)
        let arrivals = random.spikes(1, steps: 200, probability: 0.1)
        var simulation = try driven.simulation(arrivals)
        try simulation.recordSpikes(of: driven.target)
        let trace = try simulation.trace(8, of: driven.target, steps: 200)
        var slow = SlowLinear(rest: -65, threshold: -50, time: 20, step: 0.5) { _, _ in -70 }
        slow.refractorySteps = 2
        var g = 0.0
        var spikes: [Int] = []
        for step in 0..<200 {
            if arrivals.contains(where: { $0.step == step }) { g += Double(weight) }
            if slow.advance([(g, 0)]) { spikes.append(step) }
            g *= exp(-0.1)
            #expect(isNear(Double(trace[step]), slow.v, 1e-5), "step \(step)")
        }
        #expect(weight < 1 || !spikes.isEmpty)
        #expect(try simulation.spikes(of: driven.target).filter { $0.neuron == 8 }.map(\.step) == spikes)
    }
}
