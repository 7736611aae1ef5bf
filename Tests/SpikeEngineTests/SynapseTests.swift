import Foundation
import Testing

@testable import SpikeEngine

@Suite("Synapses")
struct SynapseTests {
    /// The membrane of a leaky neuron, time constant 20 ms, under a current of some course: Simpson's rule.
    private func response(_ t: Double, _ current: (Double) -> Double) -> Double {
        let parts = 2000
        let h = t / Double(parts)
        var sum = 0.0
        for part in 0...parts {
            let s = Double(part) * h
            let weight = part == 0 || part == parts ? 1.0 : part % 2 == 1 ? 4 : 2
            sum += weight * current(s) * exp(-(t - s) / 20) / 20
        }
        return sum * h / 3
    }

    private func trace(_ synapse: Synapse, weight: Float, timeConstant: Double = 20) throws -> [Float] {
        let driven = Driven(
            Population(1, .leaky(timeConstant: timeConstant, threshold: 1e6)), .dense([weight]), synapse: synapse)
        var simulation = try driven.simulation([Spike(step: 0, neuron: 0)])
        return try simulation.trace(of: driven.target, steps: 60)
    }

    @Test("A jump moves the membrane by its weight, at once")
    func jump() throws {
        let expected: [Double] = (0..<60).map { step in 0.75 * exp(-Double(step) / 40) }
        #expect(isNear(try trace(.jump, weight: 0.75), expected, 1e-6))
    }

    @Test("An exponential current does to the membrane exactly what it should", arguments: [1.5, 20, 200])
    func exponentialCurrent(time: Double) throws {
        let ours = try trace(.current(timeConstant: time), weight: 3)
        let exact: [Double] = (1...60).map { step in response(0.5 * Double(step)) { 3 * exp(-$0 / time) } }
        #expect(isNear(ours, exact, 2e-6))
    }

    @Test("An alpha current does to the membrane exactly what it should", arguments: [1.5, 20, 200])
    func alphaCurrent(time: Double) throws {
        let ours = try trace(.alphaCurrent(timeConstant: time), weight: 3)
        let exact: [Double] = (1...60).map { step in response(0.5 * Double(step)) { 3 * $0 / time * exp(1 - $0 / time) }
        }
        #expect(isNear(ours, exact, 2e-6))
    }

    @Test("An alpha conductance rises to its weight after its time constant")
    func alphaConductance() throws {
        let driven = Driven(
            Population(1, .leaky(timeConstant: 20, threshold: 1e6)), .dense([0.4]),
            synapse: .alphaConductance(timeConstant: 5, reversal: 30), timeStep: 0.1)
        var simulation = try driven.simulation([Spike(step: 0, neuron: 0)])
        let trace = try simulation.trace(of: driven.target, steps: 300)
        var v = 0.0
        var highest = 0.0
        for step in 0..<300 {
            let t = 0.1 * Double(step)
            let g = 0.4 * t / 5 * exp(1 - t / 5)
            highest = max(highest, g)
            let limit = g * 30 / (1 + g)
            v = limit + (v - limit) * exp(-(1 + g) * 0.1 / 20)
            #expect(isNear(Double(trace[step]), v, 1e-5), "step \(step)")
        }
        #expect(highest == 0.4)
    }

    @Test("Synapses of different kinds into one population add up, currents and conductances mixed")
    func mixed() throws {
        var network = SpikeNetwork(timeStep: 0.5)
        let source = network.add(ScheduledSource(count: 1))
        let cell = network.add(Population(1, .leaky(timeConstant: 20, threshold: 1e6)))
        for synapse in [
            Synapse.conductance(timeConstant: 5, reversal: 20), .conductance(timeConstant: 10, reversal: -20),
            .current(timeConstant: 4), .jump,
        ] { network.connect(source, cell, .dense([2]), synapse: synapse, delay: .steps(0)) }
        var simulation = try Simulation(network, seed: 1)
        try simulation.schedule([Spike(step: 0, neuron: 0), Spike(step: 7, neuron: 0)], of: source)
        let trace = try simulation.trace(of: cell, steps: 30)
        var (v, one, other, current) = (0.0, 0.0, 0.0, 0.0)
        for step in 0..<30 {
            let arrives = step == 0 || step == 7
            if arrives { (one, other, current) = (one + 2, other + 2, current + 2) }
            let total = 1 + one + other
            let limit = (20 * one - 20 * other + current) / total
            v = limit + (v - limit) * exp(-total * 0.5 / 20) + (arrives ? 2 : 0)
            (one, other, current) = (one * exp(-0.1), other * exp(-0.05), current * exp(-0.125))
            #expect(isNear(Double(trace[step]), v, 1e-5), "step \(step)")
        }
    }
}
