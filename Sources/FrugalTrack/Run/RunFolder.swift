import Foundation
import FrugalFiles

/// The folder that a run leaves behind, and from which the same command goes on after it was stopped.
///
/// It holds `run.json` (``RunRecord``), `events.jsonl` (``EventLog``), a TensorBoard file, and whatever the run saves.
/// One process at a time may have it open.
public final class RunFolder: Sendable {
    /// Where the folder lies.
    public let url: URL
    /// Whether the folder held this run already, so that finished phases can be skipped.
    public let isResumed: Bool
    /// The event log.
    public let events: EventLog
    private let lock: FolderLock
    private let state: Locked<State>

    private struct State {
        var record: RunRecord
        var finishedPhases: Set<String>
        var board: TensorBoardWriter?
    }

    /// Opens the folder at `url`: makes it where there is none, goes on where it holds the same experiment.
    /// - Throws: ``TrackError``: `locked` where another process has it open; `conflict` where it holds another
    ///   experiment; `malformed` where `run.json` is damaged; `fileSystem` where the folder cannot be written.
    public init(at url: URL, record fresh: RunRecord) throws {
        try asTrackError { try AtomicFile.makeFolder(url) }
        lock = try FolderLock(folder: url)
        AtomicFile.removeLeftovers(in: url)
        self.url = url
        let file = url.appendingPathComponent("run.json")
        isResumed = FileManager.default.fileExists(atPath: file.path)
        let record = isResumed ? try Self.resumed(file, as: fresh) : fresh
        events = try EventLog(at: url.appendingPathComponent("events.jsonl"))
        state = Locked(State(record: record, finishedPhases: try events.finishedPhases()))
        try TrackJSON.write(record, to: file)
    }

    /// What `run.json` holds.
    public var record: RunRecord { state.withLock { $0.record } }

    /// Changes the record and writes `run.json` anew, atomically.
    public func update(_ change: (inout RunRecord) -> Void) throws {
        try state.withLock { state in
            change(&state.record)
            try TrackJSON.write(state.record, to: url.appendingPathComponent("run.json"))
        }
    }

    /// Runs `body` as the phase `name`, with its begin, end and seconds in the log. The caller asks ``hasFinished(_:)``
    /// first and reads the phase's result back where it has.
    public func phase<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
        let clock = ContinuousClock()
        let begin = clock.now
        try events.append(.phaseBegan(name: name))
        let result = try body()
        try events.append(.phaseEnded(name: name, seconds: (clock.now - begin) / .seconds(1)))
        events.synchronize()
        state.withLock { _ = $0.finishedPhases.insert(name) }
        return result
    }

    /// Whether the phase `name` came to its end, in this process or an earlier one.
    public func hasFinished(_ name: String) -> Bool {
        state.withLock { $0.finishedPhases.contains(name) }
    }

    /// Logs a value to `events.jsonl` and to the TensorBoard file.
    public func scalar(_ name: String, _ value: Double, step: Int) throws {
        try events.append(.scalar(name: name, value: value, step: step))
        try board().scalar(name, value, step: step)
    }

    /// Logs a text to `events.jsonl` and to the TensorBoard file.
    public func text(_ name: String, _ text: String) throws {
        try events.append(.text(name: name, text: text))
        try board().text(name, text, step: 0)
    }

    /// The TensorBoard file of this process, made when first asked for. A resumed run gets a second file, which
    /// TensorBoard shows as one run.
    public func board() throws -> TensorBoardWriter {
        try state.withLock { state in
            if let board = state.board { return board }
            let board = try TensorBoardWriter(folder: url)
            state.board = board
            return board
        }
    }

    /// Where the file `name` of this run lies.
    public func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// Saves `value` as the JSON file `name`, atomically.
    public func save(_ value: some Encodable, as name: String) throws {
        try TrackJSON.write(value, to: file(name))
    }

    /// What ``save(_:as:)`` saved under `name`; nil where nothing was.
    /// - Throws: ``TrackError`` where the file is there and cannot be understood.
    public func saved<Value: Decodable>(_ type: Value.Type, as name: String) throws -> Value? {
        guard FileManager.default.fileExists(atPath: file(name).path) else { return nil }
        return try TrackJSON.read(type, at: file(name))
    }

    private static func resumed(_ file: URL, as fresh: RunRecord) throws -> RunRecord {
        struct Layout: Decodable { let format: Int }
        let layout = try TrackJSON.read(Layout.self, at: file)
        guard layout.format <= fresh.format else {
            throw TrackError(
                .newerFormat, at: file.path,
                "made by a newer Frugal (format \(layout.format)); this one reads up to \(fresh.format)",
                remedy: "update Frugal, or choose another folder")
        }
        var record = try TrackJSON.read(RunRecord.self, at: file)
        guard record.isSameExperiment(as: fresh) else {
            throw TrackError(
                .conflict, at: file.deletingLastPathComponent().path, "holds a run with another recipe, seed or data",
                remedy: "choose another folder, or remove this one")
        }
        record.resumptions += record.resumptions < Int.max ? 1 : 0
        record.versions = fresh.versions
        record.state = .started
        return record
    }
}
