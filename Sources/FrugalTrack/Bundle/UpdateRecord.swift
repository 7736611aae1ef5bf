/// One arrival of data that a bundle was updated with.
public struct UpdateRecord: Codable, Sendable, Equatable {
    /// The data, as the user named them.
    public var data: String
    /// Their SHA-256.
    public var dataHash: String
    /// The seed of their split into parts.
    public var splitSeed: UInt64
    /// How many examples each part has: train, validation, test.
    public var splitSizes: [String: Int]
    /// The policy by which they were taken in.
    public var policy: String
    /// Why this policy, in a sentence.
    public var reason: String
    /// The command that did it.
    public var command: String

    /// The record of an update.
    public init(
        data: String, dataHash: String, splitSeed: UInt64, splitSizes: [String: Int], policy: String, reason: String,
        command: String
    ) {
        self.data = data
        self.dataHash = dataHash
        self.splitSeed = splitSeed
        self.splitSizes = splitSizes
        self.policy = policy
        self.reason = reason
        self.command = command
    }
}
