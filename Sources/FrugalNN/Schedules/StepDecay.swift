import Foundation

/// A rate that is multiplied by a factor every so many steps: PyTorch's `StepLR`.
public struct StepDecay: Schedule, Hashable, Codable {
    /// The rate at the start.
    public var base: Double
    /// How many steps a rate lasts.
    public var interval: Int
    /// What the rate is multiplied by.
    public var factor: Double

    /// A rate of `base` that is multiplied by `factor` after every `interval` steps.
    public init(_ base: Double, every interval: Int, factor: Double = 0.1) {
        self.base = base
        self.interval = interval
        self.factor = factor
    }

    /// The base rate times the factor for every interval that has passed.
    public func rate(at step: Int) -> Double {
        base * pow(factor, Double(max(0, step) / max(1, interval)))
    }
}

/// A rate that is multiplied by a factor at given steps: PyTorch's `MultiStepLR`.
public struct MultiStepDecay: Schedule, Hashable, Codable {
    /// The rate at the start.
    public var base: Double
    /// The steps from which a new rate holds.
    public var milestones: [Int]
    /// What the rate is multiplied by at each.
    public var factor: Double

    /// A rate of `base` that is multiplied by `factor` at each of `milestones`.
    public init(_ base: Double, at milestones: [Int], factor: Double = 0.1) {
        self.base = base
        self.milestones = milestones
        self.factor = factor
    }

    /// The base rate times the factor for every milestone that has been reached.
    public func rate(at step: Int) -> Double {
        base * pow(factor, Double(milestones.count { $0 <= step }))
    }
}
