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

    /// Twenty as published, three for a look.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 3 : 20 }

    func settings(_ scale: Reproduction.Scale) -> SplitMnistSettings {
        guard scale == .quick else {
            return SplitMnistSettings(
                ewcStrengths: (3...11).map { pow(10, Double($0)) }, siStrengths: (0...6).map { pow(10, Double($0)) })
        }
        var settings = SplitMnistSettings(ewcStrengths: [1e6, 1e8, 1e10], siStrengths: [10, 1e3, 1e5])
        settings.training.iterations = 1000
        settings.tuningIterations = 500
        return settings
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Chooses strengths on held-out training pictures, then runs every method in every scenario from every seed. A finished
    /// run is not made again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let folder = try IDXFolder(context.dataFolder("mnist").path)
        let study = SplitMnistStudy(settings, training: try folder.load(.train), test: try folder.load(.test))
        var table = SplitMnistTable(settings: settings)
        for scenario in ContinualScenario.allCases {
            for method in SplitMnistMethod.allCases {
                let tried = try chosen(method, scenario, study, context)
                let strength = tried.max { $0.accuracy < $1.accuracy }?.strength ?? 0
                let records = try context.seeds.map { seed in
                    let name = "\(method.rawValue)-\(scenario.rawValue)-seed-\(seed)"
                    return try context.part(name) {
                        try study.final(
                            method, scenario, strength: strength, seed: seed, tick: tick(name, context))
                    }
                }
                let accuracy = SampleSummary(records.map { 100 * $0.matrix.finalAccuracy }).mean
                context.say(
                    "\(scenario.title), \(method.title): \(Humanise.fixed(accuracy, 1)) % "
                        + "(published \(Humanise.fixed(method.published(in: scenario), 1)))")
                table.runs.append(.init(scenario: scenario, method: method, tried: tried, records: records))
            }
        }
        return table.reproduction(self, context)
    }

    /// The strengths that were tried and what each reached on held-out pictures.
    private func chosen(
        _ method: SplitMnistMethod, _ scenario: ContinualScenario, _ study: SplitMnistStudy,
        _ context: ExperimentContext
    ) throws -> [SplitMnistTable.Tried] {
        try study.settings.strengths(of: method).map { strength in
            let name = "\(method.rawValue)-\(scenario.rawValue)-strength-\(Humanise.compact(strength))"
            return try context.part(name) {
                let record = try study.heldOut(
                    method, scenario, strength: strength, tick: tick(name, context))
                return .init(strength: strength, accuracy: record.matrix.finalAccuracy)
            }
        }
    }

    private func tick(_ name: String, _ context: ExperimentContext) -> (Int) throws -> Void {
        { step in
            if step % 50 == 0 { context.progress(name, step, nil, nil) }
            try context.checkpoint()
        }
    }
}
