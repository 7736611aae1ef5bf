import CFrugalTorch

/// Counts what operations take while they run.
public enum CostLedger {
    /// Runs `body` and says what it took.
    ///
    /// Counted are the operations of this thread and the gradients taken on it, not tasks started within. Measurements
    /// may be nested: the inner part counts in both. Nothing is spent on counting while no measurement is open.
    ///
    /// - Returns: what `body` returned, and its cost. ``Cost/parameters`` and ``Cost/synapticOperations`` stay zero: the
    ///   caller knows them.
    public static func measure<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> (result: Value, cost: Cost) {
        Engine.start()
        let open = frugal_cost_open() == FRUGAL_OK
        let earlierPeak = Engine.Memory.peak
        Engine.Memory.resetPeak()
        let start = ContinuousClock.now

        var cost = Cost()
        let outcome = Result(catching: body)
        let duration = start.duration(to: .now)
        cost.seconds = duration / .seconds(1)
        cost.peakMemory = Engine.Memory.peak
        cost.multiplyAdds = open ? Int(frugal_cost_close()) : 0
        frugal_memory_raise_peak(earlierPeak)
        return (try outcome.get(), cost)
    }
}
