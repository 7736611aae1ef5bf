import Foundation
import FrugalTensor
import FrugalTrack

/// A number as a rate: spikes at random whose mean count says how large it is (a Poisson process).
public struct RateCode: Codable, Hashable, Sendable {
    /// Spikes per second of the number 1.
    public var highestRate: Double
    /// Milliseconds of a train.
    public var duration: Double

    /// A code of these settings.
    public init(highestRate: Double, duration: Double) {
        self.highestRate = highestRate
        self.duration = duration
    }

    /// A train for a number from 0 to 1, drawn from a stream.
    /// - Throws: ``FrugalError`` of kind `data` for a number below 0 or without end, or a code without time.
    public func encode(_ value: Double, using random: inout RandomStream) throws -> SpikeTrain {
        let rate = value * highestRate / 1000
        guard rate >= 0, rate.isFinite, rate * duration < 1e7 else {
            throw FrugalError(
                .data, "rate code", "\(value) has no rate of at most \(highestRate) a second",
                remedy: "give numbers from 0 to 1")
        }
        var times: [Double] = []
        var time = rate > 0 ? random.exponentialGap / rate : .infinity
        while time <= duration {
            times.append(time)
            time += random.exponentialGap / rate
        }
        return try SpikeTrain(times, duration: duration)
    }

    /// The number that a train most likely stands for.
    public func decode(_ train: SpikeTrain) -> Double { train.rate / highestRate }
}

extension RandomStream {
    /// The time to the next event of a process with one event per unit of time.
    fileprivate var exponentialGap: Double {
        mutating get { -log(1 - Double.random(in: 0..<1, using: &self)) }
    }
}
