/// How far two ways of ranking the same things agree.
public enum KendallTau {
    /// Kendall's tau-b: the pairs that both rank alike minus those that they rank the other way round, over all pairs, with
    /// ties taken out on both sides. 1 for the same order, -1 for the reverse, 0 for none; nan below two things or where
    /// one side is all ties.
    ///
    /// Kendall, "The treatment of ties in ranking problems", Biometrika 1945. Compares every pair, in n²/2 steps.
    public static func tau(_ first: [Double], _ second: [Double]) -> Double {
        let count = min(first.count, second.count)
        var (agreement, untied, otherUntied) = (0, 0, 0)
        for left in 0..<count {
            for right in (left + 1)..<max(left + 1, count) {
                let one = sign(first[left] - first[right])
                let other = sign(second[left] - second[right])
                agreement += one * other
                untied += one * one
                otherUntied += other * other
            }
        }
        return Double(agreement) / (Double(untied) * Double(otherUntied)).squareRoot()
    }

    /// The standard deviation of tau for `count` things without ties whose orders have nothing to do with each other: a tau
    /// smaller than twice this is no evidence.
    public static func deviation(count: Int) -> Double {
        let n = Double(count)
        return (2 * (2 * n + 5) / (9 * n * (n - 1))).squareRoot()
    }

    private static func sign(_ difference: Double) -> Int { difference > 0 ? 1 : difference < 0 ? -1 : 0 }
}
