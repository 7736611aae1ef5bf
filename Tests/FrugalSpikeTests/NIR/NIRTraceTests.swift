import Foundation
import SpikeEngine
import Testing

@testable import FrugalSpike

/// One leaky neuron against the exact solution, and cycles with delays against loops written out.
@Suite struct NIRTraceTests {
    private static let tau = Double(Float(0.0025))
    private static let step = 1e-4

    /// The exact course of the neuron of `lif.nir`, event by event, with a threshold that is crossed and a membrane
    /// that is reset by subtraction wherever in a step that happens.
    private func exact(_ inputs: [Bool], from start: Double) -> (membranes: [Double], spikes: [Int]) {
        var membrane = start
        var membranes: [Double] = []
        var spikes: [Int] = []
        for (index, input) in inputs.enumerated() {
            let goal = input ? 1.0 : 0
            var left = Self.step
            while goal > 0.1 {
                let crossing = -Self.tau * log((0.1 - goal) / (membrane - goal))
                guard crossing < left else { break }
                membrane = 0
                left -= crossing
                spikes.append(index)
            }
            membrane = goal + (membrane - goal) * exp(-left / Self.tau)
            membranes.append(membrane)
        }
        return (membranes, spikes)
    }

    /// A spike every tenth step from step `first` on.
    private func burst(_ count: Int, first: Int, of steps: Int) -> [Bool] {
        (0..<steps).map { $0 >= first && ($0 - first) % 10 == 0 && ($0 - first) / 10 < count }
    }

    private func run(_ inputs: [Bool], from start: Double) throws -> (membranes: [Float], spikes: [Int]) {
        let reading = NIRReading(timeStep: Self.step, reset: .subtract, integration: .exact)
        let network = try NIRFixtures.graph("lif").engineNetwork(reading: reading).network
        let (source, neuron) = (try #require(network.inputs["input"]), try #require(network.populations["1"]))
        var simulation = try network.simulation()
        try simulation.setMembranes([Float(start)], of: neuron)
        let spikes = inputs.indices.filter { inputs[$0] }.map { Spike(step: $0, neuron: 0) }
        try simulation.schedule(spikes, of: source)
        try simulation.recordSpikes(of: neuron)
        try simulation.recordMembranes(of: neuron, neurons: [0])
        try simulation.run(steps: inputs.count)
        return (
            try simulation.membraneTraces(of: neuron)[0], try simulation.spikes(of: neuron).map(\.step)
        )
    }

    /// Rows 670 to 859 of `paper/01_lif/lif_exact.csv` in the NIR repository (BSD-3, the NIR authors): the membrane at
    /// each input spike, from the row before. Two of them are spikes of the neuron.
    private static let published: [(row: Int, membrane: Double)] = [
        (670, 3.945954733786497e-2), (680, 6.566108705825298e-2), (690, 8.322450421279826e-2),
        (700, 9.499761470311580e-2), (710, 3.210403205681964e-3), (720, 4.136255931205422e-2),
        (730, 6.693671412098509e-2), (740, 8.407958259656038e-2), (750, 9.557079087955632e-2),
        (760, 3.637304849173409e-3), (770, 4.164872003881682e-2), (780, 6.712853339081039e-2),
        (840, 4.530032453652254e-2), (850, 6.957627706392878e-2),
    ]

    private func publishedInputs() -> [Bool] {
        zip(burst(12, first: 0, of: 190), burst(2, first: 170, of: 190)).map { $0 || $1 }
    }

    @Test func theExactCourseIsThePublishedOne() {
        let course = exact(publishedInputs(), from: 2.591469281468091e-4)
        for (row, membrane) in Self.published { #expect(abs(course.membranes[row - 670] - membrane) < 1e-7) }
        #expect(course.spikes == [40, 90])
    }

    /// Between spikes the engine is the exact solution. It sees a spike at the end of its step, and not within, so that
    /// after one the membrane may be off by what leaks in a step: `0.1 (1 - exp(-dt / tau))`, which is 0.0039.
    @Test func theEngineFollowsTheExactTraceOfThePaper() throws {
        let inputs = publishedInputs()
        let engine = try run(inputs, from: 2.591469281468091e-4)
        let course = exact(inputs, from: 2.591469281468091e-4)
        #expect(engine.spikes == course.spikes)
        for step in 0..<40 { #expect(abs(Double(engine.membranes[step]) - course.membranes[step]) < 1e-7) }
        let bound = 0.1 * (1 - exp(-Self.step / Self.tau))
        for step in 40..<190 { #expect(abs(Double(engine.membranes[step]) - course.membranes[step]) < bound) }
        for (row, membrane) in Self.published {
            #expect(abs(Double(engine.membranes[row - 670]) - membrane) < bound)
        }
    }

    /// Two leaky neurons that excite each other after three steps: `recurrent.nir` as a loop.
    @Test func aDelayedCycleIsTheLoopWrittenOut() throws {
        let graph = try NIRFixtures.graph("recurrent")
        let inputs = (0..<60).map { step -> [Float] in [step % 3 == 0 ? 1 : 0, step % 7 == 2 ? 1 : 0] }
        let found = try NIRRun.engine(graph, inputs, reading: NIRReading(timeStep: 1e-4)).network
        var membranes = [0.0, 0.0]
        var spikes: [[Double]] = []
        for (step, input) in inputs.enumerated() {
            let back = step >= 3 ? spikes[step - 3] : [0, 0]
            let currents = [Double(input[0]) + 0.6 * back[1], Double(input[1]) + 0.6 * back[0]]
            var fired = [0.0, 0.0]
            for neuron in 0..<2 {
                membranes[neuron] = 0.9 * membranes[neuron] + currents[neuron]
                if membranes[neuron] > 1 + 1e-6 {
                    fired[neuron] = 1
                    membranes[neuron] = 0
                }
            }
            spikes.append(fired)
        }
        #expect(spikes.joined().reduce(0, +) > 15)
        #expect(found.map { $0.map(Double.init) } == spikes)
    }
}
