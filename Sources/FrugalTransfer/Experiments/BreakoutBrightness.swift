import FrugalTensor
import FrugalTrack

/// Breakout under another brightness: agents trained on native pixel Breakout, and their returns when pictures get lighter, with
/// three mitigations.
///
/// That an agent fails at 20 % more brightness is a claim of the survey; no source of it was found, so it is measured.
public struct BreakoutBrightness: Experiment {
    /// What agents are trained with.
    enum Agent: String, Codable, CaseIterable, Sendable {
        case plain = "as it is"
        case augmented = "brightness augmentation"
        case normalised = "normalised pictures"
        case difference = "frame difference"

        var input: PictureInput {
            switch self {
            case .plain, .augmented: .plain
            case .normalised: .normalised
            case .difference: .difference
            }
        }
    }

    /// A brightness to be measured in.
    struct Level: Codable, Hashable, Sendable {
        var shift: Float = 0
        var factor: Float = 1

        var name: String {
            factor != 1 ? "x\(Humanise.fixed(Double(factor), 1))" : "+\(Humanise.fixed(Double(shift), 2))"
        }
        var variant: GameVariant { GameVariant(brightnessShift: shift, brightnessFactor: factor) }
    }

    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        /// Frames that an agent learns from.
        var frames: Int
        var copies = 32
        /// Pictures that an agent sees at once.
        var stack = 2
        var method: ProximalPolicy
        /// What augmentation draws from, for each episode. It was chosen before anything was measured; the levels above were
        /// never seen in training.
        var augmentation = BrightnessRange(shifts: -0.3...0.3, factors: 0.8...1.2)
        var levels = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5].map { Level(shift: $0) } + [Level(factor: 1.2)]
        /// Games at each level.
        var games = 100
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "breakout-brightness" }
    /// What it is, in a line.
    public var title: String { "Breakout in another brightness: returns of trained agents, and three mitigations" }
    /// None: the game is native.
    public var dataSets: [String] { [] }

    /// One for a look: agents take minutes.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 1 : 3 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        var method = ProximalPolicy(learningRate: 1e-3)
        method.epochs = 4
        method.batches = 16
        method.weights.entropy = 0.003
        method.rewardScale = 0.25
        return Settings(frames: scale == .quick ? 1_500_000 : 5_000_000, method: method)
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains every agent from every seed and plays all levels. A finished agent is not trained again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let random = try context.part("random") {
            try BrightnessTrial(settings: settings, seed: 0, context: context).randomReturns()
        }
        context.say("a random player: \(Humanise.fixed(SampleSummary(random).mean, 2))")
        var outcomes: [BrightnessTrial.Outcome] = []
        for seed in context.seeds {
            for agent in Agent.allCases {
                let trial = BrightnessTrial(settings: settings, seed: seed, context: context)
                let outcome = try context.part("\(agent)-\(seed)") { try trial.run(agent) }
                outcomes.append(outcome)
                let plain = SampleSummary(outcome.returns.first ?? []).mean
                context.say("\(agent.rawValue), seed \(seed): \(Humanise.fixed(plain, 1)) in its own brightness")
            }
        }
        return BrightnessTable(random: random, outcomes: outcomes, settings: settings).reproduction(self, context)
    }
}
