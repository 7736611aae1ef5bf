import Foundation
import Testing

@testable import FrugalTransfer

@Suite("Saved games")
struct SavingTests {
    @Test("A game that was saved in the middle goes on bit for bit", arguments: GameName.allCases)
    func single(name: GameName) throws {
        try compare(name.gameType)
    }

    private func compare<Player: Game>(_ type: Player.Type) throws {
        var game = try Player(variant: GameVariant(brightnessShift: 0.1, speed: 1.37), seed: UInt64.max - 3)
        for action in randomActions(90, seed: 1) where !game.hasEnded { _ = game.step(action) }
        var copy = try restored(game)
        #expect(copy == game)
        for action in randomActions(400, seed: 2) {
            if game.hasEnded {
                game.reset()
                copy.reset()
            }
            #expect(copy.step(action) == game.step(action))
        }
        #expect(copy == game)
        #expect(try picture(of: copy) == picture(of: game))
    }

    @Test("Many games that were saved by name go on bit for bit", arguments: GameName.allCases)
    func many(name: GameName) throws {
        var games = try name.makeGames(count: 3, seed: 5, frames: 3)
        for step in 0..<131 { try games.step(randomActions(3, seed: UInt64(step))) }
        var copy = try JSONDecoder().decode(name.batchType, from: JSONEncoder().encode(games))
        #expect(try saved(copy) == saved(games))
        for step in 0..<300 {
            let actions = randomActions(3, seed: UInt64(step))
            try games.step(actions)
            try copy.step(actions)
            #expect(copy.rewards == games.rewards && copy.hasEnded == games.hasEnded)
        }
        #expect(try saved(copy) == saved(games))
    }

    private func saved(_ games: any GameBatch) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(games)
    }

    @Test("A save whose parts do not fit together is refused")
    func damaged() throws {
        let games = try VectorisedGames<Catch>(count: 2, seed: 1, frames: 2)
        let text = try #require(String(bytes: saved(games), encoding: .utf8))
        for (part, damage) in [
            ("\"count\":2", "\"count\":3"), ("\"frames\":2", "\"frames\":1"), ("\"newest\":0", "\"newest\":2"),
            ("\"rewards\":[0,0]", "\"rewards\":[0]"), ("\"count\":2", "\"count\":0"),
        ] {
            #expect(text.contains(part))
            let bytes = Data(text.replacingOccurrences(of: part, with: damage).utf8)
            #expect(throws: GameError.self) {
                _ = try JSONDecoder().decode(VectorisedGames<Catch>.self, from: bytes)
            }
        }
    }
}
