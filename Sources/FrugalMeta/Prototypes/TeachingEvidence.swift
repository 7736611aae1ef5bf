import FrugalTrack

/// What was measured on the classes of a head, in the form in which bundles and results state it.
public struct TeachingEvidence: Codable, Sendable, Equatable {
    /// How distances are taken.
    public var kernel: DistanceKernel
    /// What scores are divided by before the softmax.
    public var temperature: Double
    /// What temperature, accuracy and rejection rest on.
    public var source: HeadCalibration.Source
    /// The right answers to questions whose answer was known; nil where there were none.
    public var accuracy: Proportion?
    /// Expected calibration error with the temperature, which was fitted on other answers; nil without answers.
    public var calibrationError: Double?
    /// Expected calibration error when scores are divided by 1; nil without answers.
    public var uncalibratedError: Double?
    /// How well distance tells pictures of no class from known ones; nil without either.
    public var areaUnderCurve: Double?
    /// How many known pictures that rests on.
    public var rankedPictures: Int
    /// What the pictures of no class were.
    public var unknowns: RejectionRule.Unknowns
    /// How many known pictures the rejection rests on.
    public var knownPictures: Int
    /// How many steps the history has.
    public var steps: Int

    /// What was measured on `head`.
    public init(_ head: DistanceHead) {
        let found = head.calibration
        kernel = head.kernel
        temperature = found.temperature
        source = found.source
        accuracy = found.accuracy
        calibrationError = found.calibrationError
        uncalibratedError = found.uncalibratedError
        areaUnderCurve = found.rejection.areaUnderCurve
        rankedPictures = found.rejection.rankedPictures
        unknowns = found.rejection.unknowns
        knownPictures = found.rejection.ratios.count
        steps = head.history.count
    }
}
