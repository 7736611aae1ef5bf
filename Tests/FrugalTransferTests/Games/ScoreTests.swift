import FrugalTensor
import FrugalTransfer
import Testing

@Suite("Scores")
struct ScoreTests {
    /// What a random player may reach at most, and the expert must reach at least, in the mean.
    private static let bounds: [GameName: (random: Float, expert: Float)] = [
        .breakout: (2, 300), .catch: (-4, 10), .freeway: (0.2, 14), .invaders: (15, 150), .pong: (-3, 4),
    ]

    @Test("A random player gets little and one who knows the rules much", arguments: GameName.allCases)
    func scores(name: GameName) throws {
        let bounds = try #require(Self.bounds[name])
        var random = RandomStream(seed: 21)
        let actions = GameAction.allCases
        let low = try meanReturn(name, episodes: 3) { games in
            (0..<games.count).map { _ in actions[random.below(actions.count)] }
        }
        #expect(low <= bounds.random)
        #expect(try expertReturn(name) >= bounds.expert)
    }

    /// The mean return of the expert in four episodes.
    private func expertReturn(_ name: GameName) throws -> Float {
        var games = try name.makeGames(count: 4, seed: 12)
        var returns = [Float?](repeating: nil, count: 4)
        while returns.contains(nil) {
            try games.step(games.expertActions)
            for index in 0..<4 where games.hasEnded[index] && returns[index] == nil {
                returns[index] = games.finishedReturns[index]
            }
        }
        return returns.compactMap { $0 }.reduce(0, +) / 4
    }

    @Test("In Breakout there is far more to win than twenty times the random score")
    func room() throws {
        let wall: Float = 2 * 10 * (7 + 4 + 1)
        var random = RandomStream(seed: 22)
        let actions = GameAction.allCases
        let low = try meanReturn(.breakout, episodes: 10) { games in
            (0..<games.count).map { _ in actions[random.below(actions.count)] }
        }
        #expect(low > 0 && wall > 100 * low)
    }
}
