extension Simulation {
    /// A population that a key stands for.
    func population(_ key: PopulationKey) throws -> PopulationPlan {
        if core.blueprint.groups.elements.indices.contains(key.index),
            case .population(let place) = core.blueprint.groups.elements[key.index].kind
        {
            return core.blueprint.populations.elements[place]
        }
        throw strange("population", key.index)
    }

    /// Sources at random that a key stands for.
    func poisson(_ key: PoissonKey) throws -> PoissonPlan {
        if core.blueprint.groups.elements.indices.contains(key.index),
            case .poisson(let place) = core.blueprint.groups.elements[key.index].kind
        {
            return core.blueprint.poisson.elements[place]
        }
        throw strange("source at random", key.index)
    }

    /// The place of sources at given times that a key stands for.
    func schedule(_ key: ScheduleKey) throws -> Int {
        if core.blueprint.groups.elements.indices.contains(key.index),
            case .scheduled(let place) = core.blueprint.groups.elements[key.index].kind
        {
            return place
        }
        throw strange("source at given times", key.index)
    }

    /// Any group that a key stands for.
    func group(_ key: some GroupKey) throws -> GroupPlan {
        guard core.blueprint.groups.elements.indices.contains(key.index) else { throw strange("group", key.index) }
        return core.blueprint.groups.elements[key.index]
    }

    /// A connection that a key stands for.
    func connection(_ key: ConnectionKey) throws -> ConnectionPlan {
        guard core.blueprint.places.indices.contains(key.index) else { throw strange("connection", key.index) }
        return core.blueprint.connections.elements[core.blueprint.places[key.index]]
    }

    /// The rule by which a connection that a key stands for learns; nil for weights that stay.
    func rule(_ key: ConnectionKey) throws -> PlasticPlan? {
        try connection(key).rule.map { core.blueprint.rules.elements[$0] }
    }

    private func strange(_ what: String, _ index: Int) -> SpikeError {
        SpikeError(.index, "network", "it has no \(what) \(index)", remedy: "use keys of this network")
    }
}
