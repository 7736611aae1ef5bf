import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct GeometryTests {
    @Test func nothingMovesByNothing() throws {
        let picture = try Pictures.scene(channels: 3, side: 17, index: 3)
        for border in [Border.black, .reflect] {
            #expect(try picture.changed(by: Rotate(radians: 0, border: border)) == picture)
            #expect(try picture.changed(by: Shear(radians: 0, border: border)) == picture)
            #expect(try picture.changed(by: Scale(factor: 1, border: border)) == picture)
            #expect(try picture.changed(by: Translate(pixels: 0, border: border)) == picture)
        }
    }

    @Test func aQuarterTurnIsExact() throws {
        let picture = try Image(height: 3, width: 3, channels: 1, pixels: [1, 2, 3, 4, 5, 6, 7, 8, 9])
        let clockwise: [UInt8] = [7, 4, 1, 8, 5, 2, 9, 6, 3]
        let turned = try picture.changed(by: Rotate(radians: .pi / 2, border: .black)).pixels
        #expect(turned == clockwise || turned == clockwise.reversed())
    }

    @Test func rotateGoesBothWays() throws {
        let picture = try Pictures.scene(channels: 1, side: 28, index: 0)
        let results = try Set((0..<8).map { try picture.spoilt(by: .rotate, 2, .mnistC, index: $0).pixels })
        #expect(results.count == 2)
    }

    @Test func translateMovesAlongADiagonalAndDrawsInBlack() throws {
        var pixels = [UInt8](repeating: 0, count: 81)
        pixels[4 * 9 + 4] = 200
        let picture = try Image(height: 9, width: 9, channels: 1, pixels: pixels)
        let places = try (0..<20).map { index in
            let moved = try picture.spoilt(by: .translate, 3, .mnistC, index: index).pixels
            #expect(moved.reduce(0) { $0 + Int($1) } == 200)
            return moved.firstIndex(of: 200)
        }
        #expect(Set(places) == [1 * 9 + 1, 1 * 9 + 7, 7 * 9 + 1, 7 * 9 + 7])
        let flat = try Pictures.flat([200], height: 10, width: 10)
        // Two rows and two columns of ten are black: 64 samples are left.
        #expect(try flat.spoilt(by: .translate, 2, .mnistC).pixels.filter { $0 == 200 }.count == 64)
        #expect(try flat.spoilt(by: .translate, 2, .cifar10C) == flat)
    }

    @Test func scaleHalvesTheContent() throws {
        // Half the size about the middle of 28: rows 7 to 20 show the picture, the rest is black.
        let flat = try Pictures.flat([255], height: 28, width: 28)
        let small = try flat.spoilt(by: .scale, 5, .mnistC).pixels
        for row in 0..<28 {
            for column in 0..<28 {
                let isInside = (7...20).contains(row) && (7...20).contains(column)
                #expect(small[row * 28 + column] == (isInside ? 255 : 0))
            }
        }
    }

    /// An angle of sine 3/5: two rows below the middle of 11, samples come from 1.2 columns beside.
    @Test func shearSlantsColumns() throws {
        var ramp = Planes(height: 11, width: 11, channels: 1)
        for place in ramp.samples.indices { ramp.samples[place] = Float(place % 11) }
        var stream = RandomStream(seed: 1)
        Shear(radians: 0.6435011, border: .reflect).apply(to: &ramp, using: &stream)
        #expect(abs(ramp.samples[5 * 11 + 5] - 5) < 1e-5)
        #expect(abs(abs(ramp.samples[7 * 11 + 5] - 5) - 1.2) < 1e-4)
        #expect(abs(ramp.samples[7 * 11 + 5] + ramp.samples[3 * 11 + 5] - 10) < 1e-4)
    }

    /// Severity 1 is affine alone: at the three corners around the middle of 33 the sample comes from at most 0.08 * 33
    /// columns beside, somewhere from more than half of that.
    @Test(arguments: [(27, 27), (27, 5), (5, 5)])
    func elasticTransformMovesCornersByItsJitter(row: Int, column: Int) {
        var ramp = Planes(height: 33, width: 33, channels: 1)
        for place in ramp.samples.indices { ramp.samples[place] = Float(place % 33) }
        let change = Corruption(.elasticTransform, checked: 1, .cifar10C).change
        let moves = (UInt64(0)..<20).map { seed in
            var (picture, stream) = (ramp, RandomStream(seed: seed))
            change.apply(to: &picture, using: &stream)
            return abs(picture.samples[row * 33 + column] - Float(column))
        }
        #expect(moves.allSatisfy { $0 < 2.641 })
        #expect(moves.contains { $0 > 1.32 })
    }

    @Test func borderStandsInForWhatIsOutside() {
        #expect((-3...6).map { Border.reflect.inside($0, count: 4) } == [3, 2, 1, 0, 1, 2, 3, 2, 1, 0])
        #expect((-2...5).map { Border.edge.inside($0, count: 4) } == [0, 0, 0, 1, 2, 3, 3, 3])
        #expect((-1...2).map { Border.black.inside($0, count: 2) } == [-1, 0, 1, -1])
        #expect(Border.reflect.inside(-7, count: 1) == 0)
    }
}
