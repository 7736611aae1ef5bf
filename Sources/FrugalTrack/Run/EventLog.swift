import Foundation
import FrugalFiles

/// The append-only log `events.jsonl`: one JSON object a line, whole lines only.
///
/// A line goes to the kernel in one write, so that a killed process tears the last line at most; opening the log again
/// drops that.
public final class EventLog: Sendable {
    /// Where the log lies.
    public let url: URL
    private let descriptor: Locked<Int32>
    private let clock: @Sendable () -> Double
    private let calls: FileCalls

    /// Opens the log at `url` for appending, or makes it.
    /// - Parameter clock: gives the time of an event in seconds since 1970.
    /// - Throws: ``TrackError`` where the file cannot be read or written.
    public convenience init(
        at url: URL, clock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) throws {
        try self.init(at: url, clock: clock, calls: .system)
    }

    init(at url: URL, clock: @escaping @Sendable () -> Double, calls: FileCalls) throws {
        self.url = url
        self.clock = clock
        self.calls = calls
        let file = calls.open(url.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw TrackError.system(errno, at: url.path, doing: "open the event log") }
        do {
            let bytes = try TrackJSON.bytes(at: url)
            let whole = Self.wholeLength(of: bytes)
            if whole < bytes.count, ftruncate(file, off_t(whole)) != 0 {
                throw TrackError.system(errno, at: url.path, doing: "drop its torn last line")
            }
        } catch {
            close(file)
            throw error
        }
        descriptor = Locked(file)
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// Appends one event that happens now.
    /// - Throws: ``TrackError`` where the disk is full; the log then still ends with a whole line.
    public func append(_ body: RunEvent.Body) throws {
        let line = try TrackJSON.encode(RunEvent(time: clock(), body), onOneLine: true) + [UInt8(ascii: "\n")]
        try descriptor.withLock { file in
            let end = lseek(file, 0, SEEK_END)
            if let code = line.withUnsafeBytes({ calls.writeAll($0, to: file) }) {
                if end >= 0 { _ = ftruncate(file, end) }
                throw TrackError.system(code, at: url.path, doing: "add an event")
            }
        }
    }

    /// Forces what was appended to the disk.
    public func synchronize() {
        descriptor.withLock { _ = calls.sync($0) }
    }

    /// Every event in the log, in order.
    /// - Throws: ``TrackError`` that names the first line which is not an event.
    public func events() throws -> [RunEvent] { try Self.read(url) }

    /// Every event in the log at `url`; a torn last line is left out.
    /// - Throws: ``TrackError`` that names the first whole line which is not an event.
    public static func read(_ url: URL) throws -> [RunEvent] {
        try lines(of: url).map { try decode($0.bytes, line: $0.number, of: url) }
    }

    /// The names of the phases that came to their end.
    ///
    /// Only lines with the word are decoded: a long run logs a hundred thousand scalars and a dozen phases.
    func finishedPhases() throws -> Set<String> {
        let word = Data("phase-ended".utf8)
        let names = try Self.lines(of: url).compactMap { line -> String? in
            guard Data(line.bytes).range(of: word) != nil else { return nil }
            guard case .phaseEnded(let name, _) = try Self.decode(line.bytes, line: line.number, of: url).body else {
                return nil
            }
            return name
        }
        return Set(names)
    }

    private static func lines(of url: URL) throws -> [(number: Int, bytes: ArraySlice<UInt8>)] {
        let bytes = try TrackJSON.bytes(at: url)
        return bytes.prefix(wholeLength(of: bytes)).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        )
        .enumerated().filter { !$1.isEmpty }.map { ($0 + 1, $1) }
    }

    private static func decode(_ bytes: ArraySlice<UInt8>, line: Int, of url: URL) throws -> RunEvent {
        try TrackJSON.decode(RunEvent.self, from: Array(bytes), path: "\(url.path) line \(line)")
    }

    /// The length of `bytes` up to its last whole line. A power cut can also leave a line of zeros with a line end.
    private static func wholeLength(of bytes: [UInt8]) -> Int {
        var length = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        while length > 0 {
            let begin = bytes[..<(length - 1)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let line = Array(bytes[begin..<(length - 1)])
            if (try? TrackJSON.decode(RunEvent.self, from: line, path: "")) != nil { break }
            length = begin
        }
        return length
    }
}
