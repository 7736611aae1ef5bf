import Foundation
import FrugalTensor

/// A published experiment that can be run again.
///
/// A topic module conforms one value an experiment; `frugal reproduce` lists them and runs one in a folder that it goes on
/// from after a stop.
public protocol Experiment: Sendable {
    /// The name that `frugal reproduce` takes.
    var id: String { get }
    /// What it is, in a line.
    var title: String { get }
    /// The data sets it reads, by the registry's names.
    var dataSets: [String] { get }
    /// Data sets that it reads where they are at hand, and does without where not: `dataFolder` then throws a `DataError` of
    /// code `notFound`.
    var optionalDataSets: [String] { get }
    /// How many seeds a scale has unless a person asks for another number.
    func seedCount(_ scale: Reproduction.Scale) -> Int
    /// The resolved settings at a scale, for the run's record.
    func recipe(_ scale: Reproduction.Scale) throws -> JSONValue
    /// Runs it. Each finished part is saved in the folder of `context`, so that an equal run goes on from there.
    func run(_ context: ExperimentContext) throws -> Reproduction
}

extension Experiment {
    /// None.
    public var optionalDataSets: [String] { [] }
    /// One seed for a quick look, three for the published protocol.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 1 : 3 }
}

/// Where and how an experiment runs.
public struct ExperimentContext: Sendable {
    /// How much is run.
    public var scale: Reproduction.Scale
    /// The seeds, one repetition each.
    public var seeds: [UInt64]
    /// Where it computes.
    public var device: Device
    /// Where the named data set lies, and the hashes of its files are checked.
    public var dataFolder: @Sendable (_ set: String) throws -> URL
    /// The folder of the run.
    public var folder: RunFolder
    /// Told what happens, in a line each.
    public var say: @Sendable (String) -> Void
    /// Told how far a part is: its name, units done, all of them (nil where unknown), the best so far in words.
    public var progress: @Sendable (_ part: String, _ done: Int, _ total: Int?, _ best: String?) -> Void
    /// Asked at every step; true saves and stops with a ``FrugalError`` of kind `interrupted`.
    public var shouldStop: @Sendable () -> Bool

    /// A context.
    public init(
        scale: Reproduction.Scale, seeds: [UInt64], device: Device = .cpu, folder: RunFolder,
        dataFolder: @escaping @Sendable (_ set: String) throws -> URL,
        say: @escaping @Sendable (String) -> Void = { _ in },
        progress: @escaping @Sendable (String, Int, Int?, String?) -> Void = { _, _, _, _ in },
        shouldStop: @escaping @Sendable () -> Bool = { false }
    ) {
        self.scale = scale
        self.seeds = seeds
        self.device = device
        self.folder = folder
        self.dataFolder = dataFolder
        self.say = say
        self.progress = progress
        self.shouldStop = shouldStop
    }

    /// The result of the part `name`, which is also the name of its file in the folder: read back where an earlier process
    /// finished it, else computed and saved.
    /// - Throws: ``FrugalError`` of kind `interrupted`, ``TrackError`` for a disk that is full or a damaged file, and what
    ///   `body` throws.
    public func part<Result: Codable>(_ name: String, _ body: () throws -> Result) throws -> Result {
        let file = "\(name).json"
        if folder.hasFinished(name), let saved = try folder.saved(Result.self, as: file) { return saved }
        try checkpoint()
        return try folder.phase(name) {
            let result = try body()
            try folder.save(result, as: file)
            return result
        }
    }

    /// Stops the run where that was asked for.
    /// - Throws: ``FrugalError`` of kind `interrupted`.
    public func checkpoint() throws {
        if shouldStop() {
            throw FrugalError(.interrupted, folder.url.path, "stopped as asked", remedy: "the same command goes on")
        }
    }
}
