import Foundation

/// Where each sample of a new picture comes from in the old one: a linear map about the middle, then a move.
struct AffineMap {
    private(set) var rowFromRow: Float
    private(set) var rowFromColumn: Float
    private(set) var columnFromRow: Float
    private(set) var columnFromColumn: Float
    private(set) var down: Float
    private(set) var right: Float

    /// Turns the picture by `degrees` counter-clockwise, makes it `scale` times as large, slants its columns, and moves it.
    init(degrees: Double, scale: Double = 1, slant: Double = 0, down: Double = 0, right: Double = 0) {
        let angle = degrees * .pi / 180
        let (cosine, sine) = (cos(angle) / scale, sin(angle) / scale)
        rowFromRow = Float(cosine)
        rowFromColumn = Float(sine)
        columnFromRow = Float(slant - sine)
        columnFromColumn = Float(cosine)
        self.down = Float(-down)
        self.right = Float(-right)
    }
}

extension PixelView {
    /// Draws the picture anew, each sample taken bilinearly from where `map` says; outside it the edge is repeated.
    func map(_ map: AffineMap, into out: UnsafeMutablePointer<UInt8>) {
        let middleRow = Float(height - 1) / 2
        let middleColumn = Float(width - 1) / 2
        let lastRow = Float(height - 1)
        let lastColumn = Float(width - 1)
        for row in 0..<height {
            let y = Float(row) - middleRow
            for column in 0..<width {
                let x = Float(column) - middleColumn
                let fromRow = middleRow + map.rowFromColumn * x + map.rowFromRow * y + map.down
                let fromColumn = middleColumn + map.columnFromColumn * x + map.columnFromRow * y + map.right
                let sourceRow = min(max(fromRow, 0), lastRow)
                let sourceColumn = min(max(fromColumn, 0), lastColumn)
                let top = Int(sourceRow)
                let left = Int(sourceColumn)
                let below = sourceRow - Float(top)
                let beside = sourceColumn - Float(left)
                let nextRow = top + 1 < height ? stride : 0
                let nextColumn = left + 1 < width ? channels : 0
                let corner = base + top * stride + left * channels
                let target = out + row * stride + column * channels
                for channel in 0..<channels {
                    let sample = corner + channel
                    let upper = Float(sample[0]) * (1 - beside) + Float(sample[nextColumn]) * beside
                    let lower = Float(sample[nextRow]) * (1 - beside) + Float(sample[nextRow + nextColumn]) * beside
                    target[channel] = UInt8(min(max(upper * (1 - below) + lower * below + 0.5, 0), 255))
                }
            }
        }
    }
}
