import FrugalData
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// Pictures as the weights want them, by hand.
@Suite struct PicturePreparationTests {
    private func words(_ value: String, crop: String? = nil, channels: String = "RGB") -> PicturePreparation.Words {
        PicturePreparation.Words(channels: channels, size: [4, 4], crop: crop, value: value)
    }

    @Test func theThreeWaysOfSayingItAreUnderstood() throws {
        let half = try PicturePreparation(words("x / 127.5 - 1 for x in 0...255"))
        #expect(half.mean.allSatisfy { abs($0 - 0.5) < 1e-12 } && half.deviation.allSatisfy { abs($0 - 0.5) < 1e-12 })
        let usual = try PicturePreparation(
            words("(x / 255 - mean) / std, mean = [0.485, 0.456, 0.406], std = [0.229, 0.224, 0.225]"))
        #expect(usual.mean == [0.485, 0.456, 0.406] && usual.deviation == [0.229, 0.224, 0.225])
        let centred = try PicturePreparation(
            words("x - mean for x in 0...255, mean = [104, 117, 123] (B, G, R)", channels: "BGR"))
        #expect(abs(centred.mean[1] - 117.0 / 255) < 1e-12 && abs(centred.deviation[2] - 1.0 / 255) < 1e-12)
        #expect(centred.order == .bgr)
        #expect(
            try PicturePreparation(words("x / 2 - 1", crop: "centre, 0.875 of the shorter side, bilinear")).sizing.crop
                == .centre(share: 0.875))
        #expect(
            try PicturePreparation(words("x / 2 - 1", crop: "photo scaled to 256 x 256 (bilinear), then the centre"))
                .sizing.crop == .square(side: 256))
        for (value, crop, channels) in [
            ("log x", nil, "RGB"), ("x / 2 - 1", "upper left", "RGB"), ("x / 2 - 1", nil, "CMYK"),
        ] {
            #expect(throws: FrugalError.self) { try PicturePreparation(words(value, crop: crop, channels: channels)) }
        }
    }

    @Test func theCentreIsCutAndChannelsArePutInOrder() throws {
        let gray = try Image(height: 4, width: 6, channels: 1, pixels: Array(0..<24))
        let middle = try gray.centre(height: 2, width: 2)
        #expect(middle.pixels == [8, 9, 14, 15])
        #expect(try gray.centre(height: 9, width: 2).height == 4)
        let colour = try Image(height: 1, width: 2, channels: 3, pixels: [1, 2, 3, 4, 5, 6])
        #expect(try colour.ordered(.bgr).pixels == [3, 2, 1, 6, 5, 4] && colour.ordered(.rgb) == colour)
        #expect(try gray.ordered(.rgb).pixels.prefix(6) == [0, 0, 0, 1, 1, 1])
        let red = try Image(height: 1, width: 1, channels: 3, pixels: [255, 0, 0])
        #expect(try red.ordered(.gray).pixels == [76])
        let prepared = try PicturePreparation(
            height: 2, width: 2, sizing: PictureSizing(crop: .centre(share: 0.5)), mean: [0], deviation: [1]
        )
        .prepared(Image(height: 4, width: 8, channels: 3, pixels: [UInt8](repeating: 9, count: 96)))
        #expect(prepared.height == 2 && prepared.width == 2 && prepared.pixels.allSatisfy { $0 == 9 })
    }
}
