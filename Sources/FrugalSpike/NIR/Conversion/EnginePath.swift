import FrugalData

/// The way of a spike through weights, pools and delays.
struct EnginePath: Sendable {
    /// What it is multiplied with on the way.
    private(set) var map: SparseMap
    /// The steps that it takes.
    private(set) var delay = 0
    private var length = 0

    /// The most nodes between two with neurons.
    static let mostNodes = 64

    init(_ map: SparseMap) { self.map = map }

    /// The way on through a node.
    /// - Throws: `DataError` for delays that differ, and for a cycle in which nothing spikes.
    func through(
        _ node: NIRNode, from input: [Int], to output: [Int], _ timeStep: Double, _ notes: inout [String]
    ) throws -> EnginePath {
        var next = self
        next.length += 1
        guard next.length <= Self.mostNodes else {
            throw node.fault(
                .unsupported, "it lies in a cycle without neurons, or behind more than 64 nodes without",
                remedy: "Put neurons into the cycle")
        }
        if node.type == .delay {
            guard let time = try node.common(.delay) else { return next }
            let steps = (time / timeStep).rounded()
            guard steps <= 65_536 else {
                throw node.fault(
                    .unsupported, "a delay of \(time) s is more than 65,536 steps", remedy: "Take a longer time step")
            }
            if (steps * timeStep - time).magnitude > 1e-3 * timeStep {
                notes.append("a delay of \(time) s is rounded to \(Int(steps)) steps of \(timeStep) s")
            }
            next.delay += Int(steps)
            return next
        }
        var linear = try SparseMap(node, from: input, to: output)
        // Biases are constant currents, and not part of what a spike does.
        linear.bias = Array(repeating: 0, count: linear.outputs)
        next.map = try map.then(linear)
        return next
    }
}

/// Which nodes lie in a common cycle.
struct CyclicNodes {
    private let reached: [String: Set<String>]

    init(_ graph: NIRGraph) {
        let targets = Dictionary(grouping: graph.edges, by: \.source).mapValues { $0.map(\.target) }
        reached = graph.nodes.filter { $0.value.type.isNeuron }.reduce(into: [:]) { result, node in
            var seen: Set<String> = []
            var waiting = targets[node.key] ?? []
            while let name = waiting.popLast() {
                if seen.insert(name).inserted { waiting += targets[name] ?? [] }
            }
            result[node.key] = seen
        }
    }

    /// Whether a way leads from one node to another and back.
    func contain(_ one: String, _ other: String) -> Bool {
        reached[one]?.contains(other) == true && reached[other]?.contains(one) == true
    }
}
