import Foundation

/// A rate that falls along half a cosine and then stays at its minimum: PyTorch's `CosineAnnealingLR`, which would rise
/// again.
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.
public struct CosineDecay: Schedule, Hashable, Codable {
    /// The rate at the start.
    public var base: Double
    /// The steps until the minimum.
    public var steps: Int
    /// The rate at the end.
    public var minimum: Double

    /// A rate that falls from `base` to `minimum` in `steps` steps.
    public init(_ base: Double, over steps: Int, minimum: Double = 0) {
        self.base = base
        self.steps = steps
        self.minimum = minimum
    }

    /// The rate along the cosine; the minimum after its end.
    public func rate(at step: Int) -> Double {
        guard step < steps else { return minimum }
        return minimum + (base - minimum) * halfCosine(Double(max(0, step)) / Double(max(1, steps)))
    }
}

/// A rate that falls along half a cosine, jumps back to the top and falls again, more slowly each time: PyTorch's
/// `CosineAnnealingWarmRestarts`.
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.
public struct CosineWarmRestarts: Schedule, Hashable, Codable {
    /// The rate at the start of every period.
    public var base: Double
    /// The steps of the first period.
    public var period: Int
    /// How many times as long as the last each period is.
    public var growth: Int
    /// The rate that every period falls towards.
    public var minimum: Double

    /// A rate that falls from `base` towards `minimum` in `period` steps, then in `period * growth`, and so on.
    public init(_ base: Double, period: Int, growth: Int = 1, minimum: Double = 0) {
        self.base = base
        self.period = period
        self.growth = growth
        self.minimum = minimum
    }

    /// The rate along the cosine of the period that the step lies in.
    public func rate(at step: Int) -> Double {
        var length = max(1, period)
        var since = max(0, step)
        if growth <= 1 {
            since %= length
        } else {
            while since >= length {
                since -= length
                let (longer, overflow) = length.multipliedReportingOverflow(by: growth)
                length = overflow ? .max : longer
            }
        }
        return minimum + (base - minimum) * halfCosine(Double(since) / Double(length))
    }
}

/// From 1 at 0 to 0 at 1.
func halfCosine(_ progress: Double) -> Double { (1 + cos(.pi * progress)) / 2 }
