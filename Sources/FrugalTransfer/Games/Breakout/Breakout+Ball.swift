/// The ball of Breakout. It moves a row in a tick and at most as far sideways, so it cannot leap over anything.
struct BreakoutBall: Hashable, Codable, Sendable {
    /// The left edge, in quarters of a pixel: a ball has nine angles.
    var x = 0
    /// The upper row.
    var y = 0
    /// Quarters of a pixel in a tick, to the right.
    var velocityX = 1
    /// 1 for down, -1 for up.
    var velocityY = 1

    /// The largest x, at the right border.
    static let limit = 4 * (GamePicture.side - 2)

    /// The pixels that the ball covers.
    var box: Box { Box(x: x >> 2, y: y, width: 2, height: 2) }
}

extension Breakout {
    /// The paddle's pixels.
    var paddleBox: Box { Box(x: paddle, y: 36 - variant.paddleOffset, width: 8, height: 2) }

    /// Moves the ball for a tick, sideways and then up or down, so that it is clear which side it has hit. Returns the
    /// reward.
    mutating func moveBall() -> Float {
        let reward = moveSideways() + moveUpOrDown()
        if ball.y >= GamePicture.side {
            lives -= 1
            serve()
        }
        return reward
    }

    private mutating func moveSideways() -> Float {
        let before = ball.x
        ball.x += ball.velocityX
        if ball.x < 0 || ball.x > BreakoutBall.limit {
            ball.x = before
            ball.velocityX = -ball.velocityX
            return 0
        }
        guard let reward = strike() else { return 0 }
        ball.x = before
        ball.velocityX = -ball.velocityX
        return reward
    }

    private mutating func moveUpOrDown() -> Float {
        ball.y += ball.velocityY
        if ball.y < 0 {
            ball.y = 0
            ball.velocityY = 1
        } else if let reward = strike() {
            ball.y -= ball.velocityY
            ball.velocityY = -ball.velocityY
            return reward
        } else if ball.velocityY > 0, ball.y + 1 == paddleBox.y, ball.box.overlaps(paddleBox) {
            ball.y -= 1
            leavePaddle()
        }
        return 0
    }

    /// Sends the ball up, the farther sideways the farther from the paddle's middle it was met.
    private mutating func leavePaddle() {
        ball.velocityY = -1
        ball.velocityX = ball.box.x - paddle - 3
        if bricks == 0 { bricks = Self.fullWall }
    }

    /// Takes away a brick that the ball has run into. Returns its reward, 0 for the middle wall, nil for nothing hit.
    private mutating func strike() -> Float? {
        let box = ball.box
        if variant.hasMiddleWall, box.overlaps(Self.middleWall) { return 0 }
        let bottom = Self.wallTop + 2 * Self.brickRows
        guard box.bottom > Self.wallTop, box.y < bottom else { return nil }
        for y in max(box.y, Self.wallTop)..<min(box.bottom, bottom) {
            let row = (y - Self.wallTop) / 2
            for column in box.x / 4...(box.right - 1) / 4 {
                let brick: UInt64 = 1 << UInt64(row * Self.brickColumns + column)
                guard bricks & brick != 0 else { continue }
                bricks ^= brick
                if row < 2 { isFast = true }
                return row < 2 ? 7 : row < 4 ? 4 : 1
            }
        }
        return nil
    }
}
