import Foundation

extension SpikeTrain {
    /// How far two trains are apart (van Rossum, "A novel spike distance", Neural Computation 13, 2001, eq. 3):
    ///
    ///     D^2 = 1/tau * integral over t >= 0 of (f(t) - g(t))^2
    ///
    /// where `f` and `g` are the trains filtered with `exp(-t / tau)`. One spike more or less counts a half, two spikes
    /// far apart count one; a long `timeConstant` compares counts, a short one times.
    ///
    /// - Parameter timeConstant: tau, in milliseconds, above zero.
    /// - Returns: D, zero for equal trains.
    public func distance(to other: SpikeTrain, timeConstant: Double) -> Double {
        guard timeConstant > 0 else { return 0 }
        let own = Self.overlap(times, times, timeConstant)
        let theirs = Self.overlap(other.times, other.times, timeConstant)
        let both = Self.overlap(times, other.times, timeConstant)
        return max(0, (own + theirs - 2 * both) / 2).squareRoot()
    }

    /// The sum over all pairs of `exp(-|t - u| / tau)`, in one pass over both: what lies behind a spike is one number that
    /// decays.
    private static func overlap(_ one: [Double], _ other: [Double], _ timeConstant: Double) -> Double {
        before(one, other, timeConstant, countingEqual: true) + before(other, one, timeConstant, countingEqual: false)
    }

    /// The sum over pairs of a spike of `late` and one of `early` that is not after it.
    private static func before(
        _ late: [Double], _ early: [Double], _ timeConstant: Double, countingEqual: Bool
    ) -> Double {
        var sum = 0.0
        var trace = 0.0
        var traceTime = 0.0
        var next = 0
        for time in late {
            while next < early.count, early[next] < time || (countingEqual && early[next] == time) {
                trace = trace * exp((traceTime - early[next]) / timeConstant) + 1
                traceTime = early[next]
                next += 1
            }
            sum += trace * exp((traceTime - time) / timeConstant)
        }
        return sum
    }
}
