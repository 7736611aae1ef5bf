import Foundation
import FrugalSpike
import FrugalTensor
import FrugalTrack
import SpikeEngine
import Testing

@Suite struct SpikeTrainTests {
    private func random(_ count: Int, seed: UInt64) throws -> SpikeTrain {
        var stream = RandomStream(seed: seed)
        return try SpikeTrain((0..<count).map { _ in Double.random(in: 0...200, using: &stream) }, duration: 200)
    }

    @Test func ratesAndIntervalsAreThoseOfTheTimes() throws {
        let train = try SpikeTrain([30, 10, 60], duration: 100)
        #expect(train.times == [10, 30, 60])
        #expect(train.rate == 30)
        #expect(train.intervals == [20, 30])
        #expect(abs(try #require(train.irregularity) - 50.0.squareRoot() / 25) < 1e-12)
        #expect(try SpikeTrain([1, 2], duration: 3).irregularity == nil)
    }

    /// Step by step and spike by spike.
    @Test func theTraceIsTheSumOfWhatEachSpikeLeft() throws {
        let train = try random(40, seed: 1)
        let steps = train.trace(every: 0.5, timeConstant: 20)
        #expect(steps.count == 401)
        for (index, value) in steps.enumerated() {
            let time = Double(index) * 0.5
            let slow = train.times.filter { $0 <= time }.map { exp(-(time - $0) / 20) }.reduce(0, +)
            #expect(abs(value - slow) < 1e-9)
            #expect(abs(train.trace(at: time, timeConstant: 20) - slow) < 1e-9)
        }
    }

    /// The closed form beside the integral of the squared difference of the traces.
    @Test(arguments: [2.0, 20, 200]) func theDistanceIsTheIntegral(_ timeConstant: Double) throws {
        let (one, other) = (try random(12, seed: 2), try random(9, seed: 3))
        let step = 0.01
        let longer = { (train: SpikeTrain) in try SpikeTrain(train.times, duration: 200 + 20 * timeConstant) }
        let traces = (
            try longer(one).trace(every: step, timeConstant: timeConstant),
            try longer(other).trace(every: step, timeConstant: timeConstant)
        )
        let integral = zip(traces.0, traces.1).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) * step / timeConstant
        let distance = one.distance(to: other, timeConstant: timeConstant)
        #expect(abs(distance - integral.squareRoot()) < 0.01 * distance)
        #expect(one.distance(to: one, timeConstant: timeConstant) < 1e-6)
        #expect(distance == other.distance(to: one, timeConstant: timeConstant))
    }

    @Test func oneSpikeMoreIsHalfAndTwoFarApartAreOne() throws {
        let empty = try SpikeTrain([], duration: 1000)
        let early = try SpikeTrain([10], duration: 1000)
        let late = try SpikeTrain([900], duration: 1000)
        #expect(abs(empty.distance(to: early, timeConstant: 5) - 0.5.squareRoot()) < 1e-9)
        #expect(abs(early.distance(to: late, timeConstant: 5) - 1) < 1e-9)
    }

    @Test func timesOutsideAreRefused() {
        for times in [[-1.0], [11], [.nan]] {
            #expect(throws: FrugalError.self) { try SpikeTrain(times, duration: 10) }
        }
        #expect(throws: FrugalError.self) { try SpikeTrain([], duration: 0) }
    }

    @Test func aRecordingGivesTrainsAndARaster() throws {
        let recording = SpikeRecording(
            [Spike(step: 1, neuron: 0), Spike(step: 3, neuron: 2), Spike(step: 4, neuron: 0)], neurons: 3, steps: 10,
            timeStep: 0.5)
        #expect(try recording.train(of: 0).times == [0.5, 2])
        #expect(try recording.train(of: 1).times == [])
        #expect(recording.meanRate == 200)
        #expect(recording.raster("all").svg().contains("3 spikes"))
    }
}
