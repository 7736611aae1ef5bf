import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// Warm starts on CIFAR-10 after Ash and Adams (2020): a network knows some pictures, 10 % or 100 % more arrive, and five
/// policies go on from there.
public struct ArrivalsExperiment: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        /// Pictures that the first model learns from.
        var old: Int
        /// Pictures that arrive.
        var arrivals: [Int]
        /// Old pictures that replay keeps.
        var buffer: Int
        /// Test pictures, evenly spread over the official ones.
        var test: Int
        /// Channels of each of the three convolution blocks.
        var width = 32
        /// How every model is trained, without and with augmentation.
        var training: [ArrivalsTrial.Condition: ThresholdTraining]

        /// The policies of a condition and an arrival: all, and with augmentation those between which the gap lies.
        func policies(_ condition: ArrivalsTrial.Condition) -> [ArrivalPolicy] {
            let all = ArrivalPolicy.all(buffer: buffer)
            return condition == .plain ? all : all.filter { ["scratch", "warm", "shrink-perturb"].contains($0.name) }
        }

        /// The arrivals of a condition: with augmentation the largest alone.
        func arrivals(_ condition: ArrivalsTrial.Condition) -> [Int] {
            condition == .plain ? arrivals : arrivals.suffix(1)
        }

        /// An arrival as a share of the old pictures.
        func name(of arrival: Int) -> String {
            "+\(Humanise.percent(Double(arrival) / Double(max(1, old)), decimals: 0))"
        }
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "arrivals" }
    /// What it is, in a line.
    public var title: String { "Data that keep arriving: five policies on CIFAR-10 (after Ash and Adams 2020)" }
    /// The pictures.
    public var dataSets: [String] { ["cifar-10"] }

    /// Five, as the differences are a few points.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { 5 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        switch scale {
        case .quick:
            Settings(
                old: 2000, arrivals: [200, 2000], buffer: 500, test: 2000,
                training: [
                    .plain: ThresholdTraining(maximumEpochs: 60),
                    .augmented: ThresholdTraining(maximumEpochs: 30, threshold: 0.9),
                ])
        case .full:
            Settings(
                old: 25_000, arrivals: [2500, 25_000], buffer: 2500, test: 10_000, width: 64,
                training: [
                    .plain: ThresholdTraining(maximumEpochs: 350),
                    .augmented: ThresholdTraining(maximumEpochs: 100, threshold: 0.95),
                ])
        }
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains the first model of each seed, then applies every policy to it. A finished training is not done again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let folder = try CIFARFolder(context.dataFolder("cifar-10").path)
        let training = try folder.load(.train)
        let all = try folder.load(.test)
        let test = try all.subset(Array(0..<all.count).evenlySpread(settings.test))
        guard settings.old + (settings.arrivals.max() ?? 0) <= training.count else {
            throw FrugalError(.data, "cifar-10", "\(training.count) pictures are fewer than the experiment divides")
        }
        var trials: [ArrivalsTrial.Result] = []
        for seed in context.seeds {
            for condition in ArrivalsTrial.Condition.allCases {
                let trial = try ArrivalsTrial(
                    settings: settings, condition: condition, seed: seed, training: training, test: test,
                    context: context)
                trials += try trial.run()
            }
        }
        return ArrivalsTable(results: trials, settings: settings).reproduction(self, context)
    }
}
