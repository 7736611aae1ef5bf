/// How far the outer gradient looks back into the inner steps.
public enum MAMLOrder: String, Codable, Sendable {
    /// Inner gradients count as constants (FOMAML, Finn et al. 2017, section 5.2): cheaper, and biased.
    case first
    /// Inner gradients are themselves differentiated: MAML as the paper defines it.
    case second
}

/// Which statistics batch normalisation divides the query by. It decides what a score means, so results print it.
public enum QueryStatistics: String, Codable, Sendable, CaseIterable {
    /// Those gathered in training: support and query alike are normalised by them once training is over.
    case running
    /// Those of the support, taken with the adapted weights. A query's scores do not depend on other queries.
    case support
    /// Those of the query batch itself: the published setting of MAML. All queries of a task must be there at once.
    case transductive

    /// In a reader's words, for results.
    public var explanation: String {
        switch self {
        case .running: "BatchNorm by running statistics"
        case .support: "BatchNorm by the support's statistics"
        case .transductive: "BatchNorm by the query batch (transductive)"
        }
    }
}

/// Which parameters the inner steps move.
public enum InnerReach: String, Codable, Sendable {
    /// All of them: MAML.
    case network
    /// Those under `head` alone, the classifier: ANIL (Raghu et al. 2020, section 5). Features are learned by the outer
    /// steps only, and an inner step costs no pass back through them.
    case head
}

/// The settings of adaptation: gradient steps on the support.
public struct InnerLoop: Codable, Sendable, Equatable {
    /// What the outer gradient takes into account.
    public var order: MAMLOrder
    /// Gradient steps on the support in training.
    public var steps: Int
    /// Gradient steps on the support once trained; the paper takes more than in training.
    public var evaluationSteps: Int
    /// The rate of a step, where learned rates begin.
    public var rate: Double
    /// Whether, and how finely, the rates are learned.
    public var rates: InnerRates.Kind
    /// What the steps move.
    public var reach: InnerReach
    /// What batch normalisation divides the query by.
    public var statistics: QueryStatistics

    /// Settings of adaptation.
    public init(
        order: MAMLOrder = .second, steps: Int = 1, evaluationSteps: Int? = nil, rate: Double = 0.4,
        rates: InnerRates.Kind = .fixed, reach: InnerReach = .network, statistics: QueryStatistics = .transductive
    ) {
        self.order = order
        self.steps = steps
        self.evaluationSteps = evaluationSteps ?? steps
        self.rate = rate
        self.rates = rates
        self.reach = reach
        self.statistics = statistics
    }
}
