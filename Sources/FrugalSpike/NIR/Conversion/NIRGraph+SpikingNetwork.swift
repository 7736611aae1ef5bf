import Foundation
import FrugalData

extension NIRGraph {
    /// The graph as a feed-forward network: a chain of weights, pools and neurons between one input and one output.
    ///
    /// Membranes are measured from the leak, and the factor `gain` by which an input drives them (`r dt / tau` where
    /// Euler steps are taken) is multiplied into the weights, so that `v = decay v + gain (W s + b)`. NIR spikes
    /// above the threshold and a ``SpikingNetwork`` at it: the threshold is taken one rounding higher. Coding, steps
    /// and readout are not NIR's to say; they are taken from Frugal's notes in the file, or as given here.
    /// - Throws: `DataError` that names the node: what is no chain, has delays, neurons that differ, unstable steps, or
    ///   layers that ``SpikingNetwork`` does not have.
    public func spikingNetwork(
        reading: NIRReading = NIRReading(), coding: InputCoding? = nil, steps: Int? = nil, readout: Readout? = nil
    ) throws -> NIRImport<SpikingNetwork> {
        try check()
        let flat = try flattened()
        let shapes = try flat.shapes()
        var notes: [String] = []
        let timeStep = try flat.timeStep(reading, &notes)
        var builder = ChainBuilder(timeStep: timeStep, reading: reading)
        for name in try flat.chain() {
            guard let node = flat.nodes[name] else { continue }
            try Self.naming(name) { try builder.add(node, name, shape: shapes[name] ?? []) }
        }
        let layers = try builder.finished()
        var network = SpikingNetwork(
            inputShape: builder.inputShape, coding: coding ?? notedCoding ?? .direct, steps: steps ?? notedSteps ?? 25,
            layers: layers, readout: readout ?? notedReadout ?? .spikeCount)
        if layers.last?.neurons?.threshold == nil, readout == nil, notedReadout == nil {
            network.readout = .finalMembrane
        }
        if steps == nil, notedSteps == nil { notes.append("the file has no steps, so 25 are assumed") }
        try network.check()
        return NIRImport(network: network, notes: notes + builder.notes)
    }

    /// The names of the nodes from the input to the output, where each leads to the next.
    private func chain() throws -> [String] {
        if let cycle = cycleWithoutDelay() {
            throw Self.refusal(ofCycle: cycle, remedy: "Read it for the engine instead")
        }
        let inputs = nodes.filter { $0.value.type == .input }.map(\.key)
        guard inputs.count == 1, var name = inputs.first else {
            throw DataError(.unsupported, "the graph has \(inputs.count) inputs", remedy: "Give it one")
        }
        var chain = [name]
        while true {
            let next = edges.filter { $0.source == name }.map(\.target)
            if next.isEmpty { break }
            guard next.count == 1, edges.count(where: { $0.target == next[0] }) == 1, chain.count <= nodes.count else {
                throw DataError(
                    .unsupported, place: "node '\(name)'", "the graph is no chain here",
                    remedy: "Read it for the engine, which takes branches and cycles")
            }
            name = next[0]
            chain.append(name)
        }
        if let lost = Set(nodes.keys).subtracting(chain).min() {
            throw DataError(
                .unsupported, place: "node '\(lost)'", "it does not lie on the way from the input to the output",
                remedy: "Leave it out")
        }
        return chain
    }

    static func refusal(ofCycle names: [String], remedy: String) -> DataError {
        DataError(
            .inconsistent, place: names.map { "node '\($0)'" }.joined(separator: ", "),
            "edges go round in a cycle without delay", remedy: remedy)
    }

    private var notedCoding: InputCoding? {
        guard case .text(let text) = metadata[NIRNote.coding] else { return nil }
        return try? JSONDecoder().decode(InputCoding.self, from: Data(text.utf8))
    }

    private var notedSteps: Int? {
        guard case .numbers(let array) = metadata[NIRNote.steps] else { return nil }
        return array.whole?.first
    }

    private var notedReadout: Readout? {
        guard case .text(let text) = metadata[NIRNote.readout] else { return nil }
        return Readout(rawValue: text)
    }
}
