extension Invaders {
    /// Draws fleet, cannon, bombs and shot.
    public func draw(on surface: inout some GameSurface) {
        for row in 0..<Self.rows {
            for column in 0..<Self.columns where isAlive(row: row, column: column) {
                surface.fill(
                    invaderBox(row: row, column: column), as: direction > 0 ? .target : .otherTarget, intensity: 0.4)
            }
        }
        surface.fill(cannonBox, as: .player, intensity: 0.6)
        for index in 0..<4 where bombY[index] >= 0 { surface.fill(bombBox(index), as: .obstacle, intensity: 0.8) }
        if shotY >= 0 { surface.fill(shotBox, as: .ball, intensity: 1) }
    }
}
