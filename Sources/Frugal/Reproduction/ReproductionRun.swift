import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// One run of a published experiment, in a folder from which an equal run goes on.
///
/// The folder holds `run.json` (settings, seeds, SHA-256 of the data, cost, result), `result.json` (the
/// ``Reproduction``), `report.html`, and what the experiment saves on the way.
public struct ReproductionRun: Sendable {
    /// What is run.
    public var experiment: any Experiment
    /// How much of it.
    public var scale: Reproduction.Scale
    /// How many seeds, 1 and up.
    public var seeds: Int
    /// Where the run lies.
    public var folder: URL
    /// Where data sets are looked for.
    public var registry: Registry
    /// Where it computes.
    public var device: Device
    /// The command that repeats it, for the report.
    public var command: String

    /// A run of `experiment`.
    /// - Parameters:
    ///   - seeds: how many seeds; the experiment's own number by default.
    ///   - folder: where the run lies; `reproduce-ID-SCALE` in the working folder by default.
    public init(
        _ experiment: any Experiment, scale: Reproduction.Scale = .quick, seeds: Int? = nil, folder: URL? = nil,
        registry: Registry = Registry(), device: Device = .cpu, command: String = ""
    ) {
        self.experiment = experiment
        self.scale = scale
        self.seeds = seeds ?? experiment.seedCount(scale)
        self.folder = folder ?? URL(fileURLWithPath: "reproduce-\(experiment.id)-\(scale.rawValue)")
        self.registry = registry
        self.device = device
        self.command = command
    }

    /// Where the page of evidence lies after the run.
    public var reportFile: URL { folder.appendingPathComponent("report.html") }

    /// Runs the experiment, goes on with it, or reads back what it gave where it has finished.
    /// - Parameters:
    ///   - say: told what happens, in a line each.
    ///   - progress: told how far a part is, as ``ExperimentContext/progress``.
    ///   - shouldStop: asked at every step; true saves and stops.
    /// - Throws: `DataError` for missing data, which says where it was looked for and how to get it; ``FrugalError``:
    ///   `interrupted`, `conflict` for a folder with another run; and what the experiment throws.
    public func run(
        say: @escaping @Sendable (String) -> Void = { _ in },
        progress: @escaping @Sendable (String, Int, Int?, String?) -> Void = { _, _, _, _ in },
        shouldStop: @escaping @Sendable () -> Bool = { false }
    ) throws -> Reproduction {
        guard (1...1000).contains(seeds) else {
            throw FrugalError(.usage, "--seeds", "\(seeds) seeds make no run", remedy: "give 1 to 1000")
        }
        let data = try ExperimentData(experiment.dataSets, optional: experiment.optionalDataSets, in: registry)
        let run = try open(data)
        if run.isResumed {
            if let result = try run.saved(Reproduction.self, as: "result.json") {
                say("finished earlier; remove \(folder.path) to run it anew")
                try finish(run, with: result)
                return result
            }
            say("going on in \(folder.path)")
        }
        let clock = RunClock(run)
        let context = ExperimentContext(
            scale: scale, seeds: seedList, device: device, folder: run, dataFolder: { try data.folder(of: $0) },
            say: say,
            progress: { part, done, total, best in
                // A note that cannot be written now fails with its reason when the next part is saved.
                try? clock.tick()
                progress(part, done, total, best)
            }, shouldStop: shouldStop)
        do {
            var result = try experiment.run(context)
            result.ledger.seconds = clock.seconds
            result.ledger.peakMemoryBytes = result.ledger.peakMemoryBytes ?? Engine.Memory.peak
            try run.save(result, as: "result.json")
            try finish(run, with: result)
            return result
        } catch {
            try clock.note()
            let isStopped = (error as? FrugalError)?.kind == .interrupted
            if !isStopped { try run.update { $0.state = .failed } }
            throw error
        }
    }

    private var seedList: [UInt64] { (1...seeds).map { UInt64($0) } }

    private struct Settings: Encodable {
        var experiment: String
        var scale: Reproduction.Scale
        var seeds: [UInt64]
        var device: String
        var recipe: JSONValue
    }

    private func open(_ data: ExperimentData) throws -> RunFolder {
        let settings = Settings(
            experiment: experiment.id, scale: scale, seeds: seedList, device: device.description,
            recipe: try experiment.recipe(scale))
        do {
            return try RunFolder(
                at: folder,
                record: RunRecord(recipe: settings, seed: seedList[0], versions: Versions.all, dataHashes: data.hashes))
        } catch let error as TrackError where error.kind == .conflict {
            throw FrugalError(
                .conflict, folder.path, "this folder holds a run with other settings, seeds or data",
                remedy: "choose another --out, or remove the folder")
        }
    }

    /// Notes the result in the record and writes the page.
    private func finish(_ run: RunFolder, with result: Reproduction) throws {
        let value = try TrackJSON.value(of: result)
        try run.update { record in
            record.state = .finished
            record.ledger = result.ledger
            record.result = value
        }
        try result.report(command: command, dataHashes: run.record.dataHashes).write(to: reportFile)
    }
}
