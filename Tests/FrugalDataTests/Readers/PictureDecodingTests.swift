import CFrugalCodecs
import Testing

@testable import FrugalData

@Suite("Decoding pictures")
struct PictureDecodingTests {
    @Test("Every kind of PNG and JPEG gives the samples that Pillow gives", arguments: PictureReference.all)
    func sameAsPillow(reference: PictureReference) throws {
        let image = try Image.decode(bytes(reference.file))
        #expect(image.height == reference.height)
        #expect(image.width == reference.width)
        #expect(image.channels == reference.channels)
        let expected = bytes(reference.samples)
        try #require(image.pixels.count == expected.count)
        let worst = zip(image.pixels, expected).map { abs(Int($0) - Int($1)) }.max()
        // JPEG decoders may round differently, and Pillow rounds twice where it lays a picture over white.
        let mayRound = ["JPEG", "alpha", "transparen"].contains { reference.name.contains($0) }
        #expect(try #require(worst) <= (mayRound ? 1 : 0))
    }

    @Test("Gray becomes RGB and RGB becomes gray by the luma of ITU-R 601", arguments: PictureReference.all)
    func conversions(reference: PictureReference) throws {
        let file = bytes(reference.file)
        let colour = try Image.decode(file, channels: 3)
        let gray = try Image.decode(file, channels: 1)
        #expect(colour.channels == 3 && gray.channels == 1)
        for pixel in 0..<(gray.height * gray.width) {
            let (red, green, blue) = (
                Double(colour.pixels[3 * pixel]), Double(colour.pixels[3 * pixel + 1]),
                Double(colour.pixels[3 * pixel + 2])
            )
            let luma = 0.299 * red + 0.587 * green + 0.114 * blue
            #expect(abs(luma - Double(gray.pixels[pixel])) <= 0.51)
        }
    }

    @Test("What is encoded is decoded again", arguments: [1, 3])
    func roundTrip(channels: Int) throws {
        let image = try noisePicture(height: 9, width: 7, channels: channels, seed: 5)
        #expect(try PNG.decode(try PNG.encode(image)) == image)
        let flat = try Image(
            height: 8, width: 8, channels: channels, pixels: [UInt8](repeating: 130, count: 64 * channels))
        let back = try JPEG.decode(try JPEG.encode(flat, quality: 100))
        #expect(back.channels == channels)
        #expect(back.pixels.allSatisfy { abs(Int($0) - 130) <= 1 })
    }

    @Test("Every truncated PNG and JPEG is refused", arguments: PictureReference.all)
    func truncated(reference: PictureReference) throws {
        let file = bytes(reference.file)
        for length in stride(from: 0, to: file.count - 2, by: 7) {
            let error = dataError { _ = try Image.decode(Array(file[..<length]), file: "cut.png") }
            #expect(error?.file == "cut.png")
        }
        let most = Array(file[..<(file.count - 13)])
        #expect(dataError { _ = try Image.decode(most) }?.code == .truncated)
    }

    @Test("An empty file is refused as such")
    func empty() {
        let error = dataError { _ = try Image.decode([], file: "a/b.png") }
        #expect(error?.code == .truncated)
        #expect(error?.description == "a/b.png: the file is empty.")
    }

    @Test("A header that claims huge dimensions is refused before memory is taken")
    func hugeDimensions() throws {
        var file = try PNG.encode(try noisePicture(seed: 1))
        file.replaceSubrange(16..<24, with: [0x7f, 0xff, 0xff, 0xff, 0x00, 0x00, 0x01, 0x00])
        repairChunkChecksums(&file)
        let error = dataError { _ = try Image.decode(file, file: "huge.png") }
        #expect(error?.code == .tooLarge)
        #expect(error?.reason.contains("2147483647x256 pixels") == true)

        var photo = bytes(try #require(PictureReference.all.first { $0.name == "JPEG, RGB 4:4:4" }).file)
        let frame = try #require(photo.indices.first { photo[$0] == 0xff && photo[$0 + 1] == 0xc0 })
        photo.replaceSubrange((frame + 5)..<(frame + 9), with: [0xff, 0xdc, 0xff, 0xdc])
        #expect(dataError { _ = try Image.decode(photo) }?.code == .tooLarge)
    }

    @Test("A damaged byte fails its checksum")
    func checksum() throws {
        let file = try PNG.encode(try noisePicture(seed: 1))
        // IEND takes the last 12 bytes; before it lie the checksum of the chunk and, inside the chunk, that of the data.
        for distance in [14, 17] {
            var damaged = file
            damaged[file.count - distance] ^= 1
            if distance == 17 { repairChunkChecksums(&damaged) }
            #expect(dataError { _ = try Image.decode(damaged) }?.code == .checksum)
        }
    }

    @Test("Other kinds of picture are named")
    func otherKinds() {
        let webp = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBPVP8 ".utf8)
        let error = dataError { _ = try Image.decode(webp) }
        #expect(error?.code == .unsupported)
        #expect(error?.reason.contains("WebP") == true)
        #expect(dataError { _ = try Image.decode(Array("GIF89a".utf8)) }?.reason.contains("GIF") == true)
        #expect(dataError { _ = try Image.decode(Array("hello world".utf8)) }?.code == .unsupported)
        #expect(dataError { _ = try PNG.decode([0xff, 0xd8, 0xff, 0xe0]) }?.code == .malformed)
    }

    @Test("Sizes and channels of a picture are checked")
    func checkedPicture() {
        #expect(dataError { _ = try Image(height: 2, width: 2, channels: 2, pixels: []) }?.code == .invalidArgument)
        #expect(dataError { _ = try Image(height: 2, width: 2, channels: 1, pixels: [1]) }?.code == .invalidArgument)
        #expect(dataError { _ = try Image(height: .max, width: .max, channels: 1, pixels: []) }?.code == .tooLarge)
        #expect(dataError { _ = try Image(height: -1, width: 2, channels: 1, pixels: []) }?.code == .invalidArgument)
        #expect(dataError { _ = try Image.decode([0xff, 0xd8, 0xff], channels: 4) } != nil)
    }
}

/// Gives every chunk of a PNG file the checksum that fits its contents, so that damage reaches the code behind it.
func repairChunkChecksums(_ file: inout [UInt8]) {
    var position = 8
    while position + 12 <= file.count {
        let length = file[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
        guard length <= file.count - position - 12 else { return }
        let end = position + 8 + length
        let crc = file[(position + 4)..<end].withUnsafeBufferPointer { frugal_crc32(0, $0.baseAddress, $0.count) }
        file.replaceSubrange(end..<(end + 4), with: littleEndian(UInt64(crc), 4).reversed())
        position = end + 4
    }
}
