import Foundation
import FrugalTensor
import FrugalTrack

/// Searchers on tables of trained networks: what a controller and evolution find beside random search, in seconds.
public struct TabularExperiment: Experiment {
    /// What is run at a scale.
    public struct Settings: Codable, Sendable, Equatable {
        /// Repetitions of every search.
        public var repetitions = 100
        /// After how many queries the best is looked at, on NAS-Bench-Macro.
        public var macroMarks = [50, 100, 200, 400]
        /// The same on NAS-Bench-201.
        public var cellMarks = [50, 100, 200, 500]
        /// Evolution on both.
        public var evolution = RegularizedEvolution.Settings()
        /// The controller on both.
        public var reinforce = ReinforceSearch.Settings.tables
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "nas-tabular" }
    /// What it is, in a line.
    public var title: String { "Random search, evolution and the controller of NAS on tables of trained networks" }
    /// The two tables.
    public var dataSets: [String] { ["nas-bench"] }

    /// One: a seed has a hundred repetitions, and the rows show their spread.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { 1 }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> Settings {
        var settings = Settings()
        if scale == .full { settings.repetitions = 500 }
        return settings
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Runs every searcher on both tables.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let folder = try context.dataFolder("nas-bench")
        let threads = Engine.threads
        // Matrices of 35 by 35: more threads would only wait for each other.
        Engine.threads = 1
        defer { Engine.threads = threads }
        let macro = try NASBenchMacro.read(folder.appendingPathComponent("nas-bench-macro_cifar10.json").path)
        let cells = try NASBench201.read(folder.appendingPathComponent("nas-bench-201-extract.csv.gz").path)
        var results: [SearchCurves] = []
        for (benchmark, marks) in [(macro, settings.macroMarks), (cells, settings.cellMarks)] {
            for searcher in ["random", "evolution", "reinforce"] {
                let name = "\(benchmark.space.name)-\(searcher)"
                results.append(
                    try context.part(name) {
                        try curves(searcher, on: benchmark, marks: marks, settings, context, part: name)
                    })
            }
        }
        return Reproduction(
            id: id, title: title, scale: context.scale, protocolLines: Self.protocolLines(settings),
            seeds: context.seeds, rows: Self.rows(results))
    }

    /// The searcher of that name, for a repetition.
    private func searcher(
        _ name: String, _ space: SearchSpace, _ settings: Settings, seed: UInt64
    ) throws -> any Searcher {
        switch name {
        case "evolution": try RegularizedEvolution(space, settings: settings.evolution, seed: seed)
        case "reinforce": try ReinforceSearch(space, settings: settings.reinforce, seed: seed)
        default: RandomSearch(space, seed: seed)
        }
    }

    private func curves(
        _ name: String, on benchmark: TabularBenchmark, marks: [Int], _ settings: Settings,
        _ context: ExperimentContext, part: String
    ) throws -> SearchCurves {
        let begin = ContinuousClock.now
        var found = SearchCurves(table: benchmark.space.name, searcher: name, marks: marks)
        let total = context.seeds.count * settings.repetitions
        for seed in context.seeds {
            for repetition in 0..<settings.repetitions {
                try context.checkpoint()
                var random = RandomStream(seed: seed, stream: UInt64(repetition))
                let searcher = try searcher(name, benchmark.space, settings, seed: random.next())
                let curve = try benchmark.run(searcher, queries: marks.max() ?? 0)
                found.best.append(marks.map { curve[$0 - 1] })
                context.progress(part, found.best.count, total, nil)
            }
        }
        found.seconds = (ContinuousClock.now - begin) / .seconds(1)
        return found
    }
}

/// What a searcher found on a table.
struct SearchCurves: Codable, Sendable {
    /// The table.
    var table: String
    /// The searcher.
    var searcher: String
    /// After how many queries.
    var marks: [Int]
    /// For each repetition the best after each mark, in percent.
    var best: [[Double]] = []
    /// Seconds of all repetitions.
    var seconds = 0.0

    /// The best of every repetition at a mark.
    func values(at mark: Int) -> [Double] {
        marks.firstIndex(of: mark).map { index in best.map { $0[index] } } ?? []
    }
}
