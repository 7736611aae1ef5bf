/// How the time of a search is divided.
///
/// A search that ends with one training is half an answer: what it found must be trained as the baselines are, as often as
/// a spread needs, and the ranking by the proxy must be held against whole trainings (Lindauer and Hutter 2020). So less
/// than half of the time goes to the searches themselves, and half of that to random search.
struct SearchPlan: Codable, Equatable {
    /// The shares of the time. What is left is for the chosen network, whose trainings are as long as the time allows.
    struct Shares: Codable, Equatable {
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

        /// What is left for the chosen network.
        var rest: Double { 1 - searches - finals - rankings - reductions }

        /// Where even all the rest cannot train the chosen network as long as would be of use, it gets more.
        var hurried: Shares {
            Shares(
                searches: 0.6 * searches, finals: 0.6 * finals, rankings: 0.6 * rankings, reductions: 0.6 * reductions)
        }
    }

    /// Trials that a search should have at least, so that its searcher can learn from some.
    static let usefulTrials = 16
    /// Architectures of which search score and final score are compared.
    static let rankings = 10
    /// The most networks that are trained several times, one after the other, until one is good enough.
    static let attempts = 3
    /// The most cheaper architectures that are trained where a cost counts.
    static let reductions = 6

    /// Validation examples for the score of a trial: a standard error of a point at 90 %, below what short trainings vary by.
    static let trialValidation = 1000
    /// The same for networks that are compared with each other after longer trainings.
    static let finalValidation = 3000

    /// How the time is divided.
    var shares: Shares
    /// Trainings of the chosen network.
    var trainings: Int
    /// How long a trial is.
    var trial: TrainingLength
    /// Searches by the searcher, each with a random search beside it.
    var searches: Int
    /// Trials of a search; nil where the time ends it.
    var trials: Int?
    /// Seconds of a search, over all lanes at once; nil where ``trials`` ends it.
    var searchSeconds: Double?

    /// How often all lanes are filled by so many trainings.
    static func rounds(_ trainings: Int, lanes: Int) -> Int { (trainings + lanes - 1) / lanes }

    /// How many searches, for people.
    var searchesInWords: String { searches == 1 ? "1 search" : "\(searches) searches" }

    /// The plan of a search by time.
    /// - Parameters:
    ///   - seconds: wall-clock seconds for everything that is left.
    ///   - searches: how many are wanted; fewer are planned where their trials would be too short to tell anything.
    ///   - trainings: how often the chosen network should be trained; where that leaves each less time than is of use, two,
    ///     or one a lane.
    ///   - rules: how many searchers run each search.
    ///   - pace: that of a network of the space.
    ///   - least: the fewest steps that tell something about a network.
    ///   - limit: the most steps that are of use.
    init(
        seconds: Double, shares: Shares, searches: Int, trainings: Int, rules: Int, lanes: Int, pace: SearchPace,
        least: Int, limit: Int
    ) {
        let whole = Double(Self.rounds(trainings, lanes: lanes)) * Double(limit) * pace.step
        let isHurried = whole > seconds * shares.rest
        let shares = isHurried ? shares.hurried : shares
        self.shares = shares
        self.trainings = isHurried ? min(trainings, max(2, lanes)) : trainings
        var count = searches
        func each() -> Double { seconds * shares.searches / Double(count * rules) }
        func trialSeconds() -> Double { each() * Double(lanes) / Double(Self.usefulTrials) }
        while count > 1, pace.steps(in: trialSeconds(), atMost: limit) < min(least, limit) { count -= 1 }
        self.searches = count
        searchSeconds = each()
        trial = TrainingLength(steps: max(1, limit / 2), seconds: trialSeconds())
    }

    /// The plan of a search by counting.
    init(trials: Int, steps: Int, searches: Int, trainings: Int) {
        shares = Shares()
        self.trials = trials
        self.searches = searches
        self.trainings = trainings
        trial = TrainingLength(steps: steps)
    }
}
