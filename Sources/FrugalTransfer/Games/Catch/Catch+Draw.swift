extension Catch {
    /// Draws paddle and fruit.
    public func draw(on surface: inout some GameSurface) {
        surface.fill(paddleBox, as: .player, intensity: 0.6)
        surface.trace(trail)
        surface.fill(fruit, as: .ball, intensity: 1)
    }
}
