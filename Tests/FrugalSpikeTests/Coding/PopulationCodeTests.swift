import FrugalSpike
import Testing

/// Numbers as the spike times of neurons with Gaussian fields, and back.
@Suite struct PopulationCodeTests {
    /// Four fields over 0...2 lie one apart, the outermost half a step beyond the range; at a centre the spike comes at
    /// 0.
    @Test func aCodeIsComputedByHand() {
        let code = PopulationCode(low: 0, high: 2, fields: 4, window: 9, least: 0.1)
        #expect(code.centres == [-0.5, 0.5, 1.5, 2.5])
        let times = code.encode(0.5)
        #expect(times[1] == 0)
        // exp(-1.5 * 1.5 / 2) = 0.32465, and the time is 9 (1 - 0.32465) / 0.9.
        #expect(abs(times[0] - 6.7535) < 1e-4 && times[0] == times[2])
        #expect(times[3] == .infinity)
    }

    @Test(arguments: [3, 5, 12])
    func everyNumberOfTheRangeComesBack(fields: Int) throws {
        let code = PopulationCode(low: -2.5, high: 4, fields: fields)
        for step in 0...100 {
            let value = -2.5 + 6.5 * Double(step) / 100
            #expect(abs(try #require(code.decode(code.encode(value))) - value) < 1e-9)
        }
    }

    @Test func whatLiesBeyondTheRangeIsItsEnd() {
        let code = PopulationCode(low: 0, high: 1, fields: 6)
        #expect(code.encode(7) == code.encode(1))
        #expect(code.encode(-.infinity) == code.encode(0))
    }

    @Test func noNumberIsNoSpike() {
        let code = PopulationCode(low: 0, high: 1, fields: 6)
        #expect(code.encode(.nan) == Array(repeating: .infinity, count: 6))
        #expect(code.decode(code.encode(.nan)) == nil)
        #expect(code.decode([1, 2]) == nil)
    }

    @Test func aTimeReadsAsANumberAndBack() {
        let readout = TimeReadout(zero: 24, unit: 2)
        #expect(readout.value(at: 20) == 2)
        #expect(readout.time(of: readout.value(at: 31)) == 31)
    }
}
