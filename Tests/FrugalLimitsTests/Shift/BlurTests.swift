import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct BlurTests {
    @Test(arguments: [CorruptionKind.gaussianBlur, .glassBlur, .defocusBlur, .motionBlur, .zoomBlur])
    func keepsAFlatPicture(kind: CorruptionKind) throws {
        let flat = try Pictures.flat([200, 17, 90], height: 20, width: 24)
        for table in SeverityTable.allCases {
            for severity in [1, 5] { #expect(try flat.spoilt(by: kind, severity, table) == flat) }
        }
    }

    /// One white pixel far from the border: what comes out is the filter itself.
    private func response(of change: any PictureChange, side: Int = 41) -> Planes {
        var picture = Planes(height: side, width: side, channels: 1)
        picture.samples[side / 2 * side + side / 2] = 1
        var stream = RandomStream(seed: 1)
        change.apply(to: &picture, using: &stream)
        return picture
    }

    @Test func gaussianBlurHasItsDeviation() {
        let blurred = response(of: GaussianBlur(deviation: 2))
        let sum = blurred.samples.reduce(0, +)
        var variance: Float = 0
        for (place, sample) in blurred.samples.enumerated() {
            let down = Float(place / 41 - 20)
            variance += sample * down * down
        }
        #expect(abs(sum - 1) < 1e-5)
        #expect(abs(variance - 4) < 0.02)
    }

    /// A disc of radius 1.5 covers nine pixels, all but equally where its rim is not softened.
    @Test func defocusBlurIsADisc() {
        let blurred = response(of: DefocusBlur((1.5, 0.1)), side: 11)
        for row in 4...6 {
            for column in 4...6 { #expect(abs(blurred.samples[row * 11 + column] - 1.0 / 9) < 1e-4) }
        }
        #expect(blurred.samples.filter { $0 > 1e-4 }.count == 9)
    }

    @Test func motionBlurGoesOneWay() {
        let blur = MotionBlur((radius: 3, deviation: 2))
        var level = Planes(height: 15, width: 15, channels: 1)
        level.samples[7 * 15 + 7] = 1
        var upright = level
        blur.smear(&level, degrees: 0)
        blur.smear(&upright, degrees: 90)
        let lit = level.samples.indices.filter { level.samples[$0] > 0 }
        // The smear of one pixel is 2 * 3 + 1 pixels long, all in its row, and fades.
        #expect(lit == Array(7 * 15 + 1...7 * 15 + 7))
        #expect(zip(lit, lit.dropFirst()).allSatisfy { level.samples[$0] < level.samples[$1] })
        for place in lit { #expect(abs(upright.samples[place % 15 * 15 + 7] - level.samples[place]) < 1e-6) }
    }

    @Test func zoomBlurCountsItsFactorsAsTheOriginal() {
        #expect(ZoomBlur((1.06, 0.01)).factors.count == 7)
        #expect(ZoomBlur((1.31, 0.03)).factors.count == 11)
    }

    @Test func zoomBlurKeepsTheMiddle() throws {
        let picture = response(of: ZoomBlur((1.26, 0.01)))
        #expect(picture.samples[20 * 41 + 20] > 0.99)
    }

    /// The exchanges alone keep every sample of the picture, and carry it along rows and columns.
    @Test func glassBlurExchangesNearPixels() {
        var picture = Planes(height: 20, width: 20, channels: 1)
        picture.samples = picture.samples.indices.map { Float($0) }
        let before = picture.samples
        var stream = RandomStream(seed: 2)
        GlassBlur((0, 2, 1), share: 1).apply(to: &picture, using: &stream)
        #expect(picture.samples.sorted() == before)
        let moved = picture.samples.enumerated().map { (from: Int($0.element), to: $0.offset) }
        #expect(moved.contains { $0.from / 20 != $0.to / 20 })
        #expect(moved.contains { $0.from % 20 != $0.to % 20 })
    }
}
