import Foundation
import FrugalTensor

/// Dotted bright lines from the left edge to the right one, at random heights; dots and gaps are two pixels long.
struct DottedLine: PictureChange {
    let count: Int

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        for _ in 0..<count {
            let start = Double(stream.below(picture.height - 1))
            let end = Double(stream.below(picture.height - 1))
            picture.addStroke(from: (start, 0), to: (end, Double(picture.width - 1))) { $0 / 2 % 2 == 1 }
        }
    }
}

/// Bright zigzags from left to right, at random heights: two pixels to each side of a line that is nearly level.
struct Zigzag: PictureChange {
    let count: Int

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        for _ in 0..<count {
            let row = Double(stream.below(picture.height - 1))
            // MNIST-C lets the right end lie from 5 rows above to 4 below the left one, and begins at column 2 of 28.
            let rise = Double(stream.below(10) - 5) * Double(picture.height) / 28
            let margin = Double(picture.width * 2 / 28)
            let run = Double(picture.width - 1) - 2 * margin
            var previous = (row: row, column: margin)
            for corner in Self.corners(run: run, rise: rise) {
                let next = (row: row + corner.down, column: margin + corner.right)
                picture.addStroke(from: previous, to: next)
                previous = next
            }
        }
    }

    /// The corners after the first end, relative to it, for a line that goes `run` columns on and `rise` rows down.
    private static func corners(run: Double, rise: Double) -> [(down: Double, right: Double)] {
        let length = hypot(run, rise)
        guard length > 0 else { return [] }
        let (sine, cosine) = (rise / length, run / length)
        let whole = max(0, Int((length - arm) / (2 * arm)) + 1)
        var corners = (0..<whole).map { index in
            let along = Double(2 * index + 1) * arm
            let aside = index.isMultiple(of: 2) ? arm : -arm
            return (down: along * sine + aside * cosine, right: along * cosine - aside * sine)
        }
        corners.append((rise, run))
        return corners
    }

    /// Half the length of an arm along the line, and how far its corner lies beside it; in pixels.
    private static let arm = 2.0
}
