import FrugalNN
import FrugalTensor
import FrugalTrack

/// A learned loss beside the fixed one, on tasks that it was not trained on.
///
/// Each seed has its own tasks and its own learned loss; networks and examples are the same whatever they are trained with.
/// The score of a seed is the median over its tasks of the fixed loss on examples that were not trained on.
public struct LossComparison: Codable, Sendable, Equatable {
    /// Training with one loss, one optimiser and one rate.
    public struct Entry: Codable, Sendable, Equatable {
        /// What it is called in results.
        public var name: String
        /// The rate, and whether it is the least or greatest tried; that of the training of the loss where nil.
        public var search: RateSearch?
        /// The rate that was used.
        public var rate: Double
        /// The score of every seed after the last step.
        public var scores: [Double]
        /// The median score after so many steps, of every seed.
        public var curves: [[Int: Double]]
        /// Seconds a task, the mean.
        public var seconds: Double
    }

    /// What was learned.
    public var tasks: String
    /// The fixed loss by its name.
    public var fixedLoss: String
    /// Gradient steps.
    public var steps: Int
    /// The seeds, in the order of all values.
    public var seeds: [UInt64]
    /// All entries; the first is the learned loss as it was trained, the second the fixed loss at the same rate.
    public var entries: [Entry] = []

    /// Compares.
    /// - Parameters:
    ///   - losses: the learned loss of every seed.
    ///   - rate: the rate that they were trained for.
    ///   - count: tasks a seed.
    ///   - tick: told after every seed of every rate how many are done; what it throws ends the comparison.
    public init(
        _ tasks: some SupervisedTasks, _ losses: [LearnedLoss], rate: Double, seeds: [UInt64], count: Int, steps: Int,
        tick: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws {
        (self.tasks, fixedLoss, self.steps, self.seeds) = (tasks.name, tasks.kind.lossName, steps, seeds)
        let searches = BaselineOptimizer.allCases.reduce(BaselineOptimizer.sgd.rates.count) { $0 + 2 * $1.rates.count }
        let marks = Set(stride(from: 0, through: steps, by: max(1, steps / 20)))
        var done = 0
        /// The runs of every seed and task.
        func runs(
            _ optimizer: any Optimizer, isLearned: Bool, budget: Double = .infinity
        ) throws -> [[LossRun]] {
            try zip(seeds, losses).map { seed, loss in
                var drawn = RandomStream(seed: seed).named("test tasks")
                // Where seconds count, so many steps that they are over first.
                let runs = (0..<count).map { _ in
                    LossRun(
                        tasks.task(seed: drawn.next()), tasks.kind, with: optimizer,
                        steps: budget.isFinite ? 100 * steps : steps, under: isLearned ? loss : nil, judgedAt: marks,
                        budget: budget)
                }
                done += 1
                try tick(done, (2 + searches) * seeds.count)
                return runs
            }
        }
        /// The entry of the best of all rates.
        func tuned(
            _ name: String, _ optimizer: BaselineOptimizer, isLearned: Bool = false, budget: Double = .infinity
        ) throws -> Entry {
            let all = try optimizer.rates.map {
                try runs(optimizer.make(rate: $0), isLearned: isLearned, budget: budget)
            }
            let search = RateSearch(
                rates: optimizer.rates, losses: all.map { $0.map { Median.of($0.map(\.last)) } })
            var entry = Self.entry("\(name), \(optimizer.rawValue) tuned", search.bestRate, all[search.best])
            entry.search = search
            return entry
        }
        let learned = try runs(SGD(learningRate: rate), isLearned: true)
        let seconds = Median.of(learned.flatMap { $0.map(\.seconds) })
        entries = [
            Self.entry("learned loss, SGD as trained", rate, learned),
            Self.entry(
                "\(fixedLoss), SGD at the same rate", rate, try runs(SGD(learningRate: rate), isLearned: false)),
            try tuned("learned loss", .sgd, isLearned: true),
        ]
        entries += try BaselineOptimizer.allCases.map { try tuned(fixedLoss, $0) }
        entries += try BaselineOptimizer.allCases.map { try tuned("\(fixedLoss) for as long", $0, budget: seconds) }
    }

    private static func entry(_ name: String, _ rate: Double, _ runs: [[LossRun]]) -> Entry {
        let curves = runs.map { runs in
            let marks = Set(runs.flatMap { $0.scores.keys })
            return Dictionary(
                uniqueKeysWithValues: marks.map { mark in (mark, Median.of(runs.map { $0.scores[mark] ?? .nan })) })
        }
        return Entry(
            name: name, rate: rate, scores: runs.map { Median.of($0.map(\.last)) }, curves: curves,
            seconds: SampleSummary(runs.flatMap { $0.map(\.seconds) }).mean)
    }

    /// The entry of this name.
    public func entry(_ name: String) -> Entry? { entries.first { $0.name == name } }

    /// Seeds in which the learned loss, as trained, ends lower than the entry of this name.
    public func wins(over name: String) -> Int {
        zip(entries.first?.scores ?? [], entry(name)?.scores ?? []).count { $0 < $1 || (!$0.isNaN && $1.isNaN) }
    }

    /// The median score after so many steps of every entry and seed, a row a mark.
    public var csv: String {
        var columns: [(String, [Int: Double])] = []
        for entry in entries {
            columns += zip(seeds, entry.curves).map { ("\(entry.name.replacing(",", with: "")) seed \($0)", $1) }
        }
        let marks = Set(columns.flatMap { $0.1.keys }).filter { $0 <= steps }.sorted()
        let rows = marks.map { mark in
            (["\(mark)"] + columns.map { $0.1[mark].map { "\($0)" } ?? "" }).joined(separator: ",")
        }
        return ([(["step"] + columns.map(\.0)).joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }
}
