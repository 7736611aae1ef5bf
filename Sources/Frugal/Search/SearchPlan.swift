/// How the time of a search is divided.
///
/// A search that ends with one training is half an answer: what it found must be trained as the baselines are, as often as
/// a spread needs, and the ranking by the proxy must be held against whole trainings (Lindauer and Hutter 2020). So less
/// than half of the time goes to the searches themselves, and half of that to random search.
struct SearchPlan: Codable, Equatable {
    /// The shares of the time.
    enum Share {
        /// All searches together.
        static let searches = 0.40
        /// The networks found and those made by hand, trained alike.
        static let finals = 0.17
        /// Architectures of which search score and final score are compared.
        static let rankings = 0.09
        /// The chosen network, each of its trainings as long as the time allows.
        static let chosen = 0.25
    }

    /// Trials that a search should have at least, so that its searcher can learn from some.
    static let usefulTrials = 16
    /// Architectures of which search score and final score are compared.
    static let rankings = 10

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
    init(seconds: Double, searches: Int, lanes: Int, pace: SearchPace, limit: Int) {
        let each = seconds * Share.searches / Double(searches)
        searchSeconds = each
        trialSteps = pace.steps(in: each * Double(lanes) / Double(Self.usefulTrials), atMost: limit)
    }

    /// The plan of a search by counting.
    init(trials: Int, steps: Int) {
        self.trials = trials
        trialSteps = steps
    }
}
