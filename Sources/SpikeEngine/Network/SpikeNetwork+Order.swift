extension SpikeNetwork {
    /// The groups in an order in which every connection without delay goes forward: sources first, otherwise as they
    /// were added where possible.
    /// - Throws: ``SpikeError`` of kind `delay` that names the groups of a cycle without delay.
    func order() throws -> [Int] {
        let instant = connections.filter { $0.delay.shortest == 0 }
        var waiting = groups.indices.map { group in instant.count { $0.target == group } }
        var order: [Int] = []
        var ready = groups.indices.filter { waiting[$0] == 0 }
        while !ready.isEmpty {
            let group = ready.removeFirst()
            order.append(group)
            for connection in instant where connection.source == group {
                waiting[connection.target] -= 1
                if waiting[connection.target] == 0 { ready.append(connection.target) }
            }
        }
        guard order.count == groups.count else {
            let names = groups.indices.filter { waiting[$0] > 0 }.map(name(ofGroup:))
            throw SpikeError(
                .delay, names.joined(separator: ", "), "connections without delay go round in a cycle",
                remedy: "give one of them a delay of at least one step")
        }
        return order
    }
}
