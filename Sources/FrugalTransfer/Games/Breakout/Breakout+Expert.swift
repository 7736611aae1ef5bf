extension Breakout {
    /// Goes where a copy of the game sees the ball come down. It meets the ball with another part of the paddle every
    /// 64 steps, because a ball that always takes the same way may never meet the last bricks.
    public var expertAction: GameAction {
        var ghost = self
        for _ in 0..<200 where ghost.ball.velocityY < 0 || ghost.ball.box.bottom < ghost.paddleBox.y {
            _ = ghost.moveBall()
        }
        let part = stepCount / 64 % 5 - 2
        let distance = ghost.ball.box.x - 3 - part - paddle
        return distance < -1 ? .left : distance > 1 ? .right : .stay
    }
}
