/// What a bundle keeps about classes that are added and removed after training: `frugal teach` and `frugal forget`.
///
/// The classes themselves, with the embeddings of their pictures and the history, lie in ``fileName`` of the bundle.
public struct TeachingRecord: Codable, Sendable, Equatable {
    /// The name of the file with the prototypes in the bundle's folder.
    public static let fileName = "prototypes.safetensors"

    /// Whether the bundle answers by distance to the prototypes of its classes; its trained head answers otherwise.
    public var answersByDistance: Bool
    /// What the trained head answered and how well, kept while the bundle answers by distance so that it can come back;
    /// nil where there is none.
    public var trained: TrainedHead?
    /// How the trained head did on the validation part, with a network that had not seen it; nil where not measured.
    public var headValidation: Proportion?
    /// How distances to prototypes did on the same examples with the same network; nil where not measured.
    public var distanceValidation: Proportion?
    /// What was measured when the classes last changed: temperature, calibration, rejection.
    public var evidence: JSONValue?

    /// The record of a bundle to which nothing was taught yet.
    public init(
        answersByDistance: Bool, headValidation: Proportion? = nil, distanceValidation: Proportion? = nil
    ) {
        self.answersByDistance = answersByDistance
        self.headValidation = headValidation
        self.distanceValidation = distanceValidation
    }
}

/// What a trained head answered before a class was added or removed.
public struct TrainedHead: Codable, Sendable, Equatable {
    /// The classes in the order of the head's outputs.
    public var classes: [String]
    /// What its logits are divided by.
    public var temperature: Double
    /// Its score on the validation part.
    public var validation: ModelScore?
    /// Its score on the test part.
    public var test: ModelScore?

    /// The trained head of a bundle that was not taught yet.
    public init(of manifest: ModelManifest) {
        classes = manifest.classes
        temperature = manifest.temperature
        validation = manifest.validation
        test = manifest.test
    }
}
