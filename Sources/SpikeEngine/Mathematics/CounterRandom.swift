/// Random numbers by position: the number of a key and a counter is a function of the two and of nothing else, so that
/// streams may be drawn in any order and any number of them side by side.
///
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), whose state is a counter.
struct CounterRandom: Hashable, Sendable {
    /// What tells this stream from all others.
    let key: UInt64

    /// The stream of some numbers, such as a seed, a source and a neuron.
    @inline(__always)
    init(_ parts: UInt64...) {
        var key: UInt64 = 0
        for part in parts { key = Self.mixed(key &+ Self.increment &+ Self.mixed(part &+ Self.increment)) }
        self.key = key
    }

    /// The stream of one of many members of the stream with this key.
    @inline(__always)
    init(key: UInt64, member: UInt64) {
        self.key = Self.mixed(key &+ (member &+ 1) &* Self.increment)
    }

    /// A number above 0 and at most 1.
    @inline(__always)
    func uniform(_ counter: UInt64) -> Double {
        let bits = Self.mixed(key &+ (counter &+ 1) &* Self.increment)
        return (Double(bits >> 11) + 1) * 0x1p-53
    }

    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}

/// The steps until something happens that happens in every step with the same probability.
///
/// The gap is geometric, so one draw stands for as many coin tosses as there are steps in it.
@inline(__always)
func geometricGap(_ uniform: Double, inverseLogarithm: Double) -> Int {
    let gap = logarithm(uniform) * inverseLogarithm
    return gap >= 0 && gap < Double(longestGap) ? 1 + Int(gap) : longestGap
}

/// Gaps longer than this many steps count as this long: a source of a microhertz is silent anyway.
let longestGap = 1 << 29
