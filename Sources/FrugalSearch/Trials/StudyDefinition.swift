import FrugalTrack

/// What a study is about: all that its trials follow from. A folder holds one study and refuses another.
public struct StudyDefinition: Codable, Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Where architectures come from.
    public var space: SearchSpace
    /// The name of the searcher.
    public var searcher: String
    /// The settings of the searcher and of what a trial does.
    public var settings: JSONValue
    /// The seed of the searcher and of every trial.
    public var seed: UInt64
    /// What is sought.
    public var goal: JSONValue
    /// The hash of each file of data.
    public var data: [String: String]

    /// A definition.
    public init(
        name: String, space: SearchSpace, searcher: String, settings: JSONValue = .null, seed: UInt64,
        goal: JSONValue = .null, data: [String: String] = [:]
    ) {
        self.name = name
        self.space = space
        self.searcher = searcher
        self.settings = settings
        self.seed = seed
        self.goal = goal
        self.data = data
    }

    /// The first thing in which another definition differs; nil where it is the same study. The name may differ.
    func difference(from other: StudyDefinition) -> String? {
        if space != other.space { return "space" }
        if searcher != other.searcher { return "searcher" }
        if settings != other.settings { return "settings" }
        if seed != other.seed { return "seed" }
        if goal != other.goal { return "goal" }
        return data == other.data ? nil : "data"
    }
}
