import Foundation
import Testing

@testable import FrugalTrack

@Suite struct BootstrapTests {
    /// For a normal sample the interval is that of the textbook: 1.96 deviations of the mean to both sides.
    @Test func theIntervalIsThatOfTheTextbook() {
        let values = (0..<400).map { Double($0 % 20) }
        let found = Bootstrap(values)
        let deviation = (values.map { ($0 - 9.5) * ($0 - 9.5) }.reduce(0, +) / 400).squareRoot() / 20
        #expect(abs(found.mean - 9.5) < 1e-12)
        #expect(abs(found.low - (9.5 - 1.96 * deviation)) < 0.05 && abs(found.high - (9.5 + 1.96 * deviation)) < 0.05)
        #expect(found == Bootstrap(values))
    }

    @Test func aSingleValueHasNoWidthAndNoneHasNoNumbers() {
        let one = Bootstrap([3])
        #expect(one.low == 3 && one.high == 3 && one.mean == 3)
        #expect(Bootstrap([]).mean.isNaN)
    }
}
