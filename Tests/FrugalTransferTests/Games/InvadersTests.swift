import Testing

@testable import FrugalTransfer

@Suite("Invaders")
struct InvadersTests {
    /// A field with the fleet in a known place.
    private func field(fleetX: Int = 6, fleetY: Int = 4, direction: Int = 1) throws -> Invaders {
        var game = try Invaders(seed: 1)
        game.fleetX = fleetX
        game.fleetY = fleetY
        game.direction = direction
        return game
    }

    @Test("A shot takes away the lowest invader in its way, pays 1 and is gone", arguments: 6..<11)
    func shot(x: Int) throws {
        var game = try field()
        game.shotX = x
        game.shotY = 18
        // Columns 6 to 8 are the first invader, 9 and 10 the gap behind it.
        let isHit = x < 9
        #expect(game.moveShot() == (isHit ? 1 : 0))
        #expect(game.fleet == (isHit ? Invaders.fullFleet ^ 1 << 18 : Invaders.fullFleet))
        #expect(game.shotY == (isHit ? -9 : 15))
    }

    @Test("Fire shoots from the middle of the cannon, and only one shot at a time")
    func fire() throws {
        var game = try field()
        _ = game.step(.fire)
        #expect(game.shotX == 20 && game.shotY == 33)
        _ = game.step(.left)
        _ = game.step(.fire)
        #expect(game.cannon == 16 && game.shotX == 20 && game.shotY == 27)
    }

    @Test("A shot that meets nothing leaves at the top and the next may follow")
    func lostShot() throws {
        var game = try field()
        game.shotX = 0
        game.shotY = 1
        #expect(game.moveShot() == 0)
        #expect(game.shotY < 0)
        _ = game.step(.fire)
        #expect(game.shotY == 33)
    }

    @Test("A bomb on the cannon costs a life and clears the sky; one beside it ends at the bottom")
    func bombs() throws {
        var game = try field()
        game.bombX = [18, 17, 0, 0]
        game.bombY = [34, 39, -9, 5]
        game.moveBombs()
        #expect(game.lives == 2 && game.bombY == SIMD4(repeating: -9))
        game.bombX = [17, 22, 0, 0]
        game.bombY = [34, 39, -9, 5]
        game.moveBombs()
        #expect(game.lives == 2 && game.bombY == [35, -9, -9, 6])
    }

    @Test("The third hit ends the episode")
    func end() throws {
        var game = try field()
        game.lives = 1
        game.bombX[0] = 18
        game.bombY[0] = 34
        #expect(game.step(.stay).hasEnded)
        #expect(game.step(.fire) == .over)
    }

    @Test("Bombs come from the lowest invader of a column, at most four of them")
    func bombing() throws {
        var game = try field()
        game.fleet = 0b000011
        for _ in 0..<400 { game.dropBomb() }
        #expect((0..<4).allSatisfy { [7, 12].contains(game.bombX[$0]) && game.bombY[$0] == 6 })
        game.fleet = Invaders.fullFleet
        game.bombY = SIMD4(repeating: -9)
        for _ in 0..<400 { game.dropBomb() }
        #expect(game.bombY == SIMD4(repeating: 18))
    }

    @Test("The fleet marches every fifth step, down at the border and then back; it counts only those alive")
    func march() throws {
        var game = try field(fleetX: 11)
        for _ in 0..<4 { game.march() }
        #expect(game.fleetX == 11)
        game.march()
        #expect(game.fleetX == 12 && game.fleetY == 4)
        for _ in 0..<5 { game.march() }
        #expect(game.fleetX == 12 && game.fleetY == 6 && game.direction == -1)
        for _ in 0..<5 { game.march() }
        #expect(game.fleetX == 11)
        // A lone invader of the last column marches with every step, until it is at the left border itself.
        var lone = try field(fleetX: 0, direction: -1)
        lone.fleet = 1 << 5
        #expect(lone.marchPeriod == 1)
        for _ in 0..<25 { lone.march() }
        #expect(lone.fleetX == -25 && lone.fleetY == 4)
        lone.march()
        #expect(lone.fleetX == -25 && lone.fleetY == 6 && lone.direction == 1)
    }

    @Test("A fleet that comes down to the cannon ends the episode; rows that are gone do not count")
    func landing() throws {
        var game = try field(fleetY: 22)
        #expect(!game.hasEnded)
        game.fleetY = 24
        #expect(game.hasEnded)
        game.fleet = 0b111111
        #expect(!game.hasEnded)
    }

    @Test("A fleet that is shot down is followed by one that begins lower")
    func waves() throws {
        var game = try field()
        for wave in 1...6 {
            game.fleet = 1
            game.shotX = game.fleetX
            game.shotY = game.fleetY + 2
            #expect(game.moveShot() == 1)
            #expect(game.wave == wave && game.fleet == Invaders.fullFleet)
            #expect(game.fleetY == 4 + 2 * min(wave, 4))
        }
    }

    @Test("The cannon stops at the borders, and 2,000 steps are the longest episode")
    func borders() throws {
        var game = try field()
        for _ in 0..<10 { _ = game.step(.left) }
        #expect(game.cannon == 0)
        for _ in 0..<20 { _ = game.step(.right) }
        #expect(game.cannon == 36)
        game.lives = 3
        game.stepCount = 1_999
        #expect(game.step(.stay).hasEnded)
    }
}
