import FrugalNN
import FrugalTrack

/// A learned optimiser beside tuned ones on problems of one family, with the same initial parameters and batches a seed.
public struct OptimizerComparison: Codable, Sendable, Equatable {
    /// One of the optimisers it is held against.
    public struct Baseline: Codable, Sendable, Equatable {
        /// Which one.
        public var optimizer: BaselineOptimizer
        /// The scores of all rates and seeds after so many steps; the best rate may be another at each mark.
        public var searches: [Int: RateSearch]
        /// The losses of each seed at the rate that is best at the first mark.
        public var curves: [[Double]]
        /// The scores of all rates and seeds within ``OptimizerComparison/budget`` seconds; nil where not measured.
        public var timed: RateSearch?
        /// Steps taken within the budget at the best of those rates, the mean over seeds.
        public var timedSteps: Double?

        /// What the runs of every rate and seed say at each mark.
        init(_ optimizer: BaselineOptimizer, _ runs: [[OptimizationRun]], marks: [Int]) {
            let searches = Dictionary(
                uniqueKeysWithValues: marks.map { mark in
                    let losses = runs.map { $0.map { $0.scores[mark] ?? .nan } }
                    return (mark, RateSearch(rates: optimizer.rates, losses: losses))
                })
            (self.optimizer, self.searches) = (optimizer, searches)
            curves = marks.first.flatMap { searches[$0] }.map { runs[$0.best].map(\.losses) } ?? []
        }

        /// Takes over what the runs within the budget say.
        mutating func time(_ runs: [[OptimizationRun]]) {
            let losses = runs.map { $0.map { $0.scores[$0.losses.count] ?? .nan } }
            let search = RateSearch(rates: optimizer.rates, losses: losses)
            timed = search
            timedSteps = SampleSummary(runs[search.best].map { Double($0.losses.count) }).mean
        }
    }

    /// What was optimised.
    public var problems: String
    /// After how many steps scores are compared, ascending.
    public var marks: [Int]
    /// The seeds, in the order of all values.
    public var seeds: [UInt64]
    /// The learned optimiser's run of every seed.
    public var learned: [OptimizationRun]
    /// The optimisers it is held against.
    public var baselines: [Baseline] = []
    /// Seconds that the learned optimiser took to the first mark, the median over seeds.
    public var budget: Double

    /// Compares.
    /// - Parameters:
    ///   - optimizers: the learned optimiser of every seed, before its first step.
    ///   - timed: which optimisers are also run for as many seconds as the learned one took to the first mark.
    ///   - tick: told after every run how many of all are done; what it throws ends the comparison.
    public init(
        _ family: some ProblemFamily, _ optimizers: [LearnedOptimizer], seeds: [UInt64], marks: [Int],
        timed: [BaselineOptimizer] = [], tick: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws {
        let marks = Set(marks).sorted()
        (problems, self.marks, self.seeds) = (family.name, marks, seeds)
        let (first, last) = (marks.first ?? 0, marks.last ?? 0)
        let searches = (BaselineOptimizer.allCases + timed).reduce(0) { $0 + $1.rates.count }
        var done = 0
        func run(_ seed: UInt64, _ optimizer: any Optimizer, _ steps: Int, budget: Double) throws -> OptimizationRun {
            let run = OptimizationRun(
                family.problem(seed: seed), optimizer, steps: steps, scoringAt: Set(marks), budget: budget)
            done += 1
            try tick(done, (1 + searches) * seeds.count)
            return run
        }
        func runs(of optimizer: BaselineOptimizer, _ steps: Int, budget: Double) throws -> [[OptimizationRun]] {
            try optimizer.rates.map { rate in
                try seeds.map { try run($0, optimizer.make(rate: rate), steps, budget: budget) }
            }
        }
        learned = try zip(seeds, optimizers).map { try run($0, $1, last, budget: .infinity) }
        budget = Median.of(learned.map { first > 0 ? $0.seconds[first - 1] : 0 })
        for optimizer in BaselineOptimizer.allCases {
            var baseline = Baseline(optimizer, try runs(of: optimizer, last, budget: .infinity), marks: marks)
            // So many steps that the seconds are over first.
            if timed.contains(optimizer) { baseline.time(try runs(of: optimizer, 100 * first, budget: budget)) }
            baselines.append(baseline)
        }
    }

    /// The learned optimiser's score of every seed after so many steps.
    public func scores(at mark: Int) -> [Double] { learned.map { $0.scores[mark] ?? .nan } }

    /// The score of every seed after so many steps at the best rate.
    public func scores(of optimizer: BaselineOptimizer, at mark: Int) -> [Double] {
        baselines.first { $0.optimizer == optimizer }?.searches[mark]?.bestLosses ?? []
    }

    /// Seeds in which the learned optimiser's score is lower after so many steps.
    public func wins(over optimizer: BaselineOptimizer, at mark: Int) -> Int {
        zip(scores(at: mark), scores(of: optimizer, at: mark)).count { $0 < $1 || (!$0.isNaN && $1.isNaN) }
    }

    /// Seeds in which it is lower after as many seconds as it took to the first mark.
    public func timedWins(over optimizer: BaselineOptimizer) -> Int? {
        guard let mark = marks.first, let timed = baselines.first(where: { $0.optimizer == optimizer })?.timed else {
            return nil
        }
        return zip(scores(at: mark), timed.bestLosses).count { $0 < $1 || (!$0.isNaN && $1.isNaN) }
    }

    /// The losses of every step, a row each: step, then of every optimiser and seed the loss of its batch.
    public var csv: String {
        var columns = zip(seeds, learned).map { ("learned seed \($0)", $1.losses) }
        for baseline in baselines {
            columns += zip(seeds, baseline.curves).map { ("\(baseline.optimizer.rawValue) seed \($0)", $1) }
        }
        let rows = (0..<(columns.map(\.1.count).max() ?? 0)).map { step in
            (["\(step)"] + columns.map { step < $0.1.count ? "\($0.1[step])" : "" }).joined(separator: ",")
        }
        return ([(["step"] + columns.map(\.0)).joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }
}
