import Foundation

/// One line of a section: our time, the peer's, and their ratio over the rounds.
struct Comparison: Codable {
    let name: String
    /// What stands on the other side.
    let peer: String
    /// Median seconds of a step.
    let ourSeconds: Double
    let peerSeconds: Double
    /// The peer's time divided by ours, a round each.
    let ratios: [Double]
    /// The ratio asked for; nil where none is.
    let target: Double?
    /// Arithmetic rate in GFLOP/s, and its share of the best product's, where it means something.
    var rate: Double?
    var share: Double?

    var ratio: Double { ratios.median }
}

extension [Double] {
    var median: Double {
        guard !isEmpty else { return .nan }
        let ordered = sorted()
        let middle = count / 2
        return count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2
    }
}

/// Measures two sides in turn.
struct Rounds {
    var rounds = 7
    let clock = ContinuousClock()

    /// Seconds of `steps` runs of `step`, each.
    func seconds(_ steps: Int, _ step: () throws -> Void) rethrows -> [Double] {
        try (0..<steps).map { _ in
            let time = try clock.measure(step)
            return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        }
    }

    /// Runs our side and the peer's alternately. The median step of every turn is compared with that of the turn
    /// beside it.
    ///
    /// - Parameter multiplyAdds: of one of our steps. Then the arithmetic rate is reported, and its share of the best
    ///   product's rate, which is measured anew in every round: the machine's speed changes from minute to minute.
    func compare(
        _ name: String, against peer: String, target: Double?, steps: Int, per unit: Double = 1,
        multiplyAdds: Double? = nil, ours: () throws -> Void, peer other: (Int) throws -> [Double]
    ) throws -> Comparison {
        for _ in 0..<3 { try ours() }
        _ = try other(1)
        var mine: [Double] = [], theirs: [Double] = [], rates: [Double] = [], shares: [Double] = []
        for _ in 0..<rounds {
            mine.append(try seconds(steps, ours).median / unit)
            if let multiplyAdds {
                rates.append(2 * multiplyAdds / unit / (mine.last ?? .nan) / 1e9)
                shares.append((rates.last ?? .nan) / bestProductRate())
            }
            theirs.append(try other(steps).median / unit)
        }
        let line = Comparison(
            name: name, peer: peer, ourSeconds: mine.median, peerSeconds: theirs.median,
            ratios: zip(theirs, mine).map { $0 / $1 }, target: target, rate: rates.isEmpty ? nil : rates.median,
            share: shares.isEmpty ? nil : shares.median)
        // A section takes minutes, and its table comes at its end.
        let news = "  \(name), \(peer): \(String(format: "%.2f", line.ratio))\n"
        FileHandle.standardError.write(Data(news.utf8))
        return line
    }
}
