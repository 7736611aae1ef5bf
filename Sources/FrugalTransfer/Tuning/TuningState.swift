import FrugalTensor
import FrugalTrack

/// What was decided for a tuning before it began.
package struct TuningPlan: Codable, Equatable, Sendable {
    /// How, with the learning rate that was found where one was looked for.
    package var settings: TuningSettings
    /// Steps of gradient descent.
    package var steps: Int
    /// Multiply-adds that deciding took.
    package var multiplyAdds: Int
    /// Seconds that deciding took.
    package var seconds: Double

    /// A plan.
    package init(_ settings: TuningSettings, steps: Int, multiplyAdds: Int = 0, seconds: Double = 0) {
        self.settings = settings
        self.steps = steps
        self.multiplyAdds = multiplyAdds
        self.seconds = seconds
    }
}

/// Where a tuning stands, apart from its tensors.
///
/// The order of examples and dropout are functions of the seed and the step, so that these few numbers and the tensors are
/// all that is needed to go on as if nothing had happened.
package struct TuningState: Codable, Equatable, Sendable {
    /// What was decided.
    package let plan: TuningPlan
    /// Steps of gradient descent done.
    var step = 0
    /// The sum of the losses since the last point of the curve.
    var lossSum = 0.0
    /// The steps behind `lossSum`.
    var lossCount = 0
    /// The learning curve so far.
    var curve: [TuningPoint] = []
    /// The point of the curve with the best loss on validation.
    var bestPoint = 0
    /// How strongly the probe's squared weights were held down; nil where no probe was fitted.
    var probeStrength: Double?
    /// Multiply-adds of the features that the probe was fitted on.
    var featureMultiplyAdds = 0
    /// Learned numbers that were moved.
    var trainedParameters = 0
    /// Multiply-adds so far, in all processes.
    var multiplyAdds: Int
    /// Seconds so far, in all processes.
    var seconds: Double

    init(_ plan: TuningPlan) {
        self.plan = plan
        multiplyAdds = plan.multiplyAdds
        seconds = plan.seconds
    }

    /// Runs a part of the work and adds what it takes.
    mutating func counting<Value>(_ work: () throws -> Value) rethrows -> Value {
        let (value, cost) = try CostLedger.measure(work)
        multiplyAdds += cost.multiplyAdds
        return value
    }
}

/// Seconds of a tuning in this process and those before it.
struct TuningLap {
    private let begin = ContinuousClock.now
    private let before: Double

    init(after seconds: Double) { before = seconds }

    var seconds: Double { before + (ContinuousClock.now - begin) / .seconds(1) }
}

extension CheckpointKind {
    /// A tuning.
    package static let tuning = CheckpointKind(
        stateKey: "frugal.tuning", model: "network", training: "a tuning", remedy: "remove it, or give --fresh")
}
