/// What a network calls a group of things that spike.
public protocol GroupKey: Codable, Hashable, Sendable {
    /// The number of the group in the network.
    var index: Int { get }
}

/// What a network calls a population.
public struct PopulationKey: GroupKey {
    /// The number of the group in the network.
    public let index: Int

    /// The key of a number; a simulation refuses one that does not fit its network.
    public init(index: Int) {
        self.index = index
    }
}

/// What a network calls its sources at random.
public struct PoissonKey: GroupKey {
    /// The number of the group in the network.
    public let index: Int

    /// The key of a number; a simulation refuses one that does not fit its network.
    public init(index: Int) {
        self.index = index
    }
}

/// What a network calls its sources at given times.
public struct ScheduleKey: GroupKey {
    /// The number of the group in the network.
    public let index: Int

    /// The key of a number; a simulation refuses one that does not fit its network.
    public init(index: Int) {
        self.index = index
    }
}

/// What a network calls a connection.
public struct ConnectionKey: Codable, Hashable, Sendable {
    /// The number of the connection in the network.
    public let index: Int

    /// The key of a number; a simulation refuses one that does not fit its network.
    public init(index: Int) {
        self.index = index
    }
}
