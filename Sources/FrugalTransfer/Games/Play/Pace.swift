/// How many ticks pass in a step: what moves by itself moves once a tick.
///
/// The pace is kept in hundredths as whole numbers, so that no rounding adds up over a long episode.
struct Pace: Hashable, Codable, Sendable {
    private let hundredths: Int
    private var credit = 0

    /// The pace of a variant whose speed is in range.
    init(_ variant: GameVariant) { hundredths = Int(variant.speed * 100 + 0.5) }

    /// The ticks of the next step, where there are `standard` of them in the standard game.
    mutating func ticks(standard: Int) -> Int {
        credit += standard * hundredths
        let (ticks, rest) = credit.quotientAndRemainder(dividingBy: 100)
        credit = rest
        return ticks
    }
}
