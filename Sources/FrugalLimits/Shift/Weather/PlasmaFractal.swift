import FrugalTensor

/// A height map by the diamond-square method (Fournier, Fussell and Carpenter 1982), as both sets make their fog.
struct PlasmaFractal {
    /// Rows and columns, a power of two; the map goes on at the opposite edge.
    let side: Int
    /// By how much the random part shrinks from one halving to the next.
    let decay: Float

    /// The map, row by row, from exactly 0 to exactly 1.
    func map(using stream: inout RandomStream) -> [Float] {
        var heights = [Float](repeating: 0, count: side * side)
        var amplitude: Float = 1
        var step = side
        while step >= 2 {
            heights.withUnsafeMutableBufferPointer { refine($0, step: step, amplitude: amplitude, using: &stream) }
            amplitude /= decay
            step /= 2
        }
        let (low, high) = heights.reduce((Float.infinity, -Float.infinity)) { (min($0.0, $1), max($0.1, $1)) }
        guard high > low else { return heights }
        for place in heights.indices { heights[place] = (heights[place] - low) / (high - low) }
        return heights
    }

    /// Halves the grid: first the middles of its squares, then the middles of their sides.
    private func refine(
        _ heights: UnsafeMutableBufferPointer<Float>, step: Int, amplitude: Float, using stream: inout RandomStream
    ) {
        let (half, side, wrap) = (step / 2, side, side - 1)
        @inline(__always) func height(_ row: Int, _ column: Int) -> Float {
            heights[(row & wrap) * side + (column & wrap)]
        }
        @inline(__always) func shaken(_ sum: Float) -> Float {
            sum / 4 + amplitude * Float(2 * stream.uniform() - 1)
        }
        for row in stride(from: 0, to: side, by: step) {
            for column in stride(from: 0, to: side, by: step) {
                heights[(row + half) * side + column + half] = shaken(
                    height(row, column) + height(row, column + step) + height(row + step, column)
                        + height(row + step, column + step))
            }
        }
        for row in stride(from: 0, to: side, by: step) {
            for column in stride(from: 0, to: side, by: step) {
                let middle = height(row + half, column + half)
                heights[row * side + column + half] = shaken(
                    middle + height(row - half, column + half) + height(row, column) + height(row, column + step))
                heights[(row + half) * side + column] = shaken(
                    middle + height(row + half, column - half) + height(row, column) + height(row + step, column))
            }
        }
    }
}
