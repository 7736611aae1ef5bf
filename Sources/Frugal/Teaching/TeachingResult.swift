import FrugalMeta
import FrugalTrack

/// What teaching, forgetting or undoing gave.
public struct TeachingResult: Codable, Sendable, Equatable {
    /// The bundle's folder.
    public var bundle: String
    /// What was done, as the history has it.
    public var step: TeachingStep
    /// The classes that the bundle now tells apart.
    public var classes: [String]
    /// Whether it now answers by distance, and not by its trained head.
    public var answersByDistance: Bool
    /// Whether that is new.
    public var hasChangedAnswering: Bool
    /// How the trained head did on the validation part of the fit; nil where not measured.
    public var headValidation: Proportion?
    /// How distances did on the same pictures; nil where not measured.
    public var distanceValidation: Proportion?
    /// Old classes that a new one is hard to tell from.
    public var collisions: [Collision]
    /// Temperature, calibration and rejection.
    public var evidence: TeachingEvidence
    /// The largest share of known pictures whose acceptance can be promised.
    public var largestPromisedShare: Double
}
