import Foundation
import FrugalTrack

/// The spikes of one neuron: a sum of Dirac pulses at its times, `S(t) = sum over i of delta(t - t_i)`.
public struct SpikeTrain: Codable, Hashable, Sendable {
    /// When it spikes, in milliseconds, rising; two spikes may share a time.
    public let times: [Double]
    /// Milliseconds that were watched, from 0 on.
    public let duration: Double

    /// A train of some times, in any order.
    /// - Throws: ``FrugalError`` of kind `data` for a duration that is not above zero, or a time outside of it.
    public init(_ times: [Double], duration: Double) throws {
        guard duration > 0, duration.isFinite else {
            throw FrugalError(.data, "spike train", "a duration of \(duration) ms", remedy: "give one above zero")
        }
        if let wrong = times.firstIndex(where: { !($0 >= 0 && $0 <= duration) }) {
            throw FrugalError(
                .data, "spike train", "spike \(wrong) is at \(times[wrong]) ms",
                remedy: "stay between 0 and \(duration) ms")
        }
        self.times = times.sorted()
        self.duration = duration
    }

    /// How many spikes there are: the integral of `S`.
    public var count: Int { times.count }

    /// Spikes per second.
    public var rate: Double { Double(count) / duration * 1000 }

    /// Milliseconds between one spike and the next.
    public var intervals: [Double] { zip(times.dropFirst(), times).map { $0 - $1 } }

    /// Deviation of the intervals divided by their mean: 0 for a clock, about 1 for spikes at random. Nil below three
    /// spikes.
    public var irregularity: Double? {
        guard count > 2 else { return nil }
        let summary = SampleSummary(intervals)
        return summary.mean > 0 ? summary.standardDeviation / summary.mean : nil
    }

    /// The low-pass filtered train at a time: `sum over t_i <= t of exp(-(t - t_i) / tau)`, the trace that learning
    /// rules read (report, section 3(3), Figure 5).
    /// - Parameter timeConstant: tau, in milliseconds, above zero.
    public func trace(at time: Double, timeConstant: Double) -> Double {
        guard timeConstant > 0 else { return 0 }
        return times.reduce(0) { $1 <= time ? $0 + exp(($1 - time) / timeConstant) : $0 }
    }

    /// The low-pass filtered train in steps of `step` milliseconds, from 0 to the duration.
    public func trace(every step: Double, timeConstant: Double) -> [Double] {
        guard step > 0, timeConstant > 0 else { return [] }
        let decay = exp(-step / timeConstant)
        var value = 0.0
        var next = 0
        return (0...Int(duration / step)).map { index in
            let time = Double(index) * step
            value *= index > 0 ? decay : 1
            while next < count, times[next] <= time {
                value += exp((times[next] - time) / timeConstant)
                next += 1
            }
            return value
        }
    }
}
