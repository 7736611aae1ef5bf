/// Where a model comes from.
public struct Provenance: Codable, Sendable, Equatable {
    /// The files or folders of data, as the user named them.
    public var data: [String]
    /// SHA-256 by file or data set.
    public var dataHashes: [String: String]
    /// The seed of the split into parts.
    public var splitSeed: UInt64
    /// How many examples each part has: train, validation, test.
    public var splitSizes: [String: Int]
    /// Versions of the code by name: Frugal, libtorch, Swift.
    public var versions: [String: String]
    /// The command that makes the model again.
    public var command: String

    /// The origin of a model.
    public init(
        data: [String], dataHashes: [String: String], splitSeed: UInt64, splitSizes: [String: Int],
        versions: [String: String], command: String
    ) {
        self.data = data
        self.dataHashes = dataHashes
        self.splitSeed = splitSeed
        self.splitSizes = splitSizes
        self.versions = versions
        self.command = command
    }
}

/// How well a model did on one part of the data.
public struct ModelScore: Codable, Sendable, Equatable {
    /// The right answers out of all.
    public var accuracy: Proportion
    /// Mean negative logarithm of the probability of the right class; nil where not measured.
    public var logLoss: Double?
    /// Expected calibration error; nil where not measured.
    public var calibrationError: Double?
    /// Every answer by true class; nil where not kept.
    public var confusion: ConfusionMatrix?

    /// A score.
    public init(
        accuracy: Proportion, logLoss: Double? = nil, calibrationError: Double? = nil,
        confusion: ConfusionMatrix? = nil
    ) {
        self.accuracy = accuracy
        self.logLoss = logLoss
        self.calibrationError = calibrationError
        self.confusion = confusion
    }
}
