import Testing

@testable import FrugalData

@Suite("Grids of pictures")
struct PictureGridTests {
    @Test("Small pictures are enlarged by a whole factor and stand below their titles")
    func grid() throws {
        let picture = try Image(height: 4, width: 4, channels: 1, pixels: (0..<16).map { UInt8($0 * 10) })
        let cells = ["one", "two", "고양이"].map { PictureGrid.Cell(picture, title: $0, detail: "small print") }
        let grid = try PictureGrid(cells, columns: 2, side: 20)
        #expect(grid.image.width == 2 * 32 + 12 && grid.image.height == 2 * (32 + 32) + 12)
        // The corner pixel of the first picture, 5 by 5 times.
        let corner = (((12 + 32) * grid.image.width) + 12) * 3
        #expect(Array(grid.image.pixels[corner..<(corner + 3)]) == [0, 0, 0])
        #expect(Array(grid.image.pixels[(corner + 15)..<(corner + 18)]) == [10, 10, 10])
        #expect(try PictureGrid(cells, columns: 9, side: 20).image.width == 3 * 32 + 12)
    }

    @Test("Nothing to draw is refused")
    func refused() throws {
        let picture = try Image(height: 1, width: 1, channels: 1, pixels: [0])
        #expect(throws: DataError.self) { try PictureGrid([], columns: 1) }
        #expect(throws: DataError.self) { try PictureGrid([.init(picture, title: "a")], columns: 0) }
        #expect(throws: DataError.self) { try PictureGrid([.init(picture, title: "a")], columns: 1, side: 0) }
    }
}
