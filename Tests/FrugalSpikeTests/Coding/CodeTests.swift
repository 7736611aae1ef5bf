import FrugalSpike
import FrugalTensor
import FrugalTrack
import Testing

@Suite struct CodeTests {
    /// Over 400 trains the mean is within five standard errors, and counts spread as a Poisson process does.
    @Test func aRateComesBackOnAverage() throws {
        let code = RateCode(highestRate: 200, duration: 250)
        var random = RandomStream(seed: 4)
        let trains = try (0..<400).map { _ in try code.encode(0.6, using: &random) }
        let counts = trains.map { Double($0.count) }
        let mean = counts.reduce(0, +) / 400
        let variance = counts.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 399
        #expect(abs(mean - 30) < 5 * (30.0 / 400).squareRoot())
        #expect(abs(variance / mean - 1) < 0.35)
        #expect(abs(trains.map(code.decode).reduce(0, +) / 400 - 0.6) < 0.03)
        #expect(try code.encode(0, using: &random).count == 0)
        #expect(throws: FrugalError.self) { try code.encode(-0.1, using: &random) }
        #expect(throws: FrugalError.self) { try code.encode(.nan, using: &random) }
    }

    @Test(arguments: [0, 0.25, 1]) func aLatencyComesBackExactly(_ value: Double) throws {
        let code = LatencyCode(duration: 64)
        let train = try code.encode(value)
        #expect(train.count == 1)
        #expect(code.decode(train) == value)
    }

    @Test func whatIsTooSmallOrImpossibleHasNoTime() throws {
        let code = LatencyCode(duration: 64, threshold: 0.5)
        #expect(try code.encode(0.4).count == 0)
        #expect(try code.decode(code.encode(0.4)) == 0)
        #expect(throws: FrugalError.self) { try code.encode(1.1) }
    }

    @Test func changesComeBackWithinAThreshold() throws {
        var random = RandomStream(seed: 5)
        var level = 3.0
        let signal = (0..<500).map { _ in
            level += Double.random(in: -0.4...0.4, using: &random)
            return level
        }
        let code = DeltaCode(threshold: 0.25)
        let spikes = try code.encode(signal)
        #expect(Set(spikes).count > 2)
        for (decoded, value) in zip(code.decode(spikes, from: signal[0]), signal) {
            #expect(abs(decoded - value) < 0.25)
        }
        #expect(try code.encode([7, 7, 7]) == [0, 0, 0])
        #expect(throws: FrugalError.self) { try code.encode([0, .infinity]) }
        #expect(throws: FrugalError.self) { try DeltaCode(threshold: 0).encode([1]) }
    }
}
