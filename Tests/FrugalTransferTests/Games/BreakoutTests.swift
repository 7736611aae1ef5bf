import Testing

@testable import FrugalTransfer

@Suite("Breakout")
struct BreakoutTests {
    /// A game whose ball is under way.
    private func game(
        _ variant: GameVariant = .standard, x: Int, y: Int, velocityX: Int = 0, velocityY: Int, bricks: UInt64? = nil
    ) throws -> Breakout {
        var game = try Breakout(variant: variant, seed: 1)
        game.pause = 0
        game.bricks = bricks ?? Breakout.fullWall
        game.ball = BreakoutBall(x: 4 * x, y: y, velocityX: velocityX, velocityY: velocityY)
        return game
    }

    @Test("The ball bounces off both side borders and the top")
    func borders() throws {
        var left = try game(x: 0, y: 30, velocityX: -3, velocityY: -1)
        #expect(left.moveBall() == 0)
        #expect(left.ball == BreakoutBall(x: 0, y: 29, velocityX: 3, velocityY: -1))
        var right = try game(x: 38, y: 30, velocityX: 1, velocityY: 1)
        #expect(right.moveBall() == 0)
        #expect(right.ball == BreakoutBall(x: 152, y: 31, velocityX: -1, velocityY: 1))
        var top = try game(x: 20, y: 0, velocityY: -1, bricks: 0)
        #expect(top.moveBall() == 0)
        #expect(top.ball == BreakoutBall(x: 80, y: 0, velocityX: 0, velocityY: 1))
    }

    @Test("A brick that is hit from below is gone, pays by its row and sends the ball down", arguments: 0..<6)
    func bricks(row: Int) throws {
        let wall: UInt64 = 0b11111_11111 << UInt64(10 * row)
        var game = try game(x: 9, y: 10 + 2 * row, velocityY: -1, bricks: wall)
        #expect(game.moveBall() == [7, 7, 4, 4, 1, 1][row])
        #expect(game.bricks == wall ^ 1 << UInt64(10 * row + 2))
        #expect(game.ball == BreakoutBall(x: 36, y: 10 + 2 * row, velocityX: 0, velocityY: 1))
        #expect(game.isFast == (row < 2))
        #expect(game.moveBall() == 0)
    }

    @Test("A brick that is hit from the side sends the ball back sideways and lets it rise")
    func side() throws {
        var game = try game(x: 18, y: 18, velocityX: 4, velocityY: -1, bricks: 1 << 55)
        #expect(game.moveBall() == 1)
        #expect(game.bricks == 0)
        #expect(game.ball == BreakoutBall(x: 72, y: 17, velocityX: -4, velocityY: -1))
    }

    @Test("The part of the paddle decides the angle, and a ball beside it falls past", arguments: -5...5)
    func paddle(part: Int) throws {
        var game = try game(x: 19 + part, y: 34, velocityX: 0, velocityY: 1)
        #expect(game.moveBall() == 0)
        let bounced = BreakoutBall(x: 4 * (19 + part), y: 34, velocityX: part, velocityY: -1)
        let missed = BreakoutBall(x: 4 * (19 + part), y: 35, velocityX: 0, velocityY: 1)
        #expect(game.ball == (abs(part) <= 4 ? bounced : missed))
    }

    @Test("A lost ball costs a life and the next one rests for eight steps below the bricks")
    func lostBall() throws {
        var game = try game(x: 0, y: 38, velocityY: 1)
        let outcome = game.step(.stay)
        #expect(outcome == GameOutcome(reward: 0, hasEnded: false))
        #expect(game.lives == 2 && game.pause == 8)
        let served = game.ball
        #expect(served.y == 26 && served.velocityY == 1 && [-2, -1, 1, 2].contains(served.velocityX))
        for _ in 0..<8 { _ = game.step(.stay) }
        #expect(game.ball == served)
        _ = game.step(.stay)
        #expect(game.ball.y == 28)
    }

    @Test("The third lost ball ends the episode, and then nothing happens until the reset")
    func end() throws {
        var game = try game(x: 0, y: 38, velocityY: 1)
        game.lives = 1
        #expect(game.step(.stay) == GameOutcome(reward: 0, hasEnded: true))
        let ended = game
        #expect(game.step(.left) == .over)
        #expect(game == ended)
        game.reset()
        #expect(!game.hasEnded && game.lives == 3 && game.stepCount == 0)
        #expect(game.random != (try Breakout(seed: 1).random), "the next episode has other random numbers")
    }

    @Test("An episode ends after 5,000 steps at the latest")
    func bound() throws {
        var game = try Breakout(seed: 1)
        game.stepCount = 4_998
        #expect(!game.step(.stay).hasEnded)
        #expect(game.step(.stay).hasEnded)
    }

    @Test("The paddle moves by three pixels and stops at the borders")
    func paddleBorders() throws {
        var game = try Breakout(seed: 1)
        for action in [GameAction.stay, .up, .down, .fire] {
            _ = game.step(action)
            #expect(game.paddle == 16)
        }
        _ = game.step(.left)
        #expect(game.paddle == 13)
        for _ in 0..<6 { _ = game.step(.left) }
        #expect(game.paddle == 0)
        for _ in 0..<12 { _ = game.step(.right) }
        #expect(game.paddle == 32)
    }

    @Test("A cleared wall is built anew when the ball leaves the paddle")
    func newWall() throws {
        var game = try game(x: 18, y: 33, velocityY: 1, bricks: 0)
        _ = game.moveBall()
        #expect(game.bricks == 0)
        _ = game.moveBall()
        #expect(game.bricks == Breakout.fullWall)
    }

    @Test("The ball moves two rows a step, three after an upper brick, and at another speed as many as it says")
    func speed() throws {
        for (speed, isFast, rows) in [(1.0, false, 20), (1, true, 30), (0.5, false, 10), (1.25, false, 25)] {
            var game = try game(GameVariant(speed: speed), x: 30, y: 4, velocityY: 1, bricks: 0)
            game.isFast = isFast
            for _ in 0..<10 { _ = game.step(.stay) }
            #expect(game.ball.y == 4 + rows, "speed \(speed)")
        }
    }

    @Test("The middle wall sends the ball back and pays nothing; without it the ball flies on")
    func middleWall() throws {
        var walled = try game(GameVariant(hasMiddleWall: true), x: 18, y: 25, velocityY: -1)
        #expect(walled.moveBall() == 0)
        #expect(walled.ball == BreakoutBall(x: 72, y: 25, velocityX: 0, velocityY: 1))
        #expect(walled.bricks == Breakout.fullWall)
        var standard = try game(x: 18, y: 25, velocityY: -1)
        _ = standard.moveBall()
        #expect(standard.ball.y == 24 && standard.ball.velocityY == -1)
    }

    @Test("An offset paddle meets the ball as many rows higher")
    func offset() throws {
        var raised = try game(GameVariant(paddleOffset: 5), x: 20, y: 29, velocityY: 1)
        _ = raised.moveBall()
        #expect(raised.ball == BreakoutBall(x: 80, y: 29, velocityX: 1, velocityY: -1))
        var standard = try game(x: 20, y: 29, velocityY: 1)
        _ = standard.moveBall()
        #expect(standard.ball.y == 30)
    }
}
