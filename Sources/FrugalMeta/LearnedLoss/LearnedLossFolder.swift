import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A trained loss on disk: a folder with `loss.json` (what it is and how it was trained) and `loss.safetensors`.
public struct LearnedLossFolder: Codable, Sendable, Equatable {
    /// Tells this kind of folder from others.
    public var format = Self.format
    /// The version of the layout.
    public var version = Self.version
    /// How it was trained.
    public var recipe: LearnedLossRecipe
    /// The tasks it was trained on.
    public var tasks: String
    /// What those tasks predict, and the loss is for.
    public var kind: PredictionKind
    /// The curve of its training.
    public var curve: [LossTraining.Point]
    /// What it was made with.
    public var versions: [String: String]

    private static let format = "frugal learned loss"
    private static let version = 1
    private static let file = "loss.json"
    private static let weights = "loss.safetensors"

    /// What is to be written about `training` on these tasks.
    public init(_ training: LossTraining, tasks: some SupervisedTasks) {
        recipe = training.recipe
        self.tasks = tasks.name
        kind = tasks.kind
        curve = training.curve
        versions = Versions.all
    }

    /// Makes the folder, or makes sure that a learned loss lies there which may be replaced.
    /// - Throws: `FrugalError` where something else lies there or the disk refuses.
    public static func prepare(_ url: URL) throws {
        try LearnedFolder.prepare(url, holding: file, kind: "a learned loss")
    }

    /// Writes the folder; each file appears whole or not at all, the description last.
    /// - Throws: `FrugalError` where something else lies there or the disk refuses; `SafetensorsError` likewise.
    public func write(_ loss: LearnedLoss, to url: URL) throws {
        try Self.prepare(url)
        try SafetensorsFile.write(loss.stateDictionary, to: url.appendingPathComponent(Self.weights))
        try LearnedFolder.write(self, to: url.appendingPathComponent(Self.file))
    }

    /// Reads a folder.
    /// - Throws: `FrugalError` for a path where no learned loss lies; `TrackError`, `SafetensorsError` or `StateError` for
    ///   one that is damaged.
    public static func read(_ url: URL) throws -> (loss: LearnedLoss, description: Self) {
        let description = try LearnedFolder.read(
            Self.self, Self.file, in: url, kind: "a learned loss", format: Self.format, version: Self.version,
            remedy: "make one with `frugal meta loss train`")
        try description.recipe.check()
        var random = RandomStream(seed: 0)
        var loss = LearnedLoss(hidden: description.recipe.hidden, using: &random)
        let weights = try SafetensorsFile(at: url.appendingPathComponent(Self.weights))
        try loss.load(weights.stateDictionary([.copying, .rejectingNonFinite]))
        return (loss, description)
    }
}
