extension Pong {
    /// Goes where the ball will arrive, and meets it with the end of the paddle that sends it away from the opponent.
    public var expertAction: GameAction {
        var ghost = ball
        for _ in 0..<80 where ghost.velocityX < 0 || ghost.x + 2 <= paddleBox.x {
            ghost.move()
            // What the opponent will do with the ball is not known; it is taken to send it on like a border.
            if ghost.velocityX < 0, ghost.x < opponentBox.right { ghost.velocityX = 1 }
        }
        let part = opponent < 16 ? 3 : -3
        let distance = ghost.box.y - 3 - part - paddle
        return distance < -1 ? .up : distance > 1 ? .down : .stay
    }
}
