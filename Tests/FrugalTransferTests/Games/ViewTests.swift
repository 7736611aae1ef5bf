import Testing

@testable import FrugalTransfer

@Suite("Observations")
struct ViewTests {
    /// Breakout with its ball in a known place.
    private func breakout() throws -> Breakout {
        var game = try Breakout(seed: 1)
        game.ball = BreakoutBall(x: 4 * 10 + 3, y: 27, velocityX: 1, velocityY: 1)
        game.trail = Box(x: 8, y: 24, width: 2, height: 2)
        return game
    }

    @Test("The picture of Breakout, counted by hand")
    func pixels() throws {
        let pixels = try picture(of: breakout())
        let counts = Dictionary(pixels.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(counts == [0: 1_100, 0.3: 160, 0.4: 160, 0.5: 160, 0.6: 16, 1: 4])
        #expect([27, 28].allSatisfy { pixels[$0 * 40 + 10] == 1 && pixels[$0 * 40 + 11] == 1 })
        #expect(pixels[8 * 40] == 0.5 && pixels[12 * 40] == 0.4 && pixels[19 * 40 + 39] == 0.3)
        #expect(pixels[36 * 40 + 16] == 0.6 && pixels[37 * 40 + 23] == 0.6)
    }

    @Test("A brick that is gone leaves its eight pixels")
    func gaps() throws {
        var game = try breakout()
        game.bricks ^= 1 << 23 | 1 << 29 | 1 << 20
        let pixels = try picture(of: game)
        for column in 0..<40 {
            let isGap = [0, 3, 9].contains(column / 4)
            #expect(pixels[12 * 40 + column] == (isGap ? 0 : 0.4))
        }
    }

    @Test("The planes of Breakout hold what each cell is covered by")
    func planes() throws {
        let game = try breakout()
        let ball = try plane(.ball, of: game)
        // Columns 10 and 11 are in cell 2; rows 27 and 28 in cells 6 and 7.
        #expect(ball[6][2] == 0.5 && ball[7][2] == 0.5)
        #expect(ball.joined().reduce(0, +) == 1)
        let trail = try plane(.trail, of: game)
        #expect(trail[6][2] == 1 && trail.joined().reduce(0, +) == 1)
        let paddle = try plane(.player, of: game)
        #expect(paddle[9] == [0, 0, 0, 0, 1, 1, 0, 0, 0, 0] && paddle.joined().reduce(0, +) == 2)
        for bricks in [GamePlane.target, .otherTarget] {
            let rows = try plane(bricks, of: game)
            #expect((2...4).allSatisfy { rows[$0] == [Float](repeating: 1, count: 10) })
            #expect(rows.joined().reduce(0, +) == 30)
        }
        #expect(try plane(.obstacle, of: game).joined().allSatisfy { $0 == 0 })
        let walled = try Breakout(variant: GameVariant(hasMiddleWall: true), seed: 1)
        #expect(try plane(.obstacle, of: walled)[5] == [0, 0, 0, 0.25, 0.5, 0.5, 0.25, 0, 0, 0])
    }

    @Test("A paddle between cells is shared between them")
    func shares() throws {
        var game = try breakout()
        game.paddle = 13
        #expect(try plane(.player, of: game)[9] == [0, 0, 0, 0.75, 1, 0.25, 0, 0, 0, 0])
    }

    @Test("Every value of every game is in 0...1 all along an episode", arguments: GameName.allCases)
    func ranges(name: GameName) throws {
        try checkRanges(name.gameType)
    }

    private func checkRanges<Player: Game>(_ type: Player.Type) throws {
        var game = try Player(seed: 2)
        var seen = Set<Int>()
        for (step, action) in randomActions(250, seed: 5).enumerated() {
            _ = game.step(action)
            guard step.isMultiple(of: 5) else { continue }
            let values = try features(of: game)
            #expect(values.allSatisfy { (0...1).contains($0) })
            #expect(try picture(of: game).allSatisfy { (0...1).contains($0) })
            seen.formUnion(values.indices.filter { values[$0] > 0 }.map { $0 / 100 })
        }
        let used: [GameName: Set<GamePlane>] = [
            .breakout: [.player, .ball, .trail, .target, .otherTarget], .catch: [.player, .ball, .trail],
            .freeway: [.player, .trail, .target, .otherTarget],
            .invaders: [.player, .ball, .target, .otherTarget, .obstacle], .pong: [.player, .ball, .trail, .target],
        ]
        #expect(seen == Set((used[Player.name] ?? []).map(\.rawValue)))
    }

    @Test("Breakout in characters")
    func text() throws {
        let empty = String(repeating: ".", count: 40)
        var lines = [String](repeating: empty, count: 20)
        for row in 0..<6 { lines[4 + row] = String(repeating: row.isMultiple(of: 2) ? "#" : "%", count: 40) }
        lines[13] = "..........oo............................"
        lines[14] = lines[13]
        lines[18] = "................========................"
        #expect(try breakout().ascii == lines.joined(separator: "\n"))
    }

    @Test("Things that leave the picture are cut off")
    func clipping() throws {
        var game = try breakout()
        game.ball.y = 39
        #expect(try picture(of: game).filter { $0 == 1 }.count == 2)
        #expect(try plane(.ball, of: game).joined().reduce(0, +) == 0.5)
        #expect(Box(x: -3, y: 38, width: 5, height: 9).clipped(to: 40) == Box(x: 0, y: 38, width: 2, height: 2))
        #expect(Box(x: 50, y: 50, width: 5, height: 5).clipped(to: 40) == Box(x: 40, y: 40, width: 0, height: 0))
    }

    @Test("Too little and too much room are refused, and nothing is written")
    func room() throws {
        let game = try breakout()
        for count in [0, 1_599, 1_601] {
            var pixels = [Float](repeating: -1, count: count)
            let error = #expect(throws: GameError.self) {
                try pixels.withUnsafeMutableBufferPointer { try game.writePixels(into: $0) }
            }
            #expect(error?.remedy == "give room for 1600")
            #expect(pixels.allSatisfy { $0 == -1 })
        }
        #expect(throws: GameError.self) {
            var features = [Float](repeating: -1, count: 599)
            try features.withUnsafeMutableBufferPointer { try game.writeFeatures(into: $0) }
        }
    }
}
