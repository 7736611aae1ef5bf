/// A learning rate for every step of a training: a value that depends on the step alone, so that a resumed training needs
/// no more than its step number.
///
///     optimizer.learningRate = schedule.rate(at: step)
public protocol Schedule: Sendable {
    /// The rate with which the step of this number is taken; the first step is 0. Steps may be batches or epochs.
    func rate(at step: Int) -> Double
}

/// The same rate at every step.
public struct ConstantRate: Schedule, Hashable, Codable {
    /// The rate.
    public var base: Double

    /// A rate that never changes.
    public init(_ base: Double) {
        self.base = base
    }

    /// The same for every step.
    public func rate(at step: Int) -> Double { base }
}
