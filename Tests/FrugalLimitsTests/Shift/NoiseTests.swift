import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct NoiseTests {
    @Test(arguments: [(SeverityTable.mnistC, 1, 0.08), (.cifar10C, 5, 0.1)])
    func gaussianNoiseHasItsDeviation(table: SeverityTable, severity: Int, deviation: Double) throws {
        let clean = try Pictures.flat([128], height: 100, width: 100)
        let moments = try Pictures.moments(clean.spoilt(by: .gaussianNoise, severity, table))
        // Four standard errors of 10,000 draws: 4 % of the deviation for the mean, 2.8 % for the deviation.
        #expect(abs(moments.mean - 128) < 0.04 * deviation * 255)
        #expect(abs(moments.deviation - deviation * 255) < 0.03 * deviation * 255)
    }

    @Test func speckleNoiseScalesWithTheSample() throws {
        for sample in [UInt8(40), 120] {
            let spoilt = try Pictures.flat([sample], height: 100, width: 100).spoilt(by: .speckleNoise, 2, .mnistC)
            let expected = 0.2 * Double(sample)
            #expect(abs(Pictures.moments(spoilt).deviation - expected) < 0.03 * expected)
        }
        let black = try Pictures.flat([0])
        #expect(try black.spoilt(by: .speckleNoise, 5, .mnistC) == black)
    }

    @Test(arguments: [(SeverityTable.mnistC, 1, 60.0), (.mnistC, 5, 3), (.cifar10C, 1, 500)])
    func shotNoiseKeepsTheMeanAndHasPoissonVariance(table: SeverityTable, severity: Int, photons: Double) throws {
        // Dark enough that nothing is clipped at white: with 3 photons a mean of 0.6 lies five deviations below.
        let level = photons < 10 ? 0.1 : 0.5
        let sample = UInt8(level * 255)
        let moments = try Pictures.moments(
            Pictures.flat([sample], height: 100, width: 100).spoilt(by: .shotNoise, severity, table))
        let expected = (Double(sample) / 255 / photons).squareRoot() * 255
        #expect(abs(moments.mean - Double(sample)) < 0.04 * expected + 0.3)
        #expect(abs(moments.deviation - expected) < 0.06 * expected)
    }

    /// The chances of a Poisson draw of mean 2.5, by hand: exp(-2.5) 2.5^k / k!.
    @Test func poissonDrawHasItsChances() {
        let poisson = PoissonDraw(largestMean: 4)
        var stream = RandomStream(seed: 3)
        var counts = [Int](repeating: 0, count: 30)
        for _ in 0..<20_000 { counts[poisson.draw(mean: 2.5, using: &stream)] += 1 }
        for (count, chance) in zip(counts, [0.0821, 0.2052, 0.2565, 0.2138, 0.1336, 0.0668, 0.0278]) {
            #expect(abs(Double(count) / 20_000 - chance) < 0.0125)
        }
        #expect((0..<9).allSatisfy { _ in poisson.draw(mean: 0, using: &stream) == 0 })
    }

    @Test(arguments: [(SeverityTable.mnistC, 5, 0.27), (.cifar10C, 3, 0.03)])
    func impulseNoiseHitsItsShare(table: SeverityTable, severity: Int, share: Double) throws {
        let clean = try Pictures.flat([128, 100, 60], height: 64, width: 64)
        let spoilt = try clean.spoilt(by: .impulseNoise, severity, table)
        let hit = zip(spoilt.pixels, clean.pixels).filter { $0 != $1 }.map(\.0)
        #expect(hit.allSatisfy { $0 == 0 || $0 == 255 })
        #expect(abs(Double(hit.count) / Double(clean.pixels.count) - share) < 0.15 * share)
        let white = Double(hit.filter { $0 == 255 }.count) / Double(hit.count)
        #expect(abs(white - 0.5) < 0.11)
    }
}
