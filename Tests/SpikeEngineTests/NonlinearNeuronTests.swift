import Foundation
import Testing

@testable import SpikeEngine

@Suite("Nonlinear neurons")
struct NonlinearNeuronTests {
    /// The adaptive exponential model by its own formulas, with tiny steps of plain Euler.
    private func fineSpikes(_ n: AdaptiveExponentialNeuron, current: Double, time: Double) -> [Double] {
        let h = 0.002
        var (v, w) = (n.rest, 0.0)
        var spikes: [Double] = []
        for step in 0..<Int(time / h) {
            let dv =
                (-n.leak * (v - n.rest) + n.leak * n.slope * exp((v - n.threshold) / n.slope) - w + current)
                / n.capacitance
            let dw = (n.coupling * (v - n.rest) - w) / n.adaptationTime
            v += h * dv
            w += h * dw
            if v >= n.cut {
                v = n.reset
                w += n.jump
                spikes.append(Double(step) * h)
            }
        }
        return spikes
    }

    @Test("AdEx spikes when the equations do, to a part of a millisecond, and adapts")
    func adaptiveExponential() throws {
        let neuron = AdaptiveExponentialNeuron()
        var network = SpikeNetwork(timeStep: 0.02)
        let cell = network.add(Population(1, .adaptiveExponential(neuron)))
        var simulation = try Simulation(network, seed: 1)
        try simulation.setCurrents([900], of: cell)
        try simulation.recordSpikes(of: cell)
        try simulation.run(steps: 8000)
        let ours = try simulation.spikes(of: cell).map { Double($0.step) * 0.02 }
        let fine = fineSpikes(neuron, current: 900, time: 160)
        #expect(fine.count >= 4)
        #expect(ours.count == fine.count)
        for (one, other) in zip(ours, fine) { #expect(abs(one - other) < 0.1 + 0.006 * other, "\(one) and \(other)") }
        #expect(fine[2] - fine[1] > fine[1] - fine[0])
    }

    @Test("AdEx goes step by step as the same scheme in double precision")
    func adaptiveExponentialSteps() throws {
        let n = AdaptiveExponentialNeuron(refractory: 1)
        let driven = Driven(
            Population(1, .adaptiveExponential(n)), .dense([14]),
            synapse: .conductance(timeConstant: 5, reversal: 0), timeStep: 0.1)
        var random = TestRandom(7)
        let arrivals = random.spikes(1, steps: 600, probability: 0.05)
        var simulation = try driven.simulation(arrivals)
        try simulation.recordSpikes(of: driven.target)
        let trace = try simulation.trace(of: driven.target, steps: 600)
        var (v, w, g, wait) = (n.rest, 0.0, 0.0, 0)
        var spikes: [Int] = []
        for step in 0..<600 {
            if arrivals.contains(where: { $0.step == step }) { g += 14 }
            let total = n.leak + g
            let push = n.leak * n.rest + n.leak * n.slope * exp(min(v - n.threshold, n.cut - n.threshold) / n.slope)
            let limit = (push - w) / total
            let before = v
            if wait > 0 { wait -= 1 } else { v = limit + (v - limit) * exp(-total * 0.1 / n.capacitance) }
            let goal = n.coupling * (before - n.rest)
            w = goal + (w - goal) * exp(-0.1 / n.adaptationTime)
            g *= exp(-0.1 / 5)
            if v >= n.cut {
                v = n.reset
                w += n.jump
                wait = 10
                spikes.append(step)
            }
            // The upswing is so steep that single precision may be far off within it.
            if v < n.threshold { #expect(abs(Double(trace[step]) - v) < 0.01, "step \(step)") }
        }
        #expect(spikes.count > 1)
        #expect(try simulation.spikes(of: driven.target).map(\.step) == spikes)
        #expect(isNear(Double(try simulation.recoveries(of: driven.target)[0]), w, 1e-3))
    }

    @Test("Izhikevich's neuron goes as the program of the paper", arguments: [0.5, 1])
    func izhikevich(timeStep: Double) throws {
        var network = SpikeNetwork(timeStep: timeStep)
        let cells = network.add(Population(2, .izhikevich(IzhikevichNeuron())))
        let chattering = network.add(Population(1, .izhikevich(IzhikevichNeuron(c: -50, d: 2))))
        var simulation = try Simulation(network, seed: 1)
        try simulation.setCurrents([10, 4], of: cells)
        try simulation.setCurrents([10], of: chattering)
        try simulation.recordSpikes(of: cells)
        try simulation.recordSpikes(of: chattering)
        try simulation.run(steps: 300)
        for (c, d, current, key, neuron) in [
            (-65.0, 8.0, 10.0, cells, 0), (-65, 8, 4, cells, 1), (-50, 2, 10, chattering, 0),
        ] {
            var (v, u) = (c, 0.2 * c)
            var spikes: [Int] = []
            for step in 0..<300 {
                for _ in 0..<Int(timeStep / 0.5) { v += 0.5 * (0.04 * v * v + 5 * v + 140 - u + current) }
                u += timeStep * 0.02 * (0.2 * v - u)
                if v >= 30 {
                    v = c
                    u += d
                    spikes.append(step)
                }
            }
            #expect(!spikes.isEmpty)
            let ours = try simulation.spikes(of: key).filter { $0.neuron == neuron }.map(\.step)
            #expect(ours.count == spikes.count)
            #expect(ours.prefix(4) == spikes.prefix(4))
            // Later a step may be lost or won: the upswing magnifies the rounding of single precision.
            #expect(zip(ours, spikes).allSatisfy { abs($0 - $1) <= 1 })
        }
    }
}
