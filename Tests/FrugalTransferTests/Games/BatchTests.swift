import FrugalTensor
import Testing

@testable import FrugalTransfer

@Suite("Vectorised games")
struct BatchTests {
    @Test("Two games together are two games alone, step by step and picture by picture", arguments: GameName.allCases)
    func single(name: GameName) throws {
        try compare(name.gameType)
    }

    private func compare<Player: Game>(_ type: Player.Type) throws {
        var games = try VectorisedGames<Player>(count: 2, seed: 6, frames: 2)
        var alone = try (0..<2).map { try Player(variant: .standard, random: RandomStream(seed: 6, stream: $0)) }
        var stacks = try alone.map { try [picture(of: $0), picture(of: $0)] }
        var ends = 0
        for step in 0..<520 {
            let actions = randomActions(2, seed: UInt64(step))
            try games.step(actions)
            for index in 0..<2 {
                let outcome = alone[index].step(actions[index])
                #expect(games.rewards[index] == outcome.reward && games.hasEnded[index] == outcome.hasEnded)
                if outcome.hasEnded {
                    ends += 1
                    alone[index].reset()
                    let first = try picture(of: alone[index])
                    stacks[index] = [first, first]
                } else {
                    stacks[index] = [stacks[index][1], try picture(of: alone[index])]
                }
                #expect(try games.game(index) == alone[index])
            }
            guard step.isMultiple(of: 8) || games.hasEnded.contains(true) else { continue }
            #expect(try pixels(of: games) == stacks.flatMap { $0.flatMap { $0 } })
            #expect(try planes(of: games) == alone.flatMap { try features(of: $0) })
        }
        #expect(ends > 0, "no episode has ended")
    }

    private func pixels(of games: some GameBatch) throws -> [Float] {
        var values = [Float](repeating: -1, count: games.count * games.frames * GamePicture.count)
        try values.withUnsafeMutableBufferPointer { try games.writePixels(into: $0) }
        return values
    }

    private func planes(of games: some GameBatch) throws -> [Float] {
        var values = [Float](repeating: -1, count: games.count * GameFeatures.count)
        try values.withUnsafeMutableBufferPointer { try games.writeFeatures(into: $0) }
        return values
    }

    @Test("Four stacked pictures are the last four, the newest last")
    func stack() throws {
        var games = try VectorisedGames<Catch>(count: 1, seed: 1, frames: 4)
        for _ in 0..<2 { try games.step([.stay]) }
        let values = try pixels(of: games)
        let rows = (0..<4).map { frame in
            (0..<40).first { row in values[(frame * 40 + row) * 40..<(frame * 40 + row + 1) * 40].contains(1) }
        }
        #expect(rows == [0, 0, 2, 4])
    }

    @Test("Returns and lengths add up over episodes")
    func accounts() throws {
        var games = try VectorisedGames<Catch>(count: 3, seed: 1)
        var sums: [Float] = [0, 0, 0]
        for step in 1...400 {
            try games.step(randomActions(3, seed: UInt64(step)))
            for index in 0..<3 {
                sums[index] += games.rewards[index]
                #expect(games.hasEnded[index] == step.isMultiple(of: 180))
                #expect(games.lengths[index] == step % 180)
                #expect(games.finishedLengths[index] == (step < 180 ? 0 : 180))
                if games.hasEnded[index] {
                    #expect(games.finishedReturns[index] == sums[index])
                    sums[index] = 0
                }
                #expect(games.returns[index] == sums[index])
            }
        }
        #expect(Set(games.finishedReturns).count > 1)
    }

    @Test("The same seed gives the same games, another seed and another place other ones", arguments: GameName.allCases)
    func seeds(name: GameName) throws {
        var runs = try [3, 3, 4].map { try name.makeGames(count: 2, seed: $0) }
        var observations = [[Float]](repeating: [], count: 3)
        for step in 0..<60 {
            let actions = randomActions(2, seed: UInt64(step))
            for run in 0..<3 {
                try runs[run].step(actions)
                observations[run] += try planes(of: runs[run])
            }
        }
        #expect(observations[0] == observations[1])
        #expect(observations[0] != observations[2])
        let games = try VectorisedGames<Breakout>(count: 2, seed: 3)
        #expect(try games.game(0).ball != games.game(1).ball)
    }

    @Test("What does not fit is refused, and nothing is played")
    func refused() throws {
        var games = try VectorisedGames<Pong>(count: 2, seed: 1, frames: 3)
        let error = #expect(throws: GameError.self) { try games.step([.stay]) }
        #expect(error?.description == "pong: 1 actions for 2 games; give one for each game.")
        #expect(games.lengths == [0, 0] && games.newest == 0)
        #expect(throws: GameError.self) { _ = try games.game(2) }
        #expect(throws: GameError.self) { _ = try games.game(-1) }
        #expect(throws: GameError.self) { _ = try VectorisedGames<Pong>(count: 0, seed: 1) }
        #expect(throws: GameError.self) { _ = try VectorisedGames<Pong>(count: 1, seed: 1, frames: 0) }
        var pixels = [Float](repeating: 0, count: 2 * GamePicture.count)
        #expect(throws: GameError.self) {
            try pixels.withUnsafeMutableBufferPointer { try games.writePixels(into: $0) }
        }
    }

    @Test("Names lead to their games")
    func names() throws {
        #expect(GameName.allCases.map(\.rawValue) == ["breakout", "catch", "freeway", "invaders", "pong"])
        for name in GameName.allCases {
            #expect(name.gameType.name == name)
            #expect(type(of: try name.makeGame(seed: 1)) == name.gameType)
            let games = try name.makeGames(count: 3, seed: 1, frames: 2)
            #expect(games.name == name && games.count == 3 && games.frames == 2)
            #expect(try restored(name) == name)
        }
        #expect(GameName(rawValue: "tetris") == nil)
    }
}
