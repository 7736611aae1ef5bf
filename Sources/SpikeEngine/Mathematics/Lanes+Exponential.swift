/// The exponential function of eight numbers, within two units in the last place between -87.3 and 88.3; arguments
/// outside count as those limits, so that nothing becomes infinite.
///
/// `x = k ln 2 + r` by adding and subtracting a number so large that the sum has no fraction left, a polynomial in `r`
/// of degree six (Chebyshev nodes), and `k` added to the exponent bits.
@inline(__always)
func exponential(_ argument: Lanes) -> Lanes {
    let highest = Lanes(repeating: 88.3)
    let lowest = Lanes(repeating: -87.3)
    var x = choose(isBelow(argument, highest), argument, highest)
    x = choose(isBelow(x, lowest), lowest, x)
    let shifted = x * 1.442695 + 12_582_912
    let power = shifted - 12_582_912
    let r = (x - power * 0.693_145_75) - power * 1.428_606_8e-06
    var series = Lanes(repeating: 0.001_394_858_4)
    series = series * r + 0.008_375_131
    series = series * r + 0.041_666_217
    series = series * r + 0.166_664_15
    series = series * r + 0.5
    series = series * r + 1
    series = series * r + 1
    // The low bits of `shifted` hold k; shifting them to the exponent pushes everything else out.
    let exponent = unsafeBitCast(shifted, to: WholeLanes.self) &<< 23
    return unsafeBitCast(unsafeBitCast(series, to: WholeLanes.self) &+ exponent, to: Lanes.self)
}
