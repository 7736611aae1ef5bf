import FrugalTrack

/// Saves a search at times, tells about it, and stops it where that is asked for.
struct EnasKeeper {
    private let file: EnasCheckpoint?
    private let check: () throws -> Void
    private let progress: (EnasState) -> Void
    private var interval = SavingInterval()

    init(
        file: EnasCheckpoint?, check: @escaping () throws -> Void, progress: @escaping (EnasState) -> Void
    ) {
        self.file = file
        self.check = check
        self.progress = progress
    }

    /// After a step: saves where it is time to.
    /// - Throws: what `check` throws, after the state is saved.
    mutating func keep<Family>(_ run: EnasRun<Family>) throws {
        progress(run.state)
        do { try check() } catch {
            try file?.save(run)
            throw error
        }
        guard let file else { return }
        try interval.save { try file.save(run) }
    }
}
