/// A step of exponential Euler for eight membranes: `rate relaxation(rate g)` of eight conductances that are not
/// negative, which times the force on a membrane is its change.
///
/// Mostly `rate g` is near zero, and a polynomial does without division. Where it is not in one lane, the others keep
/// their bits, so that a neuron does not depend on its neighbours.
struct LaneRelaxation: Sendable {
    /// The step in units of the time that a conductance of one takes.
    let rate: Float

    /// Up to here the polynomial is right to three units in the last place.
    static let nearZero: Float = 0.5

    @inline(__always)
    func callAsFunction(_ conductance: Lanes) -> Lanes {
        let x = conductance * rate
        let near = Self.nearZero(x)
        let isFar = bits(Self.nearZero - x)
        return (isNegativeAnywhere(isFar) ? choose(isFar &>> 31, Self.farFromZero(x), near) : near) * rate
    }

    /// The polynomial of degree four (Chebyshev nodes on 0 to ``nearZero``).
    ///
    /// Its factors are literals: folded with the rate they would save a multiplication, but be read from the stack in
    /// every round, which is slower by a third.
    @inline(__always)
    static func nearZero(_ x: Lanes) -> Lanes {
        var series = Lanes(repeating: 0.006_785_358_8)
        series = series * x - 0.041_015_71
        series = series * x + 0.166_552_71
        series = series * x - 0.499_992_97
        return series * x + 0.999_999_94
    }

    /// The formula, for lanes beyond the limit; anything in the others.
    @inline(never)
    static func farFromZero(_ x: Lanes) -> Lanes {
        (1 - exponential(-x)) / choose(isBelow(Lanes(repeating: nearZero), x), x, Lanes(repeating: 1))
    }
}
