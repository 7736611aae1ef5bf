extension SpikeNetwork {
    /// More neurons than this in a group are refused; so are networks whose state would not fit in memory.
    static let mostNeurons = 1 << 24

    /// What messages call a group.
    func name(ofGroup index: Int) -> String {
        guard groups.indices.contains(index) else { return "group \(index)" }
        let name = groups[index].name
        if !name.isEmpty { return name }
        switch groups[index] {
        case .population: return "population \(index)"
        case .poisson, .scheduled: return "source \(index)"
        }
    }

    /// What messages call a connection.
    func name(ofConnection index: Int) -> String {
        guard connections.indices.contains(index) else { return "connection \(index)" }
        let connection = connections[index]
        if !connection.name.isEmpty { return connection.name }
        return "connection \(index) (\(name(ofGroup: connection.source)) to \(name(ofGroup: connection.target)))"
    }

    /// Finds the first fault.
    func check() throws {
        try Check(subject: "network").positive(timeStep, "the time step")
        for (index, group) in groups.enumerated() {
            let check = Check(subject: name(ofGroup: index))
            guard (1...Self.mostNeurons).contains(group.count) else {
                throw check.fault(
                    .size, "it has \(group.count) members", remedy: "give between 1 and \(Self.mostNeurons)")
            }
            if case .population(let population) = group { try population.model.check(check, timeStep: timeStep) }
        }
        for (index, connection) in connections.enumerated() {
            let check = Check(subject: name(ofConnection: index))
            guard groups.indices.contains(connection.source) else {
                throw check.fault(.index, "there is no group \(connection.source)", remedy: "use keys of this network")
            }
            guard groups.indices.contains(connection.target),
                case .population(let population) = groups[connection.target]
            else {
                throw check.fault(
                    .index, "group \(connection.target) is no population", remedy: "use keys of this network")
            }
            try connection.check(
                check, sources: groups[connection.source].count, targets: population.count, timeStep: timeStep)
        }
    }
}
