import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A trained optimiser on disk: a folder with `optimizer.json` (what it is and how it was trained) and
/// `network.safetensors` (its weights).
public struct LearnedOptimizerFolder: Codable, Sendable, Equatable {
    /// Tells this kind of folder from others.
    public var format = Self.format
    /// The version of the layout.
    public var version = Self.version
    /// How it was trained.
    public var recipe: LearnedOptimizerRecipe
    /// The problems it was trained on.
    public var problems: String
    /// The curve of its training.
    public var curve: [MetaTraining.Point]
    /// What it was made with.
    public var versions: [String: String]

    private static let format = "frugal learned optimizer"
    private static let version = 1
    private static let file = "optimizer.json"
    private static let weights = "network.safetensors"

    /// What is to be written about `training` on problems of this name.
    public init(_ training: MetaTraining, problems: String) {
        recipe = training.recipe
        self.problems = problems
        curve = training.curve
        versions = Versions.all
    }

    /// Makes the folder, or makes sure that a learned optimiser lies there which may be replaced.
    /// - Throws: `FrugalError` where something else lies there or the disk refuses.
    public static func prepare(_ url: URL) throws {
        try LearnedFolder.prepare(url, holding: file, kind: "a learned optimiser")
    }

    /// Writes the folder; each file appears whole or not at all, the description last.
    /// - Throws: `FrugalError` where something else lies there or the disk refuses; `SafetensorsError` likewise.
    public func write(_ optimizer: LearnedOptimizer, to url: URL) throws {
        try Self.prepare(url)
        try SafetensorsFile.write(optimizer.network.stateDictionary, to: url.appendingPathComponent(Self.weights))
        try LearnedFolder.write(self, to: url.appendingPathComponent(Self.file))
    }

    /// Reads a folder.
    /// - Throws: `FrugalError` for a path where no learned optimiser lies; `TrackError`, `SafetensorsError` or `StateError`
    ///   for one that is damaged.
    public static func read(_ url: URL) throws -> (optimizer: LearnedOptimizer, description: Self) {
        let description = try LearnedFolder.read(
            Self.self, Self.file, in: url, kind: "a learned optimiser", format: Self.format, version: Self.version,
            remedy: "make one with `frugal meta optimizer train`")
        let recipe = description.recipe
        try recipe.check()
        var random = RandomStream(seed: 0)
        var network = CoordinateLSTM(units: recipe.units, layers: recipe.layers, using: &random)
        let weights = try SafetensorsFile(at: url.appendingPathComponent(Self.weights))
        try network.load(weights.stateDictionary([.copying, .rejectingNonFinite]))
        let optimizer = LearnedOptimizer(
            network, preprocessing: LogAndSign(p: recipe.p), outputScale: recipe.outputScale)
        return (optimizer, description)
    }
}
