import FrugalTrack

/// What was measured on the classes of a head: how far fresh pictures lie, what scores are divided by so that probabilities
/// are honest, and from where on a picture is none of the classes.
///
/// It is a function of the stored examples alone: the same classes give the same calibration, whatever was taught and
/// forgotten on the way.
public struct HeadCalibration: Codable, Sendable, Equatable {
    /// What the measurement rests on.
    public enum Source: String, Codable, Sendable {
        /// Every stored example was asked about while it was left out of its class.
        case leaveOneOut = "leave-one-out"
        /// Episodes of the same way and shot were drawn from classes that the head never answers.
        case heldOutClasses = "held-out classes"
        /// There was nothing to measure on.
        case nothing
    }

    /// What scores are divided by before the softmax.
    public var temperature: Double
    /// What temperature and accuracy rest on.
    public var source = Source.nothing
    /// The right answers to questions whose answer was known; nil where there were none.
    public var accuracy: Proportion?
    /// Expected calibration error of the same answers, each with a temperature that was fitted on other ones.
    public var calibrationError: Double?
    /// The same when scores are divided by 1.
    public var uncalibratedError: Double?
    /// The variance around its mean of a class that the network was not trained on; nil where no class has two examples.
    public var sharedVariance: Double?
    /// The variance of each class of at least two examples around its mean.
    public var variances: [String: Double] = [:]
    /// From where on a picture is none of the classes.
    public var rejection = RejectionRule()

    /// A calibration that nothing was measured for yet.
    public init(temperature: Double) { self.temperature = temperature }
}

extension DistanceHead {
    /// Measures everything anew after the classes changed.
    mutating func recalibrate() throws {
        var found = HeadCalibration(temperature: believedTemperature)
        found.sharedVariance = ClassSpread.sharedVariance(of: self)
        found.variances = variances
        calibration = found
        guard !classes.isEmpty else { return }

        var trials = LeaveOneOut(self).trials
        // Of this very head where any of its pictures can be left out, however few.
        var ranked = (known: trials, unknown: trials.isEmpty ? [] : LeaveOneOut(self).unknownRatios)
        calibration.source = .leaveOneOut
        if trials.count < RejectionRule.enough, let episodes = HeldOutEpisodes(self) {
            let found = try episodes.run()
            if trials.isEmpty { ranked = found }
            trials = found.known
            calibration.source = .heldOutClasses
        }
        guard let first = trials.first else {
            calibration.source = .nothing
            return
        }
        let answers = try Answers(
            logits: trials.flatMap { $0.scores.map { Float($0) } }, labels: trials.map(\.label),
            classCount: first.scores.count)
        calibration.temperature = TemperatureScaling.fit(answers, around: believedTemperature)
        calibration.accuracy = answers.accuracy
        calibration.calibrationError = try Self.crossFittedError(answers, around: believedTemperature)
        calibration.uncalibratedError = Calibration(answers.confidences(temperature: 1)).expectedError
        calibration.rejection = RejectionRule(
            known: trials.compactMap(\.ratio), taught: try taughtRatios(trials), source: calibration.source)
        calibration.rejection.rank(
            known: ranked.known.compactMap(\.ratio), unknown: ranked.unknown, hasHeldOut: !heldOut.isEmpty)
    }

    /// How many times farther than expected pictures of the taught classes lie, where other classes are trained; where
    /// there are too few to tell, those of trained classes cut down to as few examples.
    private func taughtRatios(_ trials: [KnownTrial]) throws -> [Double] {
        let trained = classes.filter(\.isTrained)
        guard calibration.source == .leaveOneOut, !trained.isEmpty, trained.count < classes.count else { return [] }
        let own = trials.filter { !classes[$0.label].isTrained }.compactMap(\.ratio)
        guard own.count < RejectionRule.enough else { return own }
        var few = self
        few.classes = classes.filter { !$0.isTrained }
        few.heldOut = heldOut.isEmpty ? trained : heldOut
        guard let episodes = HeldOutEpisodes(few) else { return [] }
        return try episodes.run().known.compactMap(\.ratio)
    }

    /// The variance of each class of at least two examples, by name.
    var variances: [String: Double] {
        var found: [String: Double] = [:]
        for members in classes { found[members.name] = ClassSpread.variance(of: members, in: self) }
        return found
    }

    /// Expected calibration error where the temperature of each half of the answers was fitted on the other half.
    static func crossFittedError(_ answers: Answers, around belief: Double) throws -> Double {
        func half(_ remainder: Int) throws -> Answers {
            let rows = (0..<answers.count).filter { $0 % 2 == remainder }
            return try Answers(
                logits: rows.flatMap { answers[$0] }, labels: rows.map { answers.labels[$0] },
                classCount: answers.classCount)
        }
        let halves = [try half(0), try half(1)]
        let predictions = [0, 1].flatMap { side in
            halves[side].confidences(temperature: TemperatureScaling.fit(halves[1 - side], around: belief))
        }
        return Calibration(predictions).expectedError
    }
}
