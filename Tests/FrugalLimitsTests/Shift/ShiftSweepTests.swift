import FrugalData
import FrugalTrack
import Testing

@testable import FrugalLimits

/// A sweep with a model whose answers are known.
@Suite struct ShiftSweepTests {
    /// Bright and dark pictures, told apart by the middle of the scale: a model that bears contrast and not inversion.
    private func images() throws -> LabelledImages {
        let pixels = (0..<20).flatMap { [UInt8](repeating: $0 % 2 == 0 ? 60 : 200, count: 64) }
        return try LabelledImages(
            pixels: pixels, height: 8, width: 8, channels: 1, labels: (0..<20).map { $0 % 2 },
            classes: ["dark", "bright"],
            names: (0..<20).map(String.init))
    }

    private func score(_ images: LabelledImages) -> Proportion {
        let right = (0..<images.count).count { index in
            let sum = images.pixels[(64 * index)..<(64 * index + 64)].reduce(0) { $0 + Int($1) }
            return (sum > 64 * 128) == (images.labels[index] == 1)
        }
        return Proportion(right, of: images.count)
    }

    @Test func everyCorruptionIsMeasuredOnTheSamePictures() throws {
        let suite = try CorruptionSuite(
            name: "ours",
            corruptions: [
                Corruption(.inverse, table: .mnistC), Corruption(.brightnessPlus20, table: .mnistC),
                Corruption(.gaussianNoise, severity: 1, table: .mnistC),
                Corruption(.gaussianNoise, severity: 2, table: .mnistC), Corruption(.saturate, table: .mnistC),
            ])
        var told: [Int] = []
        let sweep = try ShiftSweep(images(), suite, threads: 3, progress: { done, total in told.append(total - done) })
        {
            score($0)
        }
        // Saturation is of colours.
        #expect(sweep.points.map(\.kind) == [.inverse, .brightnessPlus20, .gaussianNoise, .gaussianNoise])
        #expect(sweep.clean == Proportion(20, of: 20) && told == [4, 3, 2, 1, 0])
        #expect(sweep.points[0].accuracy.successes == 0 && sweep.worst?.kind == .inverse)
        // 60 + 51 stays dark.
        #expect(sweep.points[1].accuracy.successes == 20)
        #expect(sweep.kinds.map(\.kind) == [.inverse, .brightnessPlus20, .gaussianNoise])
        let noise = (sweep.points[2].accuracy.share + sweep.points[3].accuracy.share) / 2
        #expect(abs(sweep.meanAccuracy - (0 + 1 + noise) / 3) < 1e-12)
    }

    /// Several models see the same pictures, and each sweep is what it would be alone.
    @Test func modelsSideBySide() throws {
        let suite = CorruptionSuite(name: "ours", corruptions: [try Corruption(.inverse, table: .mnistC)])
        let sweeps = try ShiftSweep.sideBySide(images(), suite) { [score($0), Proportion(0, of: $0.count)] }
        #expect(try sweeps.count == 2 && sweeps[0] == ShiftSweep(images(), suite) { score($0) })
        #expect(sweeps[1].clean.successes == 0)
        #expect(sweeps[0].accuracy(.inverse, severity: 1) == 0 && sweeps[0].accuracy(.fog, severity: 1) == nil)
        #expect(sweeps[0].meanAccuracy { $0 == .fog } == nil && sweeps[0].meanAccuracy { $0 == .inverse } == 0)
    }

    @Test func threadsChangeNothing() throws {
        let corruption = try Corruption(.shotNoise, severity: 3, table: .mnistC)
        let images = try images()
        #expect(
            try images.corrupted(corruption, seed: 5, threads: 1) == images.corrupted(corruption, seed: 5, threads: 7))
        #expect(try images.corrupted(corruption, seed: 5) != images.corrupted(corruption, seed: 6))
    }

    @Test func kindsHaveWords() {
        #expect(CorruptionKind.motionBlur.words == "motion blur" && CorruptionKind.fog.words == "fog")
        #expect(Set(CorruptionKind.allCases.map(\.words)).count == CorruptionKind.allCases.count)
    }
}
