/// An RGB picture in the making.
struct Canvas {
    let height: Int
    let width: Int
    private var pixels: [UInt8]

    /// A canvas of one shade of gray.
    ///
    /// - Throws: `DataError` when the size is beyond the limits of a picture.
    init(height: Int, width: Int, shade: UInt8) throws {
        pixels = [UInt8](repeating: shade, count: try Image.sampleCount(height: height, width: width, channels: 3))
        self.height = height
        self.width = width
    }

    /// Puts a picture with its corner at (`top`, `left`); what does not fit is cut off.
    mutating func draw(_ image: Image, top: Int, left: Int) {
        for row in 0..<image.height where top + row >= 0 && top + row < height {
            for column in 0..<image.width where left + column >= 0 && left + column < width {
                let source = (row * image.width + column) * image.channels
                let target = ((top + row) * width + left + column) * 3
                for channel in 0..<3 {
                    pixels[target + channel] = image.pixels[source + (image.channels == 3 ? channel : 0)]
                }
            }
        }
    }

    /// Writes a line of ASCII, every dot of it `scale` pixels wide.
    mutating func write(_ text: String, top: Int, left: Int, scale: Int, shade: UInt8) {
        DotFont.dots(of: text) { row, column in
            for down in 0..<scale {
                for right in 0..<scale {
                    let (y, x) = (top + row * scale + down, left + column * scale + right)
                    guard y >= 0, y < height, x >= 0, x < width else { continue }
                    for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = shade }
                }
            }
        }
    }

    /// The finished picture.
    func image() throws -> Image { try Image(height: height, width: width, channels: 3, pixels: pixels) }
}
