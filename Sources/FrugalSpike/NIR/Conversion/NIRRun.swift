import Foundation
import FrugalData
import SpikeEngine

/// Runs a graph on a given input, for comparison with other simulators.
public enum NIRRun {
    /// Runs a chain as a feed-forward network.
    /// - Parameter inputs: the numbers of the input in each step.
    /// - Returns: what the last layer passes on in each step, or its membranes where it has no spikes.
    /// - Throws: what ``NIRGraph/spikingNetwork(reading:coding:steps:readout:)`` throws, and `DataError` for inputs of
    ///   another size.
    public static func feedForward(_ graph: NIRGraph, _ inputs: [[Float]], reading: NIRReading) throws -> NIRImport<
        [[Float]]
    > {
        let imported = try graph.spikingNetwork(reading: reading)
        try check(inputs, count: imported.network.inputCount)
        var run = try SpikingRun(imported.network)
        let hasSpikes = imported.network.layers.last?.neurons?.threshold != nil
        let outputs = inputs.map { input in
            let passed = run.step(input)
            return (hasSpikes ? passed.last : run.membranes.last) ?? []
        }
        return NIRImport(network: outputs, notes: imported.notes)
    }

    /// Runs any graph with one input and one output on the engine.
    /// - Parameter inputs: the input in each step, of zeros and ones.
    /// - Returns: the spikes of the output's neurons in each step, or their membranes where they have no spikes.
    /// - Throws: what ``NIRGraph/engineNetwork(reading:)`` throws, and `DataError` for inputs that are no spikes.
    public static func engine(_ graph: NIRGraph, _ inputs: [[Float]], reading: NIRReading) throws -> NIRImport<
        [[Float]]
    > {
        let imported = try graph.engineNetwork(reading: reading)
        let network = imported.network
        guard network.inputs.count == 1, let source = network.inputs.first?.value, network.outputs.count == 1,
            let output = network.populations[network.outputs[0]]
        else {
            throw DataError(
                .unsupported, "the graph has \(network.inputs.count) inputs and \(network.outputs.count) outputs",
                remedy: "Give it one of each, with neurons before the output")
        }
        let groups = network.network.groups
        try check(inputs, count: groups[source.index].count, areSpikes: true)
        let neurons = groups[output.index].count
        let spikes = inputs.enumerated().flatMap { step, row in
            row.indices.filter { row[$0] == 1 }.map { Spike(step: step, neuron: $0) }
        }
        do {
            var simulation = try network.simulation()
            try simulation.schedule(spikes, of: source)
            try simulation.recordSpikes(of: output)
            try simulation.recordMembranes(of: output, neurons: Array(0..<neurons))
            try simulation.run(steps: inputs.count)
            var outputs = inputs.map { _ in [Float](repeating: 0, count: neurons) }
            if network.isSilent(output) {
                let traces = try simulation.membraneTraces(of: output)
                for step in inputs.indices { outputs[step] = traces.map { $0[step] } }
            } else {
                for spike in try simulation.spikes(of: output) { outputs[spike.step][spike.neuron] = 1 }
            }
            return NIRImport(network: outputs, notes: imported.notes)
        } catch let error as SpikeError {
            throw DataError(
                .inconsistent, place: error.subject, error.problem, remedy: error.remedy.isEmpty ? nil : error.remedy)
        }
    }

    /// The inputs of a text file: a line for each step, numbers between commas.
    /// - Throws: `DataError` that names the file and the line.
    public static func inputs(_ url: URL) throws -> [[Float]] {
        let text = String(decoding: try DataFile.read(url.path), as: UTF8.self)
        return try text.split(whereSeparator: \.isNewline).enumerated().map { row, line in
            let parts = line.split(separator: ",", omittingEmptySubsequences: false)
            return try parts.map { part in
                let number = Float(part.trimmingCharacters(in: .whitespaces))
                guard let number, number.isFinite else {
                    throw DataError(
                        .malformed, file: url.path, place: "line \(row + 1)", "'\(part)' is no number",
                        remedy: "Give numbers between commas, a line for each step")
                }
                return number
            }
        }
    }

    private static func check(_ inputs: [[Float]], count: Int, areSpikes: Bool = false) throws {
        for (step, row) in inputs.enumerated() {
            guard row.count == count else {
                throw DataError(
                    .inconsistent, place: "input of step \(step)", "it has \(row.count) numbers",
                    remedy: "Give \(count) for each step")
            }
            guard !areSpikes || row.allSatisfy({ $0 == 0 || $0 == 1 }) else {
                throw DataError(
                    .unsupported, place: "input of step \(step)", "the engine takes spikes",
                    remedy: "Give zeros and ones, or run it as a feed-forward network")
            }
        }
    }
}

extension NIREngineNetwork {
    /// Whether neurons never spike, so that their membranes are what they say.
    fileprivate func isSilent(_ key: PopulationKey) -> Bool {
        guard case .population(let population) = network.groups[key.index], case .linear(let neuron) = population.model
        else { return false }
        return neuron.reset == .none
    }
}
