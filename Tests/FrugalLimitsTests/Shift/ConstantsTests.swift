import Testing

@testable import FrugalLimits

/// Constants read off the published sources a second time: the last level of every kind, where a slip of a row or of a
/// table shows.
@Suite struct ConstantsTests {
    @Test(arguments: [
        (CorruptionKind.gaussianNoise, "GaussianNoise(deviation: 0.38)", "GaussianNoise(deviation: 0.1)"),
        (.shotNoise, "ShotNoise(photons: 3.0)", "ShotNoise(photons: 50.0)"),
        (.impulseNoise, "ImpulseNoise(share: 0.27)", "ImpulseNoise(share: 0.07)"),
        (.speckleNoise, "SpeckleNoise(deviation: 0.6)", "SpeckleNoise(deviation: 0.2)"),
        (.gaussianBlur, "GaussianBlur(deviation: 6.0)", "GaussianBlur(deviation: 1.0)"),
        (
            .glassBlur, "GlassBlur(deviation: 1.5, reach: 4, rounds: 2, share: 0.5)",
            "GlassBlur(deviation: 0.4, reach: 1, rounds: 2, share: 1.0)"
        ),
        (.defocusBlur, "DefocusBlur(radius: 10.0, softness: 0.5)", "DefocusBlur(radius: 1.5, softness: 0.1)"),
        (.motionBlur, "MotionBlur(radius: 20, deviation: 15.0)", "MotionBlur(radius: 9, deviation: 2.5)"),
        (.fog, "Fog(thickness: 3.0, decay: 1.4, side: 256)", "Fog(thickness: 1.5, decay: 1.75, side: 32)"),
        (.brightness, "Brightness(addend: 0.5)", "Brightness(addend: 0.3)"),
        (.contrast, "Contrast(factor: 0.05)", "Contrast(factor: 0.15)"),
        (.saturate, "Saturate(factor: 20.0, addend: 0.2)", "Saturate(factor: 2.5, addend: 0.2)"),
        (.jpegCompression, "JPEGCompression(quality: 7)", "JPEGCompression(quality: 40)"),
        (.pixelate, "Pixelate(share: 0.25)", "Pixelate(share: 0.65)"),
        (.quantise, "Quantise(bits: 1)", "Quantise(bits: 1)"),
    ])
    func lastLevel(kind: CorruptionKind, mnist: String, cifar: String) {
        #expect(String(describing: Corruption(kind, checked: 5, .mnistC).change) == mnist)
        #expect(String(describing: Corruption(kind, checked: 5, .cifar10C).change) == cifar)
    }

    @Test func lastLevelOfSnowAndSpatter() throws {
        let snow = try #require(Corruption(.snow, checked: 5, .cifar10C).change as? Snow)
        #expect((snow.mean, snow.deviation, snow.enlargement, snow.threshold) == (0.3, 0.3, 1.25, 0.65))
        #expect((snow.smear.radius, snow.smear.deviation, snow.pictureShare) == (14, 12, 0.8))
        let spatter = try #require(Corruption(.spatter, checked: 4, .mnistC).change as? Spatter)
        #expect((spatter.mean, spatter.deviation, spatter.blur) == (0.65, 0.3, 1))
        #expect((spatter.threshold, spatter.last, spatter.liquid) == (0.65, 1.5, .mud))
    }

    @Test func movesAreThoseOfMNISTCWithTheBorderOfTheTable() throws {
        for table in SeverityTable.allCases {
            let rotate = try #require(Corruption(.rotate, checked: 2, table).change as? Rotate)
            #expect((rotate.radians, rotate.border) == (0.4, table == .mnistC ? .black : .reflect))
            let shear = try #require(Corruption(.shear, checked: 5, table).change as? Shear)
            #expect(shear.radians == 1)
            let scale = try #require(Corruption(.scale, checked: 3, table).change as? Scale)
            #expect(scale.factor == 0.7)
            let translate = try #require(Corruption(.translate, checked: 5, table).change as? Translate)
            #expect(translate.pixels == 5)
        }
    }
}
