import Testing

@testable import FrugalData

@Suite("Which way up a JPEG is")
struct OrientationTests {
    /// Row and column, in a stored picture of 5 rows and 4 columns, of the pixel at a place of the upright one.
    private static let stored: [@Sendable (Int, Int) -> (row: Int, column: Int)] = [
        { ($0, $1) }, { ($0, 3 - $1) }, { (4 - $0, 3 - $1) }, { (4 - $0, $1) },
        { ($1, $0) }, { (4 - $1, $0) }, { (4 - $1, 3 - $0) }, { ($1, 3 - $0) },
    ]

    @Test("All eight orientations, in either byte order", arguments: 1...8, [true, false])
    func upright(orientation: Int, isBigEndian: Bool) throws {
        for channels in [1, 3] {
            let photo = try JPEG.encode(try noisePicture(height: 5, width: 4, channels: channels, seed: 3))
            let plain = try JPEG.decode(photo)
            let turned = try JPEG.decode(exif(photo, orientation: UInt8(orientation), isBigEndian: isBigEndian))
            #expect((turned.height, turned.width) == (orientation < 5 ? (5, 4) : (4, 5)))
            for row in 0..<turned.height {
                for column in 0..<turned.width {
                    let from = Self.stored[orientation - 1](row, column)
                    for channel in 0..<channels {
                        let found = turned.pixels[(row * turned.width + column) * channels + channel]
                        let wanted = plain.pixels[(from.row * 4 + from.column) * channels + channel]
                        #expect(found == wanted, "row \(row), column \(column)")
                    }
                }
            }
        }
    }

    @Test("A turned colour photo becomes gray as well")
    func gray() throws {
        let photo = try JPEG.encode(try noisePicture(height: 5, width: 4, channels: 3, seed: 4))
        let plain = try JPEG.decode(photo, channels: 1)
        let turned = try JPEG.decode(exif(photo, orientation: 3), channels: 1)
        #expect(turned.pixels == plain.pixels.reversed())
    }

    @Test("An Exif block that makes no sense changes nothing", arguments: [0, 9, 255] as [UInt8])
    func senseless(orientation: UInt8) throws {
        let photo = try JPEG.encode(try noisePicture(height: 5, width: 4, seed: 3))
        #expect(try JPEG.decode(exif(photo, orientation: orientation)) == JPEG.decode(photo))
    }

    @Test("An Exif block with lying offsets and lengths changes nothing")
    func lyingOffsets() throws {
        let photo = try JPEG.encode(try noisePicture(height: 5, width: 4, seed: 3))
        let plain = try JPEG.decode(photo)
        for place in 16..<24 {
            var damaged = exif(photo, orientation: 6)
            damaged[place] = 0xff
            let image = try JPEG.decode(damaged)
            #expect(image == plain || image.height == 4)
        }
    }

    /// `photo` with an APP1 segment behind its first marker: a TIFF header and a directory of one entry.
    private func exif(_ photo: [UInt8], orientation: UInt8, isBigEndian: Bool = true) -> [UInt8] {
        func number(_ value: Int, _ size: Int) -> [UInt8] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            return isBigEndian ? bytes.reversed() : bytes
        }
        let header = Array((isBigEndian ? "MM" : "II").utf8) + number(42, 2) + number(8, 4)
        let entry = number(0x0112, 2) + number(3, 2) + number(1, 4) + number(Int(orientation), 2) + [0, 0]
        let block = Array("Exif".utf8) + [0, 0] + header + number(1, 2) + entry + number(0, 4)
        let length = block.count + 2
        return Array(photo[..<2]) + [0xff, 0xe1, UInt8(length >> 8), UInt8(length & 255)] + block + Array(photo[2...])
    }
}
