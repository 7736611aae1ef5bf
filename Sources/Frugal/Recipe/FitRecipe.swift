import FrugalTrack

/// The settings of a fit, all of them: together with the data they say what is done.
public struct FitRecipe: Codable, Sendable, Equatable {
    /// Wall-clock seconds for everything, reading and report included; nil for no limit, which needs ``maximumEpochs``.
    public var seconds: Double? = 600
    /// What is looked for.
    public var goal = Goal.accuracy
    /// How far below the best validation accuracy a cheaper model may lie, in percentage points.
    public var within = 1.0
    /// What all random numbers come from.
    public var seed: UInt64 = 1
    /// The column of a table to predict; nil for the last one.
    public var target: String?
    /// The longer side of the pictures given to the network, in pixels; nil to choose by data and budget.
    public var side: Int?
    /// The most epochs a candidate trains. Where it is set, the schedule follows epochs and not the clock, so that the
    /// same seed gives the same model on the same machine.
    public var maximumEpochs: Int?
    /// The candidates to train in place of the ladder that is sized to data and budget.
    public var candidates: [Candidate]?
    /// Whether an architecture search is part of the fit; nil for where the time allows it. It needs ``seconds``, and the
    /// ladder's own candidates.
    public var searches: Bool?
    /// A trained network to begin with beside the ladder; nil for none.
    public var transfer: TransferRecipe?
    /// Whether the chosen model is trained once more on training and validation part together.
    public var refits = true
    /// Where tensors are computed: `cpu`, `cuda`, `cuda:1`, `mps`.
    public var device = "cpu"
    /// Threads that one operation may use; nil for the engine's own choice.
    public var threads: Int?
    /// The most bytes that tensors may hold before a candidate fails with an error; nil for four fifths of what the
    /// machine has free.
    public var memoryLimit: Int?

    /// The default recipe: ten minutes for the best accuracy.
    public init() {}

    /// The shortest budget in seconds that leaves time to train anything.
    public static let shortestBudget = 2.0

    /// Checks every setting that makes sense or not whatever the data.
    /// - Throws: ``FrugalError`` of kind `usage` that names the option.
    public func check() throws {
        if let seconds {
            guard seconds.isFinite, seconds >= Self.shortestBudget else {
                throw FrugalError(
                    .usage, "--for", "a budget of \(seconds) s is too short to train anything",
                    remedy: "give at least 2s; 1m is plenty for a few thousand small pictures")
            }
            guard seconds <= 366 * 86_400 else {
                throw FrugalError(.usage, "--for", "a budget of more than a year", remedy: "give less, such as 12h")
            }
        } else if maximumEpochs == nil {
            throw FrugalError(.usage, "--for", "neither time nor epochs are limited", remedy: "give one of the two")
        }
        if let maximumEpochs, !(1...1_000_000).contains(maximumEpochs) {
            throw FrugalError(
                .usage, "--epochs", "\(maximumEpochs) epochs cannot be trained", remedy: "give at least 1")
        }
        if searches == true, candidates != nil || maximumEpochs != nil || seconds == nil {
            throw FrugalError(
                .usage, "--search", "a search needs a time, and cannot be counted in epochs",
                remedy: "leave out --epochs, or use `frugal search --trials`")
        }
        guard within.isFinite, (0...100).contains(within) else {
            throw FrugalError(
                .usage, "--within", "\(within) percentage points are no margin", remedy: "give 0 to 100, such as 1")
        }
        if let side, !(4...1024).contains(side) {
            throw FrugalError(.usage, "--side", "pictures of \(side) pixels cannot be used", remedy: "give 4 to 1024")
        }
        if let threads, !(1...1024).contains(threads) {
            throw FrugalError(.usage, "--threads", "\(threads) threads cannot be used", remedy: "give 1 to 1024")
        }
        if let candidates, candidates.isEmpty {
            throw FrugalError(
                .usage, "candidates", "the list is empty", remedy: "name one, or leave the choice to the ladder")
        }
        try candidates?.forEach { try $0.check() }
        try transfer?.check()
    }
}
