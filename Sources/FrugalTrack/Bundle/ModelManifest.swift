import Foundation

/// What `model.json` of a bundle holds: all that prediction needs beside the weights, and where the model comes from.
public struct ModelManifest: Codable, Sendable, Equatable {
    /// The layout this version of Frugal writes; it reads this and all earlier ones.
    public static let currentFormat = 2
    /// What marks the file as one of Frugal's models.
    public static let kind = "frugal-model"

    /// What marks the file; always ``kind-swift.type.property`` in a valid manifest.
    public private(set) var kind = ModelManifest.kind
    /// The version of the layout.
    ///
    /// 1, or 2 for a bundle that answers by distance: what reads only 1 would take its classes for the network's outputs.
    public internal(set) var format = 1
    /// The name of the model.
    public var name: String
    /// When it was made.
    public var created: Date
    /// How to build the network.
    public var architecture: Architecture
    /// The names of the classes, in the order of the answers. None in a bundle that was not taught any yet.
    public var classes: [String]
    /// What the network takes and how raw data become that.
    public var input: ModelInput
    /// What the logits are divided by before the softmax so that probabilities are honest; 1 changes nothing.
    public var temperature: Double
    /// The data and code it was made from.
    public var provenance: Provenance
    /// The score on the validation part, which chose the model and is therefore flattering.
    public var validation: ModelScore?
    /// The score on the test part, which nothing else saw.
    public var test: ModelScore?
    /// How often the test part was read, 1 in an honest run.
    public var testReads: Int
    /// What the model and its making cost.
    public var ledger: LedgerRecord
    /// What is kept about classes added and removed after training; nil where that is not possible.
    public var teaching: TeachingRecord?
    /// The data that arrived after the first training and were taken in, oldest first; nil for none.
    public var updates: [UpdateRecord]?
    /// The other files of the bundle with their sizes in bytes; filled in when the bundle is written.
    public internal(set) var files: [String: Int] = [:]

    /// How to build the network: the kind names the builder, the recipe is what that builder takes.
    public struct Architecture: Codable, Sendable, Equatable {
        /// The kind of network, such as "residual" or "logistic-regression".
        public var kind: String
        /// Its settings.
        public var recipe: JSONValue

        /// An architecture whose builder of `kind` takes `recipe`.
        /// - Throws: where `recipe` cannot be written as JSON.
        public init(kind: String, recipe: some Encodable) throws {
            self.kind = kind
            self.recipe = try TrackJSON.value(of: recipe)
        }

        /// The recipe as the builder's own type.
        /// - Throws: ``TrackError`` of kind `malformed` that names the setting at fault.
        public func recipe<Recipe: Decodable>(as type: Recipe.Type) throws -> Recipe {
            try TrackJSON.decode(type, from: TrackJSON.encode(recipe), path: "architecture.recipe of \(kind)")
        }
    }

    /// A manifest of a model made now.
    public init(
        name: String, architecture: Architecture, classes: [String], input: ModelInput, provenance: Provenance,
        temperature: Double = 1, validation: ModelScore? = nil, test: ModelScore? = nil, testReads: Int = 0,
        ledger: LedgerRecord = LedgerRecord(), teaching: TeachingRecord? = nil, created: Date = Date()
    ) {
        self.name = name
        self.architecture = architecture
        self.classes = classes
        self.input = input
        self.provenance = provenance
        self.temperature = temperature
        self.validation = validation
        self.test = test
        self.testReads = testReads
        self.ledger = ledger
        self.teaching = teaching
        // Whole seconds, so that what is read back equals what was written.
        self.created = Date(timeIntervalSince1970: created.timeIntervalSince1970.rounded())
    }
}
