import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct WeatherTests {
    @Test func plasmaGoesFromZeroToOneWithoutSeams() {
        var stream = RandomStream(seed: 4)
        let map = PlasmaFractal(side: 32, decay: 4).map(using: &stream)
        #expect(map.min() == 0 && map.max() == 1)
        // Smooth: neighbours differ by far less than the range, across the opposite edge as well.
        for row in 0..<32 {
            for column in 0..<32 {
                #expect(abs(map[row * 32 + column] - map[row * 32 + (column + 1) % 32]) < 0.5)
            }
        }
        let steps = map.indices.map { abs(map[$0] - map[$0 / 32 * 32 + ($0 + 1) % 32]) }
        #expect(steps.reduce(0, +) / Float(steps.count) < 0.1)
    }

    @Test func fogLightensTheDarkAndKeepsWhiteBelowClipping() throws {
        let picture = try Pictures.scene(channels: 1, side: 28, index: 0)
        let foggy = try picture.spoilt(by: .fog, 2, .mnistC)
        #expect(Pictures.moments(foggy).mean > Pictures.moments(picture).mean + 20)
        #expect(foggy.pixels.reduce(0, max) <= 240)
        // Haze is the same in every channel.
        let gray = try Pictures.flat([80, 80, 80]).spoilt(by: .fog, 3, .cifar10C).pixels
        for place in stride(from: 0, to: gray.count, by: 3) {
            #expect(gray[place] == gray[place + 1] && gray[place] == gray[place + 2])
        }
        #expect(Set(gray).count > 20)
    }

    @Test func snowOnlyBrightens() throws {
        let picture = try Pictures.scene(channels: 3, side: 32, index: 2)
        let snowy = try picture.spoilt(by: .snow, 3, .cifar10C)
        #expect(zip(snowy.pixels, picture.pixels).allSatisfy { $0 >= $1 })
        #expect(Pictures.distance(snowy, picture) > 5)
    }

    @Test func mudIsBrownAndWaterBrightens() throws {
        let white = try Pictures.flat([255, 255, 255])
        let mud = try white.spoilt(by: .spatter, 5, .cifar10C).pixels
        let darkest = try #require(stride(from: 0, to: mud.count, by: 3).min { mud[$0] < mud[$1] })
        #expect(mud[darkest] < 120 && mud[darkest] > mud[darkest + 1] && mud[darkest + 1] > mud[darkest + 2])
        let gray = try Pictures.flat([60])
        let water = try gray.spoilt(by: .spatter, 3, .cifar10C).pixels
        #expect(water.allSatisfy { $0 >= 60 })
        // A whole drop adds half of the luma 219 of its colour: 60 becomes 170.
        #expect(water.max() == UInt8(170))
        #expect(water.contains(60))
    }
}
