/// How the time of a search is divided.
///
/// A search that ends with one training is half an answer: what it found must be trained as the baselines are, as often as
/// a spread needs, and the ranking by the proxy must be held against whole trainings (Lindauer and Hutter 2020). So less
/// than half of the time goes to the searches themselves, and half of that to random search.
struct SearchPlan: Codable, Equatable {
    /// The shares of the time. What is left is for the chosen network, whose trainings are as long as the time allows.
    struct Shares {
        /// All searches together.
        var searches = 0.40
        /// The networks found and those made by hand, trained alike.
        var finals = 0.17
        /// Architectures of which search score and final score are compared.
        var rankings = 0.09
        /// Cheaper architectures that were tried.
        var reductions = 0.0

        /// Where a cost counts, small networks must be trained for long before one can be taken.
        static let cheap = Shares(searches: 0.30, finals: 0.12, rankings: 0.06, reductions: 0.22)
    }

    /// Trials that a search should have at least, so that its searcher can learn from some.
    static let usefulTrials = 16
    /// Architectures of which search score and final score are compared.
    static let rankings = 10
    /// The most cheaper architectures that are trained where a cost counts.
    static let reductions = 6

    /// Steps of a trial.
    var trialSteps: Int
    /// Trials of a search; nil where the time ends it.
    var trials: Int?
    /// Seconds of a search, over all lanes at once; nil where ``trials`` ends it.
    var searchSeconds: Double?

    /// The plan of a search by time.
    /// - Parameters:
    ///   - seconds: wall-clock seconds for everything that is left.
    ///   - searches: how many searches there are, those of the baseline included.
    ///   - pace: that of a network of the space.
    ///   - limit: the most steps that are of use.
    init(seconds: Double, shares: Shares, searches: Int, lanes: Int, pace: SearchPace, limit: Int) {
        let each = seconds * shares.searches / Double(searches)
        searchSeconds = each
        trialSteps = pace.steps(in: each * Double(lanes) / Double(Self.usefulTrials), atMost: limit)
    }

    /// The plan of a search by counting.
    init(trials: Int, steps: Int) {
        self.trials = trials
        trialSteps = steps
    }
}
