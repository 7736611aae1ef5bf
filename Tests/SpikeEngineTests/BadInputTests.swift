import Testing

@testable import SpikeEngine

@Suite("Bad input")
struct BadInputTests {
    /// The error of a network with one population and one connection into it.
    private func fault(
        timeStep: Double = 0.5, _ population: Population = Population(2, .leaky(timeConstant: 20), name: "cells"),
        wiring: Wiring = .dense([1, 1]), synapse: Synapse = .jump, delay: Delay = .steps(1),
        plasticity: Plasticity? = nil
    ) throws -> SpikeError? {
        var network = SpikeNetwork(timeStep: timeStep)
        let source = network.add(ScheduledSource(count: 1))
        let target = network.add(population)
        network.connect(
            source, target, wiring, synapse: synapse, delay: delay, plasticity: plasticity, name: "wires")
        return #expect(throws: SpikeError.self) { _ = try Simulation(network, seed: 1) }
    }

    @Test("A step that is too coarse is refused with the population, the step and the largest")
    func timeStep() throws {
        let leaky = try fault(timeStep: 3, Population(2, .leaky(timeConstant: 2), name: "cells"))
        #expect(
            leaky?.description
                == "cells: a time step of 3.0 ms is too coarse for the membrane; the largest is 2.0 ms.")
        let izhikevich = try fault(timeStep: 2, Population(2, .izhikevich(IzhikevichNeuron()), name: "cells"))
        #expect(izhikevich?.kind == .timeStep && izhikevich?.remedy == "the largest is 1.0 ms")
        let exponential = try fault(
            timeStep: 1, Population(2, .adaptiveExponential(AdaptiveExponentialNeuron(capacitance: 270))))
        #expect(exponential?.remedy == "the largest is 0.9 ms")
        let synapse = try fault(timeStep: 1, synapse: .current(timeConstant: 0.5))
        #expect(synapse?.kind == .timeStep && synapse?.subject == "wires")
        #expect(try fault(timeStep: 0)?.kind == .value)
        #expect(try fault(timeStep: .nan)?.kind == .value)
    }

    @Test("Numbers that make no sense are refused by name")
    func models() throws {
        let wrong: [NeuronModel] = [
            .leaky(timeConstant: -1), .leaky(timeConstant: .nan), .leaky(timeConstant: 20, threshold: .infinity),
            .leaky(timeConstant: 20, reset: .to(1)), .leaky(timeConstant: 20, refractory: -1),
            .leaky(timeConstant: 20, refractory: 1e30),
            .integrateAndFire(threshold: 0, rest: 0), .adaptiveExponential(AdaptiveExponentialNeuron(slope: 0)),
            .adaptiveExponential(AdaptiveExponentialNeuron(reset: 25)), .izhikevich(IzhikevichNeuron(c: 31)),
            .izhikevich(IzhikevichNeuron(a: .nan)),
            .adaptiveLeaky(
                timeConstant: 20, adaptation: ThresholdAdaptation(increment: -0.1, timeConstant: 100)),
            .adaptiveLeaky(timeConstant: 20, adaptation: ThresholdAdaptation(increment: 0.1, timeConstant: 0)),
        ]
        for model in wrong {
            let error = try fault(Population(2, model, name: "cells"))
            #expect(error?.kind == .value && error?.subject == "cells", "\(model)")
        }
        for count in [0, -3, 1 << 40] {
            #expect(try fault(Population(count, .izhikevich(IzhikevichNeuron())))?.kind == .size)
        }
    }

    @Test("Wiring that does not fit is refused")
    func wiring() throws {
        let wrong: [(Wiring, SpikeError.Kind)] = [
            (.dense([1]), .size), (.dense([1, .nan]), .value), (.oneToOne([1]), .size), (.allButOne(1), .size),
            (.sparse(SparseWeights(starts: [0], targets: [], weights: [])), .size),
            (.sparse(SparseWeights(starts: [0, 1], targets: [2], weights: [1])), .index),
            (.sparse(SparseWeights(starts: [0, 1], targets: [-1], weights: [1])), .index),
            (.sparse(SparseWeights(starts: [0, 2], targets: [1, 1], weights: [1, 1])), .index),
            (.sparse(SparseWeights(starts: [0, 5], targets: [1], weights: [1])), .index),
            (.sparse(SparseWeights(starts: [0, 1], targets: [1, 2], weights: [1])), .size),
            (.convolution(Convolution(channels: 1, height: 1, width: 1, filters: 2, kernel: 0, weights: [])), .size),
            (
                .convolution(
                    Convolution(channels: 1, height: 1, width: 1, filters: 2, kernel: 3, weights: [1])), .size
            ),
            (
                .convolution(
                    Convolution(
                        channels: 1 << 23, height: 1 << 23, width: 1 << 23, filters: 1, kernel: 1, weights: [])),
                .size
            ),
        ]
        for (wiring, kind) in wrong { #expect(try fault(wiring: wiring)?.kind == kind, "\(wiring)") }
        #expect(
            try fault(wiring: .dense([1, -1]), synapse: .conductance(timeConstant: 5, reversal: 0))?.kind == .value)
        #expect(try fault(synapse: Synapse(.jump, reversal: 3))?.kind == .combination)
        #expect(try fault(synapse: .current(timeConstant: 0))?.kind == .value)
        #expect(try fault(synapse: .conductance(timeConstant: 5, reversal: .nan))?.kind == .value)
    }

    @Test("Delays and rules that cannot be kept are refused")
    func delaysAndRules() throws {
        for delay in [Delay.steps(-1), .steps(1 << 40), .axonal([-2]), .synaptic([0, -1])] {
            #expect(try fault(delay: delay)?.kind == .delay)
        }
        #expect(try fault(delay: .axonal([1, 1]))?.kind == .size)
        #expect(try fault(delay: .synaptic([1]))?.kind == .size)
        let rule = Plasticity.pairSTDP(potentiation: 0.1, depression: 0.1)
        for change in [
            { (rule: inout Plasticity) in rule.sourceTime = 0 }, { $0.pairDepression = .nan },
            { $0.bounds = .hard(1, 0) }, { $0.bounds = .hard(0, 0.5) }, { $0.eligibilityTime = -1 },
        ] {
            var wrong = rule
            change(&wrong)
            let error = try fault(plasticity: wrong)
            #expect(error?.kind == .value && error?.subject == "wires")
        }
        var network = SpikeNetwork(timeStep: 1)
        let cells = network.add(Population(2, .integrateAndFire(), name: "cells"))
        network.connect(cells, cells, .allButOne(1), plasticity: rule)
        let shared = #expect(throws: SpikeError.self) { _ = try Simulation(network, seed: 1) }
        #expect(shared?.kind == .combination)
    }

    @Test("A cycle without delay is refused with the names of those in it")
    func cycle() throws {
        var network = SpikeNetwork(timeStep: 1)
        let one = network.add(Population(1, .integrateAndFire(), name: "one"))
        let two = network.add(Population(1, .integrateAndFire(), name: "two"))
        network.connect(one, two, .dense([1]), delay: .steps(0))
        network.connect(two, one, .dense([1]), delay: .synaptic([0]))
        let error = #expect(throws: SpikeError.self) { _ = try Simulation(network, seed: 1) }
        #expect(error?.kind == .delay && error?.subject == "one, two")
    }

    @Test("Keys of another network and numbers that do not fit are refused while it runs")
    func running() throws {
        var network = SpikeNetwork(timeStep: 1)
        let source = network.add(PoissonSource(count: 2))
        let given = network.add(ScheduledSource(count: 2))
        let cells = network.add(Population(2, .integrateAndFire()))
        let wires = network.connect(source, cells, .oneToOne([1, 1]))
        var simulation = try Simulation(network, seed: 1)
        try simulation.run(steps: 3)
        let before = simulation.state
        func refuses(_ kind: SpikeError.Kind, _ body: (inout Simulation) throws -> Void) {
            let error = #expect(throws: SpikeError.self) { try body(&simulation) }
            #expect(error?.kind == kind)
        }
        refuses(.value) { try $0.run(steps: -1) }
        refuses(.value) { try $0.run(steps: .max) }
        refuses(.size) { try $0.setRates([1], of: source) }
        refuses(.value) { try $0.setRates([1, -1], of: source) }
        refuses(.value) { try $0.setRates([1, .nan], of: source) }
        refuses(.value) { try $0.setRates([1, 1001], of: source) }
        refuses(.index) { try $0.setRates([1, 1], of: PoissonKey(index: 2)) }
        refuses(.index) { try $0.schedule([Spike(step: 9, neuron: 2)], of: given) }
        refuses(.value) { try $0.schedule([Spike(step: 2, neuron: 1)], of: given) }
        refuses(.index) { _ = try $0.membranes(of: PopulationKey(index: -1)) }
        refuses(.index) { _ = try $0.spikeCounts(of: PopulationKey(index: 77)) }
        refuses(.index) { _ = try $0.weights(of: ConnectionKey(index: 1)) }
        refuses(.size) { try $0.setCurrents([1], of: cells) }
        refuses(.value) { try $0.setMembranes([1, .infinity], of: cells) }
        refuses(.value) { try $0.setWeights([1, .nan], of: wires) }
        refuses(.size) { try $0.setWeights([1], of: wires) }
        refuses(.value) { try $0.normaliseWeights(of: wires, sum: 0) }
        refuses(.combination) { try $0.reward(1, to: wires) }
        refuses(.combination) { _ = try $0.raisedThresholds(of: cells) }
        refuses(.combination) { _ = try $0.recoveries(of: cells) }
        refuses(.index) { try $0.recordMembranes(of: cells, neurons: [2]) }
        #expect(simulation.state == before)
    }

    @Test("A membrane that runs away is reported with its neuron")
    func divergence() throws {
        var network = SpikeNetwork(timeStep: 1)
        let cells = network.add(Population(3, .izhikevich(IzhikevichNeuron()), name: "cells"))
        var simulation = try Simulation(network, seed: 1)
        try simulation.setMembranes([-65, -65, -1e30], of: cells)
        let error = #expect(throws: SpikeError.self) { try simulation.run(steps: 3) }
        #expect(error?.kind == .divergence && error?.problem.contains("neuron 2") == true)
    }

    @Test("States of other networks and damaged ones are refused")
    func states() throws {
        let kitchen = Kitchen(cells: 20)
        var simulation = try kitchen.simulation()
        try simulation.run(steps: 10)
        let state = simulation.state
        for (network, seed) in [(kitchen.network, UInt64(9)), (Kitchen(cells: 21).network, 3)] {
            let error = #expect(throws: SpikeError.self) { _ = try Simulation(network, seed: seed, state: state) }
            #expect(error?.kind == .state && error?.remedy == "give the network it was saved from")
        }
        var damaged = state
        damaged.words[state.words.count / 2] ^= 1 << 40
        let error = #expect(throws: SpikeError.self) { try simulation.restore(damaged) }
        #expect(error?.problem == "it is damaged")
        #expect(simulation.state == state)
    }
}
