import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// Split MNIST in the three scenarios of continual learning: five contexts of two digits, six methods (van de Ven, Tuytelaars
/// and Tolias, Nature Machine Intelligence 2022; figures of the NeurIPS 2022 tutorial).
public struct SplitMnistExperiment: Experiment {
    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "split-mnist" }
    /// What it is, in a line.
    public var title: String { "Five contexts of two digits, in the three scenarios of continual learning" }
    /// The digits.
    public var dataSets: [String] { ["mnist"] }

    /// Twenty as published, six for a look.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 6 : 20 }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue {
        try TrackJSON.value(of: SplitMnistSettings())
    }

    /// Runs every method in every scenario from every seed, a seed a thread. A finished run is not made again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = SplitMnistSettings()
        let folder = try IDXFolder(context.dataFolder("mnist").path)
        let study = SplitMnistStudy(settings, training: try folder.load(.train), test: try folder.load(.test))
        var table = SplitMnistTable(settings: settings)
        for scenario in ContinualScenario.allCases {
            for method in SplitMnistMethod.allCases {
                let records = try TaskThreads.map(context.seeds.count, threads: Engine.threads) { place in
                    let seed = context.seeds[place]
                    let name = "\(method.rawValue)-\(scenario.rawValue)-seed-\(seed)"
                    return try context.part(name) {
                        try study.run(method, scenario, seed: seed) { step in
                            if step % 50 == 0 { context.progress(name, step, nil, nil) }
                            try context.checkpoint()
                        }
                    }
                }
                let accuracy = SampleSummary(records.map { 100 * $0.matrix.finalAccuracy }).mean
                context.say(
                    "\(scenario.title), \(method.title): \(Humanise.fixed(accuracy, 1)) % "
                        + "(published \(Humanise.fixed(method.published(in: scenario), 1)))")
                table.runs.append(.init(scenario: scenario, method: method, records: records))
            }
        }
        return table.reproduction(self, context)
    }
}
