import Foundation
import FrugalTensor
import FrugalTransfer
import Testing

/// The picture of a game.
func picture(of game: some Game) throws -> [Float] {
    var pixels = [Float](repeating: -1, count: GamePicture.count)
    try pixels.withUnsafeMutableBufferPointer { try game.writePixels(into: $0) }
    return pixels
}

/// The feature planes of a game.
func features(of game: some Game) throws -> [Float] {
    var values = [Float](repeating: -1, count: GameFeatures.count)
    try values.withUnsafeMutableBufferPointer { try game.writeFeatures(into: $0) }
    return values
}

/// One plane of the features of a game, by rows.
func plane(_ plane: GamePlane, of game: some Game) throws -> [[Float]] {
    let values = try features(of: game)
    return (0..<10).map { row in (0..<10).map { values[(plane.rawValue * 10 + row) * 10 + $0] } }
}

/// Random actions, uniform over the set.
func randomActions(_ count: Int, seed: UInt64) -> [GameAction] {
    var random = RandomStream(seed: seed)
    let all = GameAction.allCases
    return (0..<count).map { _ in all[random.below(all.count)] }
}

/// A value that was written as JSON and read again.
func restored<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}

/// The mean return of whole episodes, the same number of each of 16 games.
func meanReturn(
    _ name: GameName, episodes: Int, choose: (any GameBatch) -> [GameAction]
) throws -> Float {
    var games = try name.makeGames(count: 16, seed: 11)
    var ended = [Int](repeating: 0, count: games.count)
    var sum: Float = 0
    while ended.contains(where: { $0 < episodes }) {
        try games.step(choose(games))
        for index in 0..<games.count where games.hasEnded[index] && ended[index] < episodes {
            ended[index] += 1
            sum += games.finishedReturns[index]
        }
    }
    return sum / Float(episodes * games.count)
}
