import FrugalTensor

/// The ball of Pong. It moves a column in a tick and at most as far up or down, so it cannot leap over a paddle.
struct PongBall: Hashable, Codable, Sendable {
    /// The left column.
    var x = 0
    /// The upper edge, in quarters of a pixel.
    var y = 0
    /// 1 for the right, -1 for the left.
    var velocityX = 1
    /// Quarters of a pixel in a tick, downwards.
    var velocityY = 0

    /// The largest y, at the lower border.
    static let limit = 4 * (GamePicture.side - 2)

    /// The pixels that the ball covers.
    var box: Box { Box(x: x, y: y >> 2, width: 2, height: 2) }

    /// Moves for a tick, and bounces off the upper and the lower border.
    mutating func move() {
        x += velocityX
        y += velocityY
        if y < 0 || y > Self.limit {
            y -= velocityY
            velocityY = -velocityY
        }
    }
}

extension Pong {
    /// The pixels of the player's paddle.
    var paddleBox: Box { Box(x: 36 - variant.paddleOffset, y: paddle, width: 2, height: 8) }

    /// The pixels of the opponent's paddle.
    var opponentBox: Box { Box(x: 2, y: opponent, width: 2, height: 8) }

    /// Moves the ball for a tick. Returns the reward.
    mutating func moveBall() -> Float {
        ball.move()
        if ball.velocityX > 0, ball.x + 1 == paddleBox.x, ball.box.overlaps(paddleBox) {
            ball.x -= 1
            ball.velocityX = -1
            ball.velocityY = ball.box.y - paddle - 3
            aim = random.below(7) - 3
        } else if ball.velocityX < 0, ball.x == opponentBox.right - 1, ball.box.overlaps(opponentBox) {
            ball.x += 1
            ball.velocityX = 1
            ball.velocityY = ball.box.y - opponent - 3
        }
        if ball.x <= -2 {
            won += 1
            serve()
            return 1
        }
        if ball.x >= GamePicture.side {
            lost += 1
            serve()
            return -1
        }
        return 0
    }

    /// Moves the opponent a pixel towards where it means to meet a ball that comes nearer.
    mutating func moveOpponent() {
        guard ball.velocityX < 0 else { return }
        let distance = ball.box.y - 3 - aim - opponent
        opponent = min(max(opponent + distance.signum(), 0), GamePicture.side - 8)
    }
}
