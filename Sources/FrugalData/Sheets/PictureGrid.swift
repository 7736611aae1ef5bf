/// Pictures in rows on one sheet, each below a title and a line of small print.
public struct PictureGrid: Sendable {
    /// A picture and what stands above it. Letters beyond ASCII cannot be written and are left out.
    public struct Cell: Sendable {
        /// The picture.
        public var image: Image
        /// What it is.
        public var title: String
        /// The small print.
        public var detail: String

        /// A picture and what stands above it.
        public init(_ image: Image, title: String, detail: String = "") {
            self.image = image
            self.title = title
            self.detail = detail
        }
    }

    /// The sheet.
    public let image: Image

    private static let gap = 12

    /// Draws a sheet. Small pictures are enlarged by a whole factor, so that their pixels stay visible.
    /// - Parameters:
    ///   - columns: pictures a row.
    ///   - side: the side of the square that each picture is fitted into, in pixels.
    /// - Throws: `DataError` (`.invalidArgument`) when there is nothing to draw, `.tooLarge` for a sheet beyond all limits.
    public init(_ cells: [Cell], columns: Int, side: Int = 252) throws {
        guard !cells.isEmpty, columns > 0, (16...4096).contains(side) else {
            throw DataError(.invalidArgument, "there are no pictures to put on a sheet")
        }
        let columns = min(columns, cells.count)
        let rows = (cells.count - 1) / columns + 1
        let text = 3 * DotFont.height + 2 * 4
        let (cellWidth, cellHeight) = (side + Self.gap, text + side + Self.gap)
        var canvas = try Canvas(
            height: rows * cellHeight + Self.gap, width: columns * cellWidth + Self.gap, shade: 250)
        for (place, cell) in cells.enumerated() {
            let left = Self.gap + place % columns * cellWidth
            let top = Self.gap + place / columns * cellHeight
            canvas.write(Self.line(cell.title, room: side, scale: 2), top: top, left: left, scale: 2, shade: 20)
            canvas.write(
                Self.line(cell.detail, room: side, scale: 1), top: top + 2 * DotFont.height + 3, left: left, scale: 1,
                shade: 90)
            let picture = try cell.image.fitted(into: side)
            canvas.draw(
                picture, top: top + text + (side - picture.height) / 2, left: left + (side - picture.width) / 2)
        }
        image = try canvas.image()
    }

    private static func line(_ text: String, room: Int, scale: Int) -> String {
        String(text.filter(\.isASCII).prefix(room / (DotFont.advance * scale)))
    }
}
