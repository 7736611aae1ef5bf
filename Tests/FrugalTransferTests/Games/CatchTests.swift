import Testing

@testable import FrugalTransfer

@Suite("Catch")
struct CatchTests {
    @Test("A fruit that touches the paddle is caught, one beside it is lost", arguments: [14, 15, 23, 24])
    func fruits(x: Int) throws {
        var game = try Catch(seed: 1)
        game.fruit.x = x
        game.fruit.y = 32
        #expect(game.step(.stay) == GameOutcome(reward: 0, hasEnded: false))
        #expect(game.fruit.y == 34 && game.trail.y == 32)
        #expect(game.step(.stay).reward == ((15...23).contains(x) ? 1 : -1))
        #expect(game.fruits == 9 && game.fruit.y == 0)
    }

    @Test("Ten fruits of 18 steps are an episode")
    func length() throws {
        var game = try Catch(seed: 4)
        var steps = 1
        while !game.step(.stay).hasEnded { steps += 1 }
        #expect(steps == 180 && game.fruits == 0)
        #expect(game.step(.left) == .over)
    }

    @Test("At half the speed an episode is twice as long and below the bound")
    func slow() throws {
        var game = try Catch(variant: GameVariant(speed: 0.5), seed: 4)
        var steps = 1
        while !game.step(.stay).hasEnded { steps += 1 }
        #expect(steps == 350 && steps < Catch.maximumSteps)
    }

    @Test("The paddle stops at the borders")
    func borders() throws {
        var game = try Catch(seed: 1)
        for _ in 0..<8 { _ = game.step(.left) }
        #expect(game.paddle == 0)
        for _ in 0..<12 { _ = game.step(.right) }
        #expect(game.paddle == 32)
        for action in [GameAction.stay, .up, .down, .fire] { _ = game.step(action) }
        #expect(game.paddle == 32)
    }

    @Test("An offset paddle catches as many rows higher")
    func offset() throws {
        var game = try Catch(variant: GameVariant(paddleOffset: 8), seed: 1)
        game.fruit.x = 18
        game.fruit.y = 25
        #expect(game.step(.stay).reward == 1)
    }
}
