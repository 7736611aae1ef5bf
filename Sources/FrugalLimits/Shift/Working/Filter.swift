import Foundation

/// A linear filter: each sample becomes a weighted mean of the samples around it.
struct Filter {
    /// One sample that is looked at, relative to the one that is made.
    struct Tap {
        var down: Int
        var right: Int
        var weight: Float
    }

    private(set) var taps: [Tap]
    /// How far the taps reach in rows and in columns.
    private(set) var reachDown: Int
    private(set) var reachRight: Int

    /// A filter whose weights are scaled to the sum 1, so that a flat picture stays as it is.
    init(_ taps: [Tap]) {
        let sum = taps.reduce(0) { $0 + $1.weight }
        self.taps = taps.map { Tap(down: $0.down, right: $0.right, weight: $0.weight / sum) }
        reachDown = taps.reduce(0) { max($0, abs($1.down)) }
        reachRight = taps.reduce(0) { max($0, abs($1.right)) }
    }

    /// The weights of a Gaussian from `-radius` to `radius`, not scaled.
    static func gaussian(deviation: Float, radius: Int) -> [Float] {
        (-radius...radius).map { exp(-0.5 * (Float($0) / deviation) * (Float($0) / deviation)) }
    }
}

extension Planes {
    /// Filters every plane.
    mutating func filter(with filter: Filter, border: Border) {
        let (down, right) = (filter.reachDown, filter.reachRight)
        let (height, width, stride) = (height, width, width + 2 * right)
        let rows = (-down..<height + down).map { border.inside($0, count: height) }
        let columns = (-right..<width + right).map { border.inside($0, count: width) }
        // The picture with what lies outside around it: no tap has to ask where it is.
        var padded = [Float](repeating: 0, count: rows.count * stride)
        for channel in 0..<channels {
            let first = channel * area
            samples.withUnsafeMutableBufferPointer { samples in
                padded.withUnsafeMutableBufferPointer { padded in
                    for (row, source) in rows.enumerated() where source >= 0 {
                        for (column, from) in columns.enumerated() where from >= 0 {
                            padded[row * stride + column] = samples[first + source * width + from]
                        }
                    }
                    for row in 0..<height {
                        let target = first + row * width
                        for column in 0..<width { samples[target + column] = 0 }
                        for tap in filter.taps {
                            let source = (row + down + tap.down) * stride + right + tap.right
                            let weight = tap.weight
                            for column in 0..<width { samples[target + column] += weight * padded[source + column] }
                        }
                    }
                }
            }
        }
    }

    /// A Gaussian blur of so many pixels, cut off at `truncation` deviations; below half a pixel of reach, nothing.
    mutating func blur(deviation: Float, truncation: Float = 4, border: Border = .edge) {
        let radius = Int(truncation * deviation + 0.5)
        guard radius > 0 else { return }
        let weights = Filter.gaussian(deviation: deviation, radius: radius)
        let along = weights.enumerated().map { Filter.Tap(down: 0, right: $0 - radius, weight: $1) }
        let across = along.map { Filter.Tap(down: $0.right, right: 0, weight: $0.weight) }
        filter(with: Filter(along), border: border)
        filter(with: Filter(across), border: border)
    }
}
