import FrugalTensor

/// Frosted glass: a blur, pixels exchanged with near ones, and the blur again.
struct GlassBlur: PictureChange {
    /// Deviation of both blurs in pixels.
    let deviation: Float
    /// How far a pixel may be moved, and how often the picture is gone through.
    let reach: Int
    let rounds: Int
    /// The share of the pixels that are exchanged in a round.
    let share: Double

    init(_ constants: (deviation: Float, reach: Int, rounds: Int), share: Double) {
        (deviation, reach, rounds) = constants
        self.share = share
    }

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        picture.blur(deviation: deviation)
        for _ in 0..<rounds { exchange(in: &picture, using: &stream) }
        picture.blur(deviation: deviation)
    }

    /// From the last row and column to the first, as in both sets: a pixel can be carried on several times.
    private func exchange(in picture: inout Planes, using stream: inout RandomStream) {
        let (width, area, channels) = (picture.width, picture.area, picture.channels)
        for row in stride(from: picture.height - reach, to: reach, by: -1) {
            for column in stride(from: width - reach, to: reach, by: -1) {
                if share < 1, stream.uniform() >= share { continue }
                // From -reach up to reach - 1, so that the last row and column stay inside.
                let down = stream.below(2 * reach) - reach
                let right = stream.below(2 * reach) - reach
                let place = row * width + column
                let other = place + down * width + right
                for channel in 0..<channels {
                    picture.samples.swapAt(channel * area + place, channel * area + other)
                }
            }
        }
    }
}
