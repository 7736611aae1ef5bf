import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct StorageTests {
    @Test func jpegKeepsAFlatPicture() throws {
        // The steps of quality 80 are too small to move a flat block by half a level.
        for sample in [UInt8(0), 13, 100, 201, 255] {
            let flat = try Pictures.flat([sample], height: 20, width: 20)
            #expect(try flat.spoilt(by: .jpegCompression, 1, .cifar10C) == flat)
        }
        // At quality 7 the first step is 114: a flat block is rounded to 114 / 8 levels.
        let flat = try Pictures.flat([100], height: 9, width: 9)
        let expected = UInt8(128 - 2 * 14.25 + 0.5)
        #expect(try flat.spoilt(by: .jpegCompression, 5, .mnistC) == Pictures.flat([expected], height: 9, width: 9))
    }

    /// A flat colour comes back within the half steps of lightness (6 / 16 levels) and colour (7 / 16), times 1.772.
    @Test(arguments: [[UInt8(200), 30, 60], [20, 180, 90], [10, 40, 220]])
    func jpegKeepsColours(colour: [UInt8]) throws {
        let flat = try Pictures.flat(colour, height: 17, width: 18)
        let spoilt = try flat.spoilt(by: .jpegCompression, 1, .cifar10C)
        for (one, other) in zip(spoilt.pixels, flat.pixels) { #expect(abs(Int(one) - Int(other)) <= 3) }
    }

    @Test func jpegScalesTheTablesOfTheStandard() {
        #expect(Array(JPEGTables.luminance(quality: 50).prefix(4)) == [16, 11, 10, 16])
        #expect(JPEGTables.luminance(quality: 80).first == 6)
        #expect(JPEGTables.chrominance(quality: 25).first == 34)
        #expect(JPEGTables.luminance(quality: 1).allSatisfy { $0 == 255 })
        #expect(JPEGTables.chrominance(quality: 100).allSatisfy { $0 == 1 })
    }

    /// With steps far below a level nothing is lost but rounding: the transform and its inverse agree.
    @Test func cosineBlocksAreTheirOwnInverse() throws {
        var plane = try Planes(Pictures.scene(channels: 1, side: 19, index: 0))
        let before = plane.samples
        CosineBlocks(steps: [Float](repeating: 1e-5, count: 64)).quantise(&plane)
        #expect(zip(plane.samples, before).allSatisfy { abs($0 - $1) < 1e-3 })
    }

    /// A wave of two half turns has one coefficient: its amplitude times sqrt(8) / sqrt(2) times sqrt(8).
    @Test func cosineBlocksRoundOneCoefficient() {
        var plane = Planes(height: 8, width: 8, channels: 1)
        let wave: [Float] = [0.92388, 0.382683, -0.382683, -0.92388, -0.92388, -0.382683, 0.382683, 0.92388]
        for place in plane.samples.indices { plane.samples[place] = 10 * wave[place % 8] }
        var steps = [Float](repeating: 1, count: 64)
        // The coefficient is 56.57 in row 0, column 2; a step of 40 rounds it to 40.
        steps[2] = 40
        CosineBlocks(steps: steps).quantise(&plane)
        for place in 0..<64 { #expect(abs(plane.samples[place] - 40 / 5.65685 * wave[place % 8]) < 1e-3) }
    }

    @Test func jpegLosesMoreColourThanLight() throws {
        // Thin red and blue columns of the same luma: half the resolution mixes the colours.
        let (red, blue) = ([UInt8(150), 20, 20], [UInt8(20), 60, 110])
        let pixels = (0..<16 * 16).flatMap { $0.isMultiple(of: 2) ? red : blue }
        let picture = try Image(height: 16, width: 16, channels: 3, pixels: pixels)
        let spoilt = try Planes(picture.spoilt(by: .jpegCompression, 1, .cifar10C))
        let clean = Planes(picture)
        let light = zip(spoilt.luma().samples, clean.luma().samples).map { abs($0 - $1) }.reduce(0, +) / 256
        let all = zip(spoilt.samples, clean.samples).map { abs($0 - $1) }.reduce(0, +) / 768
        #expect(light < 0.02)
        #expect(all > 0.1)
    }

    @Test func pixelateAveragesBlocks() throws {
        let picture = try Image(
            height: 4, width: 4, channels: 1,
            pixels: [0, 10, 100, 100, 20, 30, 100, 100, 7, 7, 0, 0, 7, 7, 0, 200])
        #expect(
            try picture.spoilt(by: .pixelate, 2, .mnistC).pixels
                == [15, 15, 100, 100, 15, 15, 100, 100, 7, 7, 50, 50, 7, 7, 50, 50])
    }

    /// 5 columns to 3, by pixel centres as Pillow's box filter: the means of columns 0-1, 2 and 3-4, shown there.
    @Test func pixelateOfUnevenSize() throws {
        let picture = try Image(height: 1, width: 5, channels: 1, pixels: [10, 20, 90, 40, 60])
        #expect(try picture.changed(by: Pixelate(share: 0.6)).pixels == [15, 15, 90, 50, 50])
    }

    @Test func quantiseLeavesTheLevelsOfItsBits() throws {
        let ramp = try Image(height: 1, width: 256, channels: 1, pixels: (0...255).map { UInt8($0) })
        #expect(try Set(ramp.spoilt(by: .quantise, 5).pixels) == [0, 255])
        #expect(try Set(ramp.spoilt(by: .quantise, 4).pixels) == [0, 85, 170, 255])
    }
}
