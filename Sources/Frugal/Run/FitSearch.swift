import FrugalTrack

/// The search that a row of the leaderboard came from, and what it cost before the row's own training.
public struct FitSearch: Codable, Sendable, Equatable {
    /// The space, by the name that `frugal search --space` takes.
    public var space: String
    /// How architectures were proposed.
    public var searcher: String
    /// Short trainings that were run.
    public var trials: Int
    /// Steps of each of them.
    public var stepsPerTrial: Int
    /// Seconds of all of them.
    public var seconds: Double
    /// The validation accuracy of the architecture after its short training: what it was chosen by, never its score.
    public var searchScore: Double
}

/// What a search brought over the networks made by hand, by validation.
public struct SearchGain: Sendable, Equatable {
    /// The best row that the search led to.
    public var found: LeaderboardEntry
    /// The search.
    public var search: FitSearch
    /// The best preset; nil where none could be trained.
    public var preset: LeaderboardEntry?

    /// Nil where no search led to a trained network.
    public init?(_ leaderboard: [LeaderboardEntry]) {
        guard let search = leaderboard.lazy.compactMap(\.search).first else { return nil }
        let trained = leaderboard.filter { $0.validation != nil && ($0.role == .network || $0.role == .longRun) }
        let isFound = { (entry: LeaderboardEntry) in entry.candidate.architecture.isSearched }
        guard let found = Selection.choose(from: trained.filter(isFound), goal: .accuracy, within: 0) else {
            return nil
        }
        self.found = found
        self.search = search
        preset = Selection.choose(from: trained.filter { !isFound($0) }, goal: .accuracy, within: 0)
    }

    /// Points of validation accuracy above the best preset.
    public var points: Double? {
        guard let found = found.validation, let preset = preset?.validation else { return nil }
        return 100 * (found.share - preset.share)
    }

    /// What it cost and what it brought, in a sentence.
    public var text: String {
        let cost =
            "\(search.trials) trials of \(search.searcher) in the space \(search.space) took "
            + "\(Humanise.duration(search.seconds)), and training what they found \(Humanise.duration(found.seconds))"
        guard let preset, let points, let ours = found.parameters, let theirs = preset.parameters else { return cost }
        let difference =
            abs(points) < 0.005
            ? "as much as" : "\(Humanise.fixed(abs(points), 2)) points \(points > 0 ? "more" : "less") than"
        return cost + "; \(found.name) reached \(difference) the best preset, \(preset.name), on validation, with "
            + "\(Humanise.count(ours)) parameters against \(Humanise.count(theirs))"
    }
}
