extension VectorisedGames {
    enum CodingKeys: String, CodingKey {
        case count, frames, rewards, hasEnded, returns, lengths, finishedReturns, finishedLengths, states, newest
    }

    /// Games as they were saved.
    /// - Throws: ``GameError`` if the parts do not fit together, and what the decoder throws.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        count = try values.decode(Int.self, forKey: .count)
        frames = try values.decode(Int.self, forKey: .frames)
        rewards = try values.decode([Float].self, forKey: .rewards)
        hasEnded = try values.decode([Bool].self, forKey: .hasEnded)
        returns = try values.decode([Float].self, forKey: .returns)
        lengths = try values.decode([Int].self, forKey: .lengths)
        finishedReturns = try values.decode([Float].self, forKey: .finishedReturns)
        finishedLengths = try values.decode([Int].self, forKey: .finishedLengths)
        states = try values.decode([Player].self, forKey: .states)
        newest = try values.decode(Int.self, forKey: .newest)
        let counts = [
            rewards.count, hasEnded.count, returns.count, lengths.count, finishedReturns.count, finishedLengths.count,
        ]
        guard count > 0, frames > 0, counts.allSatisfy({ $0 == count }), (0..<frames).contains(newest),
            states.count.isMultiple(of: count), states.count / count == frames
        else {
            throw GameError(
                Player.name.rawValue, "the saved games do not fit together", remedy: "take an earlier save")
        }
    }
}
