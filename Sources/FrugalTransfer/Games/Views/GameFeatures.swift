/// The feature planes of a game: `[planes, rows, columns]`, one plane for each ``GamePlane``, every value in 0...1.
///
/// A cell is four by four pixels. Its value is the share that a thing covers, along each axis; a thing that is smaller
/// than a cell counts as 1 where it lies wholly in one. So planes tell the place of a ball to the pixel.
public struct GameFeatures: GameSurface {
    /// How many planes there are, the same for all games; a plane that a game does not use is zero.
    public static let planes = GamePlane.allCases.count
    /// The rows, and the columns, of a plane.
    public static let side = 10
    /// The numbers of all planes.
    public static let count = planes * side * side

    /// The pixels of a picture along the side of a cell.
    private static let cell = GamePicture.side / side

    private let features: UnsafeMutablePointer<Float>

    /// Empty planes on the memory of ``count`` numbers.
    init(at features: UnsafeMutablePointer<Float>) {
        self.features = features
        features.update(repeating: 0, count: Self.count)
    }

    /// Adds a thing to its plane.
    public mutating func fill(_ box: Box, as plane: GamePlane, intensity: Float) { add(box, to: plane) }

    /// Adds a thing to the plane of the trails.
    public mutating func trace(_ box: Box) { add(box, to: .trail) }

    private func add(_ box: Box, to plane: GamePlane) {
        let cell = Self.cell
        let scale = 1 / Float(min(box.width, cell) * min(box.height, cell))
        let inside = box.clipped(to: GamePicture.side)
        guard inside.width > 0, inside.height > 0 else { return }
        for row in inside.y / cell...(inside.bottom - 1) / cell {
            let height = min(inside.bottom, (row + 1) * cell) - max(inside.y, row * cell)
            let start = features + (plane.rawValue * Self.side + row) * Self.side
            for column in inside.x / cell...(inside.right - 1) / cell {
                let width = min(inside.right, (column + 1) * cell) - max(inside.x, column * cell)
                start[column] = min(start[column] + Float(width * height) * scale, 1)
            }
        }
    }
}
