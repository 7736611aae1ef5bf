/// A rate that rises to a peak and falls far below where it began, both along half a cosine: PyTorch's `OneCycleLR` with
/// two phases.
///
/// Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates", 2017.
public struct OneCycle: Schedule, Hashable, Codable {
    /// The highest rate.
    public var peak: Double
    /// The steps of the whole cycle.
    public var steps: Int
    /// The share of the steps in which the rate rises.
    public var rising: Double
    /// The first rate is the peak divided by this.
    public var startDivisor: Double
    /// The last rate is the first divided by this.
    public var endDivisor: Double

    /// One cycle over `steps` steps, up to `peak` and down.
    public init(
        peak: Double, over steps: Int, rising: Double = 0.3, startDivisor: Double = 25, endDivisor: Double = 1e4
    ) {
        self.peak = peak
        self.steps = steps
        self.rising = rising
        self.startDivisor = startDivisor
        self.endDivisor = endDivisor
    }

    /// The rate on the way up or down; the last one after the end.
    public func rate(at step: Int) -> Double {
        let start = peak / startDivisor
        let end = start / endDivisor
        let top = rising * Double(steps) - 1
        let last = Double(steps - 1)
        let now = Double(max(0, step))
        if now <= top { return between(start, peak, top > 0 ? now / top : 1) }
        return between(peak, end, last > top ? min(1, (now - top) / (last - top)) : 1)
    }

    private func between(_ from: Double, _ to: Double, _ progress: Double) -> Double {
        to + (from - to) * halfCosine(progress)
    }
}
