/// Small pictures of numbers side by side, such as the weights into some neurons: the larger, the darker.
public struct MosaicChart: Chart {
    /// What the chart shows.
    public var title: String
    /// The pictures, row after row of each; all of the same size, numbers from zero up.
    public var tiles: [[Float]]
    /// Columns of a picture.
    public var tileWidth: Int
    /// Natural width in pixels.
    public var width = 720.0

    /// How many shades there are; each is one path, which keeps the page small.
    private static let shades = 8

    /// A chart of pictures whose length is a multiple of `tileWidth`.
    /// - Throws: ``TrackError`` where pictures have other lengths.
    public init(_ title: String, tiles: [[Float]], tileWidth: Int) throws {
        let length = tiles.first?.count ?? 0
        guard tileWidth > 0, length > 0, length % tileWidth == 0, tiles.allSatisfy({ $0.count == length }) else {
            throw TrackError(
                .invalidValue, "the pictures of a mosaic do not have \(tileWidth) columns each",
                remedy: "give pictures of one size")
        }
        self.title = title
        self.tiles = tiles
        self.tileWidth = tileWidth
    }

    /// How many pictures there are, and their size.
    public var summary: String {
        "\(tiles.count) pictures of \(tileWidth) by \((tiles.first?.count ?? 0) / tileWidth) numbers."
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let tileHeight = (tiles.first?.count ?? 0) / tileWidth
        let columns = max(1, min(tiles.count, Int(Double(tiles.count).squareRoot() * 1.4)))
        let rows = (tiles.count + columns - 1) / columns
        let pixel = min(4, (width - 20) / Double(columns * (tileWidth + 2)))
        let top = 34.0
        var drawing = SVGDrawing(
            width: width, height: top + Double(rows * (tileHeight + 2)) * pixel + 10)
        drawing.text(title, x: 10, y: 20, style: "title")
        var paths = Array(repeating: "", count: Self.shades)
        for (index, tile) in tiles.enumerated() {
            let x = 10 + Double(index % columns * (tileWidth + 2)) * pixel
            let y = top + Double(index / columns * (tileHeight + 2)) * pixel
            drawing.rectangle(
                x: x, y: y, width: Double(tileWidth) * pixel, height: Double(tileHeight) * pixel, style: "panel")
            add(tile, x: x, y: y, pixel: pixel, to: &paths)
        }
        for (shade, path) in paths.enumerated() where !path.isEmpty {
            let opacity = SVGDrawing.number(Double(shade + 1) / Double(Self.shades))
            drawing.path(path, style: ChartStyle.fill(0), attributes: " fill-opacity=\"\(opacity)\"")
        }
        return drawing
    }

    /// Adds a picture's pixels to the path of their shade, neighbours of one shade as one rectangle.
    private func add(_ tile: [Float], x: Double, y: Double, pixel: Double, to paths: inout [String]) {
        let greatest = max(tile.max() ?? 0, .leastNormalMagnitude)
        let shades = tile.map { Int((max(0, $0) / greatest * Float(Self.shades)).rounded()) - 1 }
        for row in 0..<(tile.count / tileWidth) {
            var column = 0
            while column < tileWidth {
                let shade = shades[row * tileWidth + column]
                let first = column
                while column < tileWidth, shades[row * tileWidth + column] == shade { column += 1 }
                guard shade >= 0 else { continue }
                let left = SVGDrawing.number(x + Double(first) * pixel)
                let above = SVGDrawing.number(y + Double(row) * pixel)
                let width = SVGDrawing.number(Double(column - first) * pixel)
                let height = SVGDrawing.number(pixel)
                paths[shade] += "M\(left) \(above)h\(width)v\(height)h-\(width)z"
            }
        }
    }
}
