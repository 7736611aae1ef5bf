extension Pong {
    /// Draws both paddles and the ball.
    public func draw(on surface: inout some GameSurface) {
        surface.fill(opponentBox, as: .target, intensity: 0.4)
        surface.fill(paddleBox, as: .player, intensity: 0.6)
        surface.trace(trail)
        surface.fill(ball.box, as: .ball, intensity: 1)
    }
}
