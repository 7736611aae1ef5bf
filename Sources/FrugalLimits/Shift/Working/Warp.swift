extension Planes {
    /// The picture drawn anew, each sample taken bilinearly from the place that `source` names for it.
    @inline(__always)
    func warped(
        border: Border, from source: (_ row: Int, _ column: Int) -> (row: Float, column: Float)
    ) -> Planes {
        var result = self
        let (height, width, channels, area) = (height, width, channels, area)
        samples.withUnsafeBufferPointer { samples in
            result.samples.withUnsafeMutableBufferPointer { out in
                for row in 0..<height {
                    for column in 0..<width {
                        let place = source(row, column)
                        let (top, left) = (place.row.rounded(.down), place.column.rounded(.down))
                        let (below, beside) = (place.row - top, place.column - left)
                        let upper = border.inside(Int(top), count: height)
                        let lower = border.inside(Int(top) + 1, count: height)
                        let before = border.inside(Int(left), count: width)
                        let after = border.inside(Int(left) + 1, count: width)
                        for channel in 0..<channels {
                            let first = channel * area
                            var value: Float = 0
                            if upper >= 0 {
                                let line = first + upper * width
                                if before >= 0 { value += samples[line + before] * (1 - below) * (1 - beside) }
                                if after >= 0 { value += samples[line + after] * (1 - below) * beside }
                            }
                            if lower >= 0 {
                                let line = first + lower * width
                                if before >= 0 { value += samples[line + before] * below * (1 - beside) }
                                if after >= 0 { value += samples[line + after] * below * beside }
                            }
                            out[first + row * width + column] = value
                        }
                    }
                }
            }
        }
        return result
    }

    /// Adds to `sum` the picture enlarged about its middle by a factor of at least 1.
    func addEnlarged(by factor: Float, to sum: inout [Float]) {
        let rows = Self.positions(count: height, factor: factor)
        let columns = Self.positions(count: width, factor: factor)
        let (width, channels, area) = (width, channels, area)
        samples.withUnsafeBufferPointer { samples in
            sum.withUnsafeMutableBufferPointer { sum in
                for channel in 0..<channels {
                    for (row, vertical) in rows.enumerated() {
                        let upper = channel * area + vertical.first * width
                        let lower = channel * area + vertical.second * width
                        let target = channel * area + row * width
                        for (column, level) in columns.enumerated() {
                            let (left, right) = (level.first, level.second)
                            let above = samples[upper + left] * (1 - level.part) + samples[upper + right] * level.part
                            let below = samples[lower + left] * (1 - level.part) + samples[lower + right] * level.part
                            sum[target + column] += above * (1 - vertical.part) + below * vertical.part
                        }
                    }
                }
            }
        }
    }

    /// For each index of an axis the two it lies between before an enlargement, and how far beyond the first.
    private static func positions(count: Int, factor: Float) -> [(first: Int, second: Int, part: Float)] {
        let middle = Float(count - 1) / 2
        return (0..<count).map { index in
            let place = min(max(middle + (Float(index) - middle) / factor, 0), Float(count - 1))
            let first = Int(place)
            return (first, min(first + 1, count - 1), place - Float(first))
        }
    }
}
