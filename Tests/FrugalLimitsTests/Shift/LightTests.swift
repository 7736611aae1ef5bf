import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct LightTests {
    /// One pixel through a corruption.
    private func pixel(_ samples: [UInt8], _ kind: CorruptionKind, _ severity: Int, _ table: SeverityTable) throws
        -> [UInt8]
    {
        try Image(height: 1, width: 1, channels: samples.count, pixels: samples)
            .spoilt(by: kind, severity, table).pixels
    }

    @Test func brightnessAddsToTheValue() throws {
        #expect(try pixel([100], .brightness, 2, .mnistC) == [151])
        #expect(try pixel([230], .brightness, 2, .mnistC) == [255])
        // Value 100 becomes 151, and all parts grow by 1.51.
        #expect(try pixel([100, 50, 0], .brightness, 2, .mnistC) == [151, 76, 0])
        #expect(try pixel([100, 50, 0], .brightness, 4, .cifar10C) == [151, 76, 0])
        // The value stops at 255, a factor of 1.275.
        #expect(try pixel([40, 200, 100], .brightness, 5, .mnistC) == [51, 255, 128])
        #expect(try pixel([0, 0, 0], .brightness, 1, .mnistC) == [26, 26, 26])
    }

    @Test func twentyPercentIsASumOrAProduct() throws {
        #expect(try pixel([100, 50, 230], .brightnessPlus20, 1, .mnistC) == [151, 101, 255])
        #expect(try pixel([100, 50, 230], .brightnessTimes120, 1, .mnistC) == [120, 60, 255])
        #expect(try pixel([0], .brightnessPlus20, 1, .mnistC) == [51])
        #expect(try pixel([0], .brightnessTimes120, 1, .mnistC) == [0])
    }

    @Test func contrastDrawsTowardsTheMeanOfTheChannel() throws {
        // Means 100 and 60 and 0; severity 5 of MNIST-C keeps a twentieth of the distance.
        let picture = try Image(height: 1, width: 2, channels: 3, pixels: [0, 40, 0, 200, 80, 0])
        #expect(try picture.spoilt(by: .contrast, 5, .mnistC).pixels == [95, 59, 0, 105, 61, 0])
        #expect(try picture.spoilt(by: .contrast, 4, .cifar10C).pixels == [70, 54, 0, 130, 66, 0])
    }

    @Test func saturateActsOnSaturationAlone() throws {
        // Saturation 1/2 becomes 3/20: the parts lie 0, 15 and 7.5 below 100.
        #expect(try pixel([100, 50, 75], .saturate, 1, .cifar10C) == [100, 85, 93])
        // Saturation 1/2 times 2.5 plus 0.2 stops at 1.
        #expect(try pixel([100, 50, 75], .saturate, 5, .cifar10C) == [100, 0, 50])
        // Gray has the hue 0, red: saturation 0.2.
        #expect(try pixel([100, 100, 100], .saturate, 5, .cifar10C) == [100, 80, 80])
    }

    @Test func arithmeticOfHueSaturationAndValue() {
        let colour = Colour(red: 0.2, green: 0.8, blue: 0.4)
        #expect(colour.value == 0.8)
        #expect(abs(colour.saturation - 0.75) < 1e-6)
        let brighter = colour.withValue(1)
        #expect(abs(brighter.red - 0.25) < 1e-6 && brighter.green == 1 && abs(brighter.blue - 0.5) < 1e-6)
        let paler = colour.withSaturation(0.375)
        #expect(abs(paler.red - 0.5) < 1e-6 && abs(paler.green - 0.8) < 1e-6 && abs(paler.blue - 0.6) < 1e-6)
        #expect(Colour(red: 0, green: 0, blue: 0).saturation == 0)
        #expect(Colour(red: 0, green: 0, blue: 0).withValue(0.3) == Colour(red: 0.3, green: 0.3, blue: 0.3))
    }

    @Test func inverseExchangesBlackAndWhite() throws {
        #expect(try pixel([0, 100, 255], .inverse, 1, .mnistC) == [255, 155, 0])
        let picture = try Pictures.scene(channels: 3, side: 16, index: 1)
        #expect(try picture.spoilt(by: .inverse).spoilt(by: .inverse) == picture)
    }
}
