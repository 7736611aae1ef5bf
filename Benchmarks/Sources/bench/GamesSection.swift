import FrugalTensor
import FrugalTransfer

/// Steps of native Breakout on one core with a random player, held against the rates asked for; and, where a Python with
/// Gymnasium and ale-py is named, Atari's Breakout through the bridge beside Python's own loop.
func gamesSection(gymnasium: String?, _ rounds: Rounds) throws -> [Comparison] {
    let native = try [false, true].map { try nativeLine(withPixels: $0, rounds) }
    return try native + (gymnasium.map { try [bridgeLine(python: $0, rounds)] } ?? [])
}

private func nativeLine(withPixels: Bool, _ rounds: Rounds) throws -> Comparison {
    let count = 64, steps = 500
    let rate = withPixels ? 100_000.0 : 1_000_000
    var games = try VectorisedGames<Breakout>(count: count, seed: 1)
    var random = RandomStream(seed: 2)
    let actions = (0..<steps).map { _ in (0..<count).map { _ in GameAction.allCases[random.below(3)] } }
    var pixels = [Float](repeating: 0, count: count * GamePicture.count)
    return try rounds.compare(
        "Breakout, a step \(withPixels ? "with its picture" : "without a picture")",
        against: "\(Int(rate)) steps a second", target: 1, steps: 3, per: Double(count * steps),
        ours: {
            for row in actions {
                try games.step(row)
                if withPixels { try pixels.withUnsafeMutableBufferPointer { try games.writePixels(into: $0) } }
            }
        }, peer: { Array(repeating: Double(count * steps) / rate, count: $0) })
}

private func bridgeLine(python: String, _ rounds: Rounds) throws -> Comparison {
    let name = "ale_py:ALE/Breakout-v5"
    let count = 8, steps = 60
    let games = try GymnasiumEnvironments(GymnasiumSettings(name, count: count, python: python))
    let peer = try Peer(python: python, modules: ["gymnasium_loop"], folder: "Benchmarks/peers")
    var random = RandomStream(seed: 3)
    let actions = (0..<steps).map { _ in (0..<count).map { _ in random.below(games.actionCount) } }
    return try rounds.compare(
        "Atari's Breakout through the bridge, a step", against: "Python's own loop", target: nil, steps: 3,
        per: Double(count * steps),
        ours: {
            for row in actions {
                try games.step(row)
                _ = games.observations
            }
        },
        peer: { try peer.measure("loop", ["environment": name, "count": count, "steps": steps], steps: $0) })
}
