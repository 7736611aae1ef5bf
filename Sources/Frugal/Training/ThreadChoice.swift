import FrugalTensor

/// How many threads one operation gets.
///
/// Threads that wait for each other at every small operation cost more than they give, and where another program runs
/// they may cost hundreds of times more: the one that waits spins while the other has no processor. So everything runs on
/// one thread unless a measurement shows that more are worth it.
struct ThreadChoice {
    /// The most threads allowed.
    let most: Int

    /// One thread, or as many as allowed where that takes at most three quarters of the time.
    /// - Parameter seconds: measures some work on the threads that are then set, in about the time that it is given.
    func fastest(
        within limit: Double, _ seconds: (_ limit: Double) throws -> Double
    ) rethrows -> (threads: Int, seconds: Double) {
        let before = Engine.threads
        defer { Engine.threads = before }
        Engine.threads = 1
        let alone = try seconds(limit / 2)
        // Where one step alone takes the time that was given, another measurement would take what is left for training.
        guard most > 1, alone < limit / 2 else { return (1, alone) }
        Engine.threads = most
        // What takes longer than this has lost already.
        let together = try seconds(min(limit / 2, 6 * alone))
        return together < 0.75 * alone ? (most, together) : (1, alone)
    }

    /// The same by a rule, where a result must not depend on a measurement.
    /// - Parameter multiplyAdds: what one step of the work takes.
    func expected(multiplyAdds: Int) -> Int { multiplyAdds >= 500_000_000 ? most : 1 }

    /// Runs `body` on `threads` threads.
    static func with<Result>(_ threads: Int, _ body: () throws -> Result) rethrows -> Result {
        let before = Engine.threads
        Engine.threads = threads
        defer { Engine.threads = before }
        return try body()
    }
}
