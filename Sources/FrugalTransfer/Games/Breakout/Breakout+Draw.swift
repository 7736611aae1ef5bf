extension Breakout {
    /// Draws bricks, middle wall, paddle and ball.
    public func draw(on surface: inout some GameSurface) {
        for row in 0..<Self.brickRows { draw(row: row, on: &surface) }
        if variant.hasMiddleWall { surface.fill(Self.middleWall, as: .obstacle, intensity: 0.7) }
        surface.fill(paddleBox, as: .player, intensity: 0.6)
        surface.trace(trail)
        surface.fill(ball.box, as: .ball, intensity: 1)
    }

    /// Draws a row of bricks, neighbours together: a whole row is one rectangle.
    private func draw(row: Int, on surface: inout some GameSurface) {
        let intensity: Float = row < 2 ? 0.5 : row < 4 ? 0.4 : 0.3
        var left = bricks >> UInt64(row * Self.brickColumns) & (1 << UInt64(Self.brickColumns) - 1)
        while left != 0 {
            let first = left.trailingZeroBitCount
            let end = left &+ (1 << UInt64(first))
            let length = end.trailingZeroBitCount - first
            let box = Box(x: 4 * first, y: Self.wallTop + 2 * row, width: 4 * length, height: 2)
            surface.fill(box, as: row.isMultiple(of: 2) ? .target : .otherTarget, intensity: intensity)
            // Adding the lowest bit has carried through the run, so the run is gone from `end`.
            left &= end
        }
    }
}
