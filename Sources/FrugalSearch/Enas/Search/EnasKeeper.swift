import FrugalTrack

/// Saves a search at times, tells about it, and stops it where that is asked for.
struct EnasKeeper {
    private let file: EnasCheckpoint?
    private let check: () throws -> Void
    private let progress: (EnasState) -> Void
    private let clock = ContinuousClock()
    private var next: ContinuousClock.Instant

    init(
        file: EnasCheckpoint?, check: @escaping () throws -> Void, progress: @escaping (EnasState) -> Void
    ) {
        self.file = file
        self.check = check
        self.progress = progress
        next = clock.now + .seconds(2)
    }

    /// After a step: saves where it is time to, every two seconds or more seldom where saving would take more than a fiftieth of
    /// the time.
    /// - Throws: what `check` throws, after the state is saved.
    mutating func keep<Family>(_ run: EnasRun<Family>) throws {
        progress(run.state)
        do { try check() } catch {
            try file?.save(run)
            throw error
        }
        guard let file, clock.now >= next else { return }
        let begin = clock.now
        try file.save(run)
        next = clock.now + max(.seconds(2), (clock.now - begin) * 50)
    }
}
