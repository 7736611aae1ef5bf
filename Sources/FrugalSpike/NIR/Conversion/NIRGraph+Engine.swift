import Foundation
import FrugalData
import SpikeEngine

extension NIRGraph {
    /// The graph as a network of the engine: any shape, cycles, delays and synapses with a time constant.
    ///
    /// Inputs are spikes. A spike is an input of one for one step, so that it moves a membrane by `gain` times its
    /// weight (`r (1 - exp(-dt / tau))`, or `r dt / tau` in Euler steps), in the step in which it comes; between
    /// spikes membranes and synapses follow the exact solution with the decay that the steps give. Spikes are seen at
    /// the end of a step. Delays become whole steps, rounded.
    /// - Throws: `DataError` that names the node: neurons that differ, unstable steps, cycles without delay where
    ///   ``NIRReading/cyclesTakeAStep`` is off, neurons whose membranes another node would take.
    public func engineNetwork(reading: NIRReading = NIRReading(integration: .exact)) throws
        -> NIRImport<NIREngineNetwork>
    {
        try check()
        let flat = try flattened()
        if let cycle = flat.cycleWithoutDelay(), !reading.cyclesTakeAStep {
            throw Self.refusal(
                ofCycle: cycle, remedy: "Put a Delay into it, or let cycles take a step, as snnTorch and Norse do")
        }
        var builder = try EngineBuilder(flat, reading: reading)
        return try builder.build()
    }
}

/// Puts a graph together as a network of the engine.
struct EngineBuilder {
    private let graph: NIRGraph
    private let reading: NIRReading
    private let shapes: [String: [Int]]
    private let timeStep: Double
    private var notes: [String] = []
    private var result: NIREngineNetwork
    private var membranes: [String: NIRMembrane] = [:]
    private var visits = 0

    init(_ graph: NIRGraph, reading: NIRReading) throws {
        self.graph = graph
        self.reading = reading
        shapes = try graph.shapes()
        timeStep = try graph.timeStep(reading, &notes)
        result = NIREngineNetwork(
            network: SpikeNetwork(timeStep: timeStep * 1000), inputs: [:], populations: [:], outputs: [],
            currents: [:])
    }

    mutating func build() throws -> NIRImport<NIREngineNetwork> {
        let names = graph.nodes.keys.sorted()
        for name in names {
            guard let node = graph.nodes[name] else { continue }
            let count = shapes[name, default: []].reduce(1, *)
            guard count <= 1 << 20 else {
                throw DataError(
                    .tooLarge, place: "node '\(name)'", "it has \(count) numbers", remedy: "Give at most \(1 << 20)")
            }
            if node.type == .input {
                result.inputs[name] = result.network.add(ScheduledSource(count: count, name: name))
            }
            if node.type.isNeuron { try NIRGraph.naming(name) { try addNeurons(node, name, count) } }
        }
        let cyclic = CyclicNodes(graph)
        for name in names {
            let count = shapes[name, default: []].reduce(1, *)
            if let key = result.inputs[name] {
                try follow(from: name, key, path: EnginePath(SparseMap(identity: count)), source: name, cyclic)
            } else if let key = result.populations[name] {
                try follow(from: name, key, path: EnginePath(SparseMap(identity: count)), source: name, cyclic)
            }
        }
        try addBiases()
        let ends = graph.edges.filter { graph.nodes[$0.target]?.type == .output }.map(\.source)
        result.outputs = Set(ends).filter { result.populations[$0] != nil }.sorted()
        return NIRImport(network: result, notes: notes)
    }

    private mutating func addNeurons(_ node: NIRNode, _ name: String, _ count: Int) throws {
        guard node.type != .threshold else {
            throw node.fault(
                .unsupported, "the engine has no neurons without memory", remedy: "Read it as a feed-forward network")
        }
        let membrane = try NIRMembrane(node, timeStep: timeStep, reading: reading)
        notes += membrane.notes.map { "node '\(name)': \($0)" }
        if let time = membrane.synapseTimeConstant, timeStep > time {
            throw node.fault(
                .inconsistent, "a time step of \(timeStep) s is too coarse for tau_syn of \(time) s",
                remedy: "The largest is \(time) s")
        }
        membranes[name] = membrane
        result.populations[name] = result.network.add(
            Population(count, .linear(try membrane.neuron(node, timeStep: timeStep)), name: name))
    }

    /// Follows what a source sends through everything linear, and connects it to the neurons that it reaches.
    private mutating func follow(
        from name: String, _ key: some GroupKey, path: EnginePath, source: String, _ cyclic: CyclicNodes
    ) throws {
        for edge in graph.edges where edge.source == name {
            guard let node = graph.nodes[edge.target], node.type != .output else { continue }
            try visit(edge.target)
            if let population = result.populations[edge.target], let membrane = membranes[edge.target] {
                var delay = path.delay
                if delay == 0, cyclic.contain(source, edge.target) { delay = 1 }
                result.network.connect(
                    key, population, path.map.wiring(gain: membrane.jump(timeStep)),
                    synapse: membrane.synapse, delay: .steps(delay), name: "'\(source)' to '\(edge.target)'")
                continue
            }
            let next = try NIRGraph.naming(edge.target) {
                try path.through(node, from: shapes[name] ?? [], to: shapes[edge.target] ?? [], timeStep, &notes)
            }
            try follow(from: edge.target, key, path: next, source: source, cyclic)
        }
    }

    /// Biases flow on through what is linear to the neurons, where they are constant currents.
    private mutating func addBiases() throws {
        for (name, node) in graph.nodes.sorted(by: { $0.key < $1.key }) where node[.bias] != nil {
            guard let bias = node[.bias], bias.common != 0 else { continue }
            let count = shapes[name, default: []].reduce(1, *)
            var numbers = SparseMap(identity: count)
            let places = count / bias.values.count
            numbers.bias = bias.values.flatMap { Array(repeating: $0, count: places) }
            numbers.rows = []
            try spread(numbers, from: name, depth: 0)
        }
    }

    private mutating func spread(_ map: SparseMap, from name: String, depth: Int) throws {
        for edge in graph.edges where edge.source == name {
            guard let node = graph.nodes[edge.target], node.type != .output else { continue }
            try visit(edge.target, depth: depth)
            if let membrane = membranes[edge.target] {
                let drive = membrane.drive(timeStep)
                var currents = result.currents[edge.target] ?? Array(repeating: 0, count: map.outputs)
                for place in map.bias.indices { currents[place] += Float(map.bias[place] * drive) }
                result.currents[edge.target] = currents
                continue
            }
            var linear = try SparseMap(node, from: shapes[name] ?? [], to: shapes[edge.target] ?? [])
            linear.bias = Array(repeating: 0, count: linear.outputs)
            try spread(map.then(linear), from: edge.target, depth: depth + 1)
        }
    }

    /// Ways through linear nodes can be more than anyone could follow, or without an end.
    private mutating func visit(_ name: String, depth: Int = 0) throws {
        visits += 1
        guard visits <= 1 << 14, depth < EnginePath.mostNodes else {
            throw DataError(
                .unsupported, place: "node '\(name)'", "too many ways lead through nodes without neurons",
                remedy: "Put neurons between them, or weights together")
        }
    }
}
