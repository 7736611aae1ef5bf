import FrugalData

/// How a candidate is trained: AdamW on the cross-entropy, with a one-cycle learning rate (Smith and Topin 2019), which
/// reaches in tens of epochs what a constant rate needs hundreds for.
public struct TrainingSettings: Codable, Sendable, Equatable {
    /// Examples a step.
    public var batchSize = 64
    /// The highest learning rate of the cycle.
    public var learningRate = 3e-3
    /// AdamW's decoupled weight decay.
    public var weightDecay = 0.02
    /// The probability mass that the target gives to all classes alike.
    public var labelSmoothing = 0.05
    /// How pictures are distorted at random; nil for not at all.
    public var distortion: Distortion?
    /// Whether pictures are mirrored half of the time. Only ever tried beside the same network without it.
    public var flips = false
    /// The most epochs that are useful on this data.
    public var maximumEpochs = 40
    /// Epochs without a better validation loss after which training stops; nil for never.
    public var patience: Int?

    /// The default settings.
    public init() {}

    /// What is impossible about them, as a clause; nil for sound settings.
    var fault: String? {
        if !(1...1_048_576).contains(batchSize) { return "a batch of \(batchSize) is not possible" }
        if !(learningRate > 0 && learningRate.isFinite) { return "a learning rate of \(learningRate) is not possible" }
        if !(weightDecay >= 0 && weightDecay.isFinite) { return "a weight decay of \(weightDecay) is not possible" }
        if !(0..<1).contains(labelSmoothing) {
            return "a label smoothing of \(labelSmoothing) is not from 0 to below 1"
        }
        if let fault = distortion?.fault { return fault }
        if !(1...1_000_000).contains(maximumEpochs) { return "\(maximumEpochs) epochs are not possible" }
        if let patience, patience < 1 { return "a patience of \(patience) epochs is not possible" }
        return nil
    }
}

/// Small random changes that do not change what a picture shows.
public struct Distortion: Codable, Sendable, Equatable {
    /// The largest turn either way, in degrees.
    public var degrees: Double
    /// The largest change of size either way, as a share.
    public var stretch: Double
    /// The largest slant either way, in columns a row.
    public var slant: Double
    /// The largest move in each direction, in pixels.
    public var shift: Double

    /// Distortions up to the stated amounts.
    public init(degrees: Double = 12, stretch: Double = 0.1, slant: Double = 0.1, shift: Double) {
        self.degrees = degrees
        self.stretch = stretch
        self.slant = slant
        self.shift = shift
    }

    /// What is done to a picture.
    var transform: Transform { .affine(degrees: degrees, stretch: stretch, slant: slant, shift: shift) }

    var fault: String? {
        let isPossible =
            (0...180).contains(degrees) && (0..<1).contains(stretch) && (0...1).contains(slant)
            && (0...1024).contains(shift)
        return isPossible ? nil : "the distortion \(self) is not possible"
    }
}
