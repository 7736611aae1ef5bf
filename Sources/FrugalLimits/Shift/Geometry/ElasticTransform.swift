import FrugalTensor

/// A small affine map, then a smooth random displacement (Simard, Steinkraus and Platt 2003). Lengths are in parts of
/// the shorter side of the picture.
struct ElasticTransform: PictureChange {
    /// How far noise from -1 to 1 displaces a sample before it is smoothed.
    let strength: Float
    /// Deviation of the Gaussian that smooths it.
    let smoothness: Float
    /// How far the corners of a triangle around the middle are moved at most, each way, for the affine map.
    let jitter: Float
    let border: Border

    init(_ constants: (strength: Float, smoothness: Float, jitter: Float), border: Border) {
        (strength, smoothness, jitter) = constants
        self.border = border
    }

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let side = Float(min(picture.height, picture.width))
        let corner = max(1, (side / 3).rounded(.down))
        let down = Self.coefficients(corner: corner, jitter: jitter * side, using: &stream)
        let right = Self.coefficients(corner: corner, jitter: jitter * side, using: &stream)
        picture = picture.moved(
            by: LinearMap(
                rowFromRow: 1 + down.fromRow, rowFromColumn: down.fromColumn, columnFromRow: right.fromRow,
                columnFromColumn: 1 + right.fromColumn, down: down.constant, right: right.constant),
            border: border)
        guard strength > 0 else { return }
        let vertical = field(like: picture, side: side, using: &stream)
        let horizontal = field(like: picture, side: side, using: &stream)
        let width = picture.width
        picture = picture.warped(border: border) { row, column in
            let place = row * width + column
            return (Float(row) + vertical[place], Float(column) + horizontal[place])
        }
    }

    /// The linear function that takes random values at the corners (1, 1), (-1, 1) and (-1, -1) times `corner`, given
    /// as (column, row) from the middle.
    private static func coefficients(
        corner: Float, jitter: Float, using stream: inout RandomStream
    ) -> (fromRow: Float, fromColumn: Float, constant: Float) {
        let first = jitter * Float(2 * stream.uniform() - 1)
        let second = jitter * Float(2 * stream.uniform() - 1)
        let third = jitter * Float(2 * stream.uniform() - 1)
        let fromColumn = (first - second) / (2 * corner)
        let fromRow = (second - third) / (2 * corner)
        return (fromRow, fromColumn, first - (fromColumn + fromRow) * corner)
    }

    /// One component of the displacement of every pixel.
    private func field(like picture: Planes, side: Float, using stream: inout RandomStream) -> [Float] {
        var field = Planes(height: picture.height, width: picture.width, channels: 1)
        field.update { _ in Float(2 * stream.uniform() - 1) }
        field.blur(deviation: smoothness * side, truncation: 3, border: .reflect)
        let strength = strength * side
        return field.samples.map { $0 * strength }
    }
}
