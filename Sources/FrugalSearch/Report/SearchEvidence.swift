import FrugalTrack

/// What a search leaves behind: everything that a reader needs to judge whether it was worth its cost.
///
/// Section by section what Lindauer and Hutter's checklist (JMLR 2020) and Li and Talwalkar (2019) ask for: all searches with
/// their seeds, random search at the same cost, the ranking by the proxy beside the ranking by whole training, and the cost
/// in parts.
public struct SearchEvidence: Codable, Sendable, Equatable {
    /// The space that was searched.
    public struct Space: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its hash.
        public var hash: String
        /// How many architectures it holds.
        public var size: Double

        /// What is said of a space.
        public init(_ space: SearchSpace) {
            name = space.name
            hash = space.hash
            size = space.size
        }
    }

    /// The group of networks that were taken from all searches because they are cheap: they judge none of them.
    public static let smallerGroup = "smaller"

    /// One search from its first trial to its last.
    public struct Search: Codable, Sendable, Equatable {
        /// The searcher.
        public var searcher: String
        /// Its seed.
        public var seed: UInt64
        /// All trials, those that failed included.
        public var trials: [Trial]
        /// Seconds of training and scoring, over all lanes.
        public var seconds: Double
        /// Of these, the seconds of trials that failed.
        public var failedSeconds: Double
        /// The first trials that were not proposed but given: networks that a person would try.
        public var starts = 0
        /// The policy's entropy at each update, in nats; empty for a searcher without a policy.
        public var entropies: [Double]

        /// A search.
        public init(
            _ searcher: String, seed: UInt64, trials: [Trial], seconds: Double, failedSeconds: Double = 0,
            entropies: [Double] = []
        ) {
            self.searcher = searcher
            self.seed = seed
            self.trials = trials
            self.seconds = seconds
            self.failedSeconds = failedSeconds
            self.entropies = entropies
        }

        /// The best search score so far, trial after trial; nan before the first.
        public var bestSoFar: [Double] {
            var best = -Double.infinity
            return trials.map { trial in
                best = max(best, trial.score ?? -.infinity)
                return best.isFinite ? best : .nan
            }
        }
    }

    /// A network that was trained wholly, once a seed.
    public struct Final: Codable, Sendable, Equatable {
        /// One training.
        public struct Training: Codable, Sendable, Equatable {
            /// The seed.
            public var seed: UInt64
            /// The share of validation examples that it is right on.
            public var validation: Double
            /// The share of test examples; nil where the test part was not read for it.
            public var test: Double?
            /// Seconds of training.
            public var seconds: Double

            /// A training.
            public init(seed: UInt64, validation: Double, test: Double? = nil, seconds: Double) {
                self.seed = seed
                self.validation = validation
                self.test = test
                self.seconds = seconds
            }
        }

        /// What it is called in the tables, such as `evolution, seed 1`.
        public var name: String
        /// What it came from: a searcher, or `preset` for a network made by hand.
        public var group: String
        /// The architecture; nil for a network made by hand.
        public var architecture: Architecture?
        /// The score by which a search chose it; nil for a network made by hand.
        public var searchScore: Double?
        /// The trainings.
        public var trainings: [Training]
        /// What the network costs.
        public var costs: [CostKind: Double]

        /// A network with its trainings.
        public init(
            _ name: String, group: String, architecture: Architecture? = nil, searchScore: Double? = nil,
            trainings: [Training], costs: [CostKind: Double]
        ) {
            self.name = name
            self.group = group
            self.architecture = architecture
            self.searchScore = searchScore
            self.trainings = trainings
            self.costs = costs
        }

        /// Final validation accuracies in percent.
        public var validation: SampleSummary { SampleSummary(trainings.map { 100 * $0.validation }) }
        /// Test accuracies in percent; nil where the test part was not read for it.
        public var test: SampleSummary? {
            let values = trainings.compactMap(\.test).map { 100 * $0 }
            return values.isEmpty ? nil : SampleSummary(values)
        }
    }

    /// An architecture with the score of a search and that of a whole training.
    public struct Ranking: Codable, Sendable, Equatable {
        /// The score in a search.
        public var search: Double
        /// The final validation accuracy, as a share.
        public var final: Double

        /// A pair of scores of one architecture.
        public init(search: Double, final: Double) {
            self.search = search
            self.final = final
        }
    }

    /// What was searched.
    public var space: Space
    /// What was looked for, in words.
    public var goal: String
    /// The searches.
    public var searches: [Search]
    /// The networks that were trained wholly.
    public var finals: [Final]
    /// Architectures, at random from all that were tried, scored both ways.
    public var rankings: [Ranking]
    /// Seconds by phase, in the order in which they ran.
    public var seconds: [Phase]
    /// How often the test part was read.
    public var testReads: Int
    /// Which network was chosen: its place among ``finals``.
    public var chosen: Int

    /// A phase and the seconds it took, over all lanes.
    public struct Phase: Codable, Sendable, Equatable {
        /// What was done.
        public var name: String
        /// For how long.
        public var seconds: Double

        /// A phase.
        public init(_ name: String, _ seconds: Double) {
            self.name = name
            self.seconds = seconds
        }
    }

    /// The evidence of a search.
    public init(
        space: Space, goal: String, searches: [Search], finals: [Final], rankings: [Ranking], seconds: [Phase],
        testReads: Int, chosen: Int
    ) {
        self.space = space
        self.goal = goal
        self.searches = searches
        self.finals = finals
        self.rankings = rankings
        self.seconds = seconds
        self.testReads = testReads
        self.chosen = chosen
    }

    /// Kendall's tau between search score and final score over all rankings.
    public var tau: Double { KendallTau.tau(rankings.map(\.search), rankings.map(\.final)) }

    /// The same among the better half by search score, where a choice is made.
    public var tauAtTheTop: Double {
        let top = rankings.sorted { $0.search > $1.search }.prefix((rankings.count + 1) / 2)
        return KendallTau.tau(top.map(\.search), top.map(\.final))
    }

    /// How one group's networks stand to another's by mean test accuracy, one value a network.
    public func comparison(of group: String, with other: String) -> Comparison {
        func means(_ name: String) -> SampleSummary {
            SampleSummary(finals.filter { $0.group == name }.compactMap { $0.test?.mean })
        }
        return means(group).compared(to: means(other))
    }
}
