import Testing

@testable import FrugalTransfer

@Suite("Freeway")
struct FreewayTests {
    /// A road whose cars stand outside of the picture.
    private func emptyRoad(_ variant: GameVariant = .standard) throws -> Freeway {
        var game = try Freeway(variant: variant, seed: 1)
        game.cars = SIMD8(repeating: 0)
        game.velocities = SIMD8(repeating: 0)
        return game
    }

    @Test("Seventeen steps up are a crossing, which pays 1 and begins again at the bottom")
    func crossing() throws {
        var game = try emptyRoad()
        for _ in 0..<16 { #expect(game.step(.up).reward == 0) }
        #expect(game.chicken == 5)
        #expect(game.step(.up) == GameOutcome(reward: 1, hasEnded: false))
        #expect(game.chicken == 37 && !game.isRunOver)
    }

    @Test("A chicken in front of a car is run over and back at the bottom", arguments: [(72, false), (76, true)])
    func collision(place: Int32, isHit: Bool) throws {
        var game = try emptyRoad()
        // The car of lane 7 covers rows 33 and 34, and its last column is 17 or 18: beside the chicken or below it.
        game.cars[7] = place
        game.chicken = 35
        #expect(game.step(.up).reward == 0)
        #expect(game.isRunOver == isHit)
        #expect(game.chicken == (isHit ? 37 : 33))
    }

    @Test("A car that arrives while the chicken waits runs it over as well")
    func arrival() throws {
        var game = try emptyRoad()
        game.chicken = 33
        game.cars[7] = 72
        game.velocities[7] = 2
        _ = game.step(.stay)
        #expect(!game.isRunOver)
        _ = game.step(.stay)
        #expect(game.isRunOver && game.chicken == 37)
    }

    @Test("Cars move by their speed and come back from the other side")
    func cars() throws {
        var game = try emptyRoad()
        game.cars = [183, 1, 100, 100, 0, 0, 0, 0]
        game.velocities = [4, -4, 6, -6, 0, 0, 0, 0]
        let before = game.cars
        _ = game.step(.stay)
        #expect(game.cars == [3, 181, 106, 94, 0, 0, 0, 0])
        #expect(game.trail == before)
    }

    @Test("Even lanes go to the right, odd ones to the left, in every episode")
    func lanes() throws {
        var game = try Freeway(seed: 3)
        for _ in 0..<20 {
            for lane in 0..<8 {
                let speed = game.velocities[lane] * (lane.isMultiple(of: 2) ? 1 : -1)
                #expect((2...6).contains(speed))
                #expect((0..<Freeway.loop).contains(game.cars[lane]))
            }
            game.reset()
        }
    }

    @Test("The chicken stops at the bottom, only up and down move it, and 500 steps are an episode")
    func borders() throws {
        var game = try emptyRoad()
        _ = game.step(.down)
        #expect(game.chicken == 37)
        for action in [GameAction.stay, .left, .right, .fire] { _ = game.step(action) }
        #expect(game.chicken == 37)
        _ = game.step(.up)
        _ = game.step(.up)
        _ = game.step(.down)
        #expect(game.chicken == 35)
        game.stepCount = 499
        #expect(game.step(.stay).hasEnded)
        #expect(game.step(.up) == .over)
    }

    @Test("Speed moves the cars and not the chicken")
    func speed() throws {
        var game = try emptyRoad(GameVariant(speed: 1.5))
        game.velocities[0] = 4
        for _ in 0..<4 { _ = game.step(.up) }
        #expect(game.cars[0] == 24 && game.chicken == 29)
    }
}
