import Testing

@testable import FrugalTransfer

@Suite("Pong")
struct PongTests {
    /// A game whose ball is under way.
    private func game(_ variant: GameVariant = .standard, x: Int, y: Int, velocityX: Int, velocityY: Int = 0) throws
        -> Pong
    {
        var game = try Pong(variant: variant, seed: 1)
        game.pause = 0
        game.ball = PongBall(x: x, y: 4 * y, velocityX: velocityX, velocityY: velocityY)
        return game
    }

    @Test("The ball bounces off the upper and the lower border")
    func borders() throws {
        var top = PongBall(x: 20, y: 2, velocityX: 1, velocityY: -3)
        top.move()
        #expect(top == PongBall(x: 21, y: 2, velocityX: 1, velocityY: 3))
        var bottom = PongBall(x: 20, y: 152, velocityX: -1, velocityY: 1)
        bottom.move()
        #expect(bottom == PongBall(x: 19, y: 152, velocityX: -1, velocityY: -1))
    }

    @Test("The part of the player's paddle decides the angle, and a ball beside it flies past", arguments: -5...5)
    func paddle(part: Int) throws {
        var game = try game(x: 34, y: 19 + part, velocityX: 1)
        #expect(game.moveBall() == 0)
        let bounced = PongBall(x: 34, y: 4 * (19 + part), velocityX: -1, velocityY: part)
        let missed = PongBall(x: 35, y: 4 * (19 + part), velocityX: 1, velocityY: 0)
        #expect(game.ball == (abs(part) <= 4 ? bounced : missed))
    }

    @Test("The opponent's paddle works in the same way")
    func opponentPaddle() throws {
        var game = try game(x: 4, y: 21, velocityX: -1)
        #expect(game.moveBall() == 0)
        #expect(game.ball == PongBall(x: 4, y: 84, velocityX: 1, velocityY: 2))
    }

    @Test("A ball that is out is a point, and the next one rests in the middle for eight steps")
    func points() throws {
        var game = try game(x: -1, y: 2, velocityX: -1)
        #expect(game.step(.stay) == GameOutcome(reward: 1, hasEnded: false))
        #expect(game.won == 1 && game.lost == 0 && game.ball.x == 19)
        let served = game.ball
        for _ in 0..<8 { _ = game.step(.stay) }
        #expect(game.ball == served)
        _ = game.step(.stay)
        #expect(abs(game.ball.x - 19) == 2)
        game.pause = 0
        game.ball = PongBall(x: 39, y: 8, velocityX: 1, velocityY: 0)
        #expect(game.step(.stay).reward == -1)
        #expect(game.won == 1 && game.lost == 1)
    }

    @Test("The fifth point of either ends the episode")
    func end() throws {
        var win = try game(x: -1, y: 2, velocityX: -1)
        win.won = 4
        #expect(win.step(.stay) == GameOutcome(reward: 1, hasEnded: true))
        #expect(win.step(.stay) == .over)
        var loss = try game(x: 39, y: 2, velocityX: 1)
        loss.lost = 4
        #expect(loss.step(.stay) == GameOutcome(reward: -1, hasEnded: true))
        var long = try game(x: 20, y: 20, velocityX: 1)
        long.stepCount = 1_999
        #expect(long.step(.stay).hasEnded)
    }

    @Test("The opponent follows a ball that comes nearer by a pixel a step, to where it aims")
    func opponent() throws {
        var game = try game(x: 30, y: 30, velocityX: -1)
        game.aim = 2
        for step in 1...5 {
            _ = game.step(.stay)
            #expect(game.opponent == 16 + step)
        }
        for _ in 0..<7 { _ = game.step(.stay) }
        #expect(game.opponent == 25)
        var leaving = try self.game(x: 10, y: 30, velocityX: 1)
        for _ in 0..<5 { _ = leaving.step(.stay) }
        #expect(leaving.opponent == 16)
    }

    @Test("The paddle moves up and down by three pixels and stops at the borders")
    func paddleBorders() throws {
        var game = try Pong(seed: 1)
        for action in [GameAction.stay, .left, .right, .fire] { _ = game.step(action) }
        #expect(game.paddle == 16)
        _ = game.step(.up)
        #expect(game.paddle == 13)
        for _ in 0..<6 { _ = game.step(.up) }
        #expect(game.paddle == 0)
        for _ in 0..<12 { _ = game.step(.down) }
        #expect(game.paddle == 32)
    }

    @Test("An offset paddle meets the ball as many columns nearer to the middle")
    func offset() throws {
        var game = try game(GameVariant(paddleOffset: 4), x: 30, y: 20, velocityX: 1)
        _ = game.moveBall()
        #expect(game.ball == PongBall(x: 30, y: 80, velocityX: -1, velocityY: 1))
    }
}
