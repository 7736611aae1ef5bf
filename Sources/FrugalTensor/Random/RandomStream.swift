/// A stream of random numbers: a value with an explicit seed, whose whole state is one number that can be written down.
///
/// The same seed gives the same numbers. ``split()`` gives an independent stream, so that two parts of a program draw
/// without disturbing each other. The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014); each tensor is drawn from a seed of its own.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable, Codable {
    private var state: UInt64

    /// A stream that is wholly given by its seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// One of many streams of a seed (an epoch, an example, a fold): neighbouring streams are unrelated.
    public init(seed: UInt64, stream: UInt64...) {
        state = stream.reduce(seed) { Self.mixed($0 &+ Self.increment &+ Self.mixed($1 &+ Self.increment)) }
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// A stream of its own, independent of what is drawn here later.
    public mutating func split() -> RandomStream { RandomStream(seed: next()) }

    /// The stream of a named part: the same name gives the same stream, and nothing is drawn.
    public func named(_ name: String) -> RandomStream {
        // FNV-1a over the name: `Hashable` is seeded anew in every process.
        let hash = name.utf8.reduce(state ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var stream = RandomStream(seed: hash)
        return stream.split()
    }

    /// The golden ratio as a 64-bit fraction: the step of the counter behind SplitMix64.
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The finaliser of SplitMix64: every bit of the input changes about half of the bits of the output.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
