import FrugalData
import FrugalTrack

/// What a few-shot training gave.
public struct FewShotResult: Codable, Sendable {
    /// The network and how it was trained.
    public var recipe: MetricRecipe
    /// The data.
    public var data: String
    /// The split of the classes.
    public var split: String
    /// How the pictures were read.
    public var reading: FewShotData.Reading
    /// What all random numbers came from.
    public var seed: UInt64
    /// How training went, with every look at the validation classes.
    public var state: EpisodicState
    /// The score on the test classes, read once.
    public var test: TaskScore
    /// Trained numbers.
    public var parameters: Int
    /// Multiply-adds of one embedding.
    public var multiplyAdds: Int
    /// The most memory in use at one time.
    public var peakMemoryBytes: Int

    /// The cost as a ledger.
    public var ledger: LedgerRecord {
        LedgerRecord(
            parameters: parameters, multiplyAdds: multiplyAdds, peakMemoryBytes: peakMemoryBytes, seconds: state.seconds
        ).estimatingEnergy()
    }

    /// The result for a person, some lines.
    public var text: String {
        let rotations = reading.rotationsAsClasses ? "quarter turns are classes" : "upright"
        let best = state.best.map {
            "\(Humanise.percent($0.accuracy, decimals: 2)) after \(Humanise.grouped($0.episode)) episodes"
        }
        return """
            test        \(test.description), \(Humanise.grouped(test.episodes)) episodes of \(test.shape.queries) queries
            validation  \(best ?? "none") (\(recipe.training.validationTask); it chose the checkpoint)
            calibration expected error \(test.calibrationError.map { Humanise.percent($0, decimals: 2) } ?? "unknown")
            protocol    split \(split), \(rotations), \(reading.size), resize \(reading.filter.rawValue), seed \(seed), \
            running BatchNorm, not transductive
            cost        \(ledger.rows.map { "\($0.name) \($0.value)" }.joined(separator: ", "))

            """
    }
}
