import Foundation

extension Planes {
    /// Brightens every channel along a straight stroke, clipped at white.
    ///
    /// As in MNIST-C, a sample `distance` rows from the line gains `1 + log(1 - distance / 2.3)` where that is
    /// positive, and the stroke covers the columns from the one its left end lies in up to its right end.
    mutating func addStroke(
        from start: (row: Double, column: Double), to end: (row: Double, column: Double),
        where isDrawn: (_ column: Int) -> Bool = { _ in true }
    ) {
        guard start.column != end.column else { return }
        let slope = (end.row - start.row) / (end.column - start.column)
        let first = max(Int(min(start.column, end.column).rounded(.down)), 0)
        let last = min(Int(max(start.column, end.column).rounded(.up)), width)
        // Farther than this the gain is not positive.
        let reach = 2.3 * (1 - exp(-1))
        for column in first..<max(first, last) where isDrawn(column) {
            let middle = start.row + slope * (Double(column) - start.column)
            let top = min(max((middle - reach).rounded(.up), 0), Double(height))
            let bottom = min(max((middle + reach).rounded(.down) + 1, top), Double(height))
            for row in Int(top)..<Int(bottom) {
                let gain = Float(1 + log(1 - abs(Double(row) - middle) / 2.3))
                for channel in 0..<channels {
                    let place = (channel * height + row) * width + column
                    samples[place] = min(samples[place] + gain, 1)
                }
            }
        }
    }
}
