import Foundation
import FrugalFiles
import FrugalTrack
import GRDB

/// The trials of a study: an SQLite file that many processes may read and write, and that a kill leaves whole.
///
/// Work is given out by leases with fencing tokens: a process that is slow, asleep or dead loses its trial to another one,
/// and what it says later is kept as late and changes nothing.
public final class TrialStore: Sendable {
    /// The name of the file in a study's folder.
    public static let fileName = "trials.sqlite"

    /// Where the file lies.
    public let url: URL
    /// What the study is about.
    public let definition: StudyDefinition
    /// When the study was made, in seconds since 1970.
    public let created: Double
    let clock: TrialClock
    private let queue: DatabaseQueue

    /// Opens the store in `folder`; makes it where there is none and `fresh` says what the study is to be.
    /// - Parameter fresh: nil to read a study that is there.
    /// - Throws: `TrackError`: `missing` where there is no store and `fresh` is nil; `newerFormat` for a store from a later
    ///   version; `malformed` for a damaged file; `conflict` for another study or a file that is no trial store;
    ///   `fileSystem` where the folder cannot be written.
    public convenience init(in folder: URL, as fresh: StudyDefinition? = nil, clock: TrialClock = .system) throws {
        try self.init(in: folder, as: fresh, clock: clock, maximumPages: nil)
    }

    init(in folder: URL, as fresh: StudyDefinition?, clock: TrialClock, maximumPages: Int?) throws {
        let url = folder.appendingPathComponent(Self.fileName)
        if fresh == nil, !FileManager.default.fileExists(atPath: url.path) {
            throw TrackError(.missing, at: url.path, "no study is there", remedy: "check the path")
        }
        if fresh != nil { try asTrackError { try AtomicFile.makeFolder(folder) } }
        self.url = url
        self.clock = clock
        do {
            let queue = try DatabaseQueue(path: url.path, configuration: Self.configuration(maximumPages))
            (definition, created) = try queue.write { database in
                try Self.checkFormat(of: database, at: url.path)
                return try Self.study(in: database, at: url.path, as: fresh, now: clock.wall())
            }
            self.queue = queue
        } catch {
            throw StoreFault.plainly(error, at: url.path)
        }
        guard let fresh, let difference = definition.difference(from: fresh) else { return }
        throw TrackError(
            .conflict, at: folder.path, "holds a study with another \(difference)",
            remedy: "repeat the settings it was begun with, or choose another folder")
    }

    private static func configuration(_ maximumPages: Int?) -> Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // A kill loses nothing; a power cut may lose the latest trials, which are then run again.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            if let maximumPages { try database.execute(sql: "PRAGMA max_page_count = \(maximumPages)") }
        }
        return configuration
    }

    private static func checkFormat(of database: Database, at path: String) throws {
        let format = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
        guard tables > 0 else { return try StoreSchema.create(in: database) }
        guard application == StoreSchema.application else {
            throw TrackError(
                .conflict, at: path, "is a database of another program", remedy: "choose another folder")
        }
        guard format <= StoreSchema.format else {
            throw TrackError(
                .newerFormat, at: path,
                "made by a newer Frugal (format \(format)); this one reads up to \(StoreSchema.format)",
                remedy: "update Frugal, or choose another folder")
        }
        let report = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
        guard report == "ok" else { throw StoreFault.damaged(path, report) }
    }

    private static func study(
        in database: Database, at path: String, as fresh: StudyDefinition?, now: Double
    ) throws -> (StudyDefinition, Double) {
        if let row = try Row.fetchOne(database, sql: "SELECT definition, created FROM study") {
            let text: String = row[0]
            do {
                return (try TrackJSON.decode(StudyDefinition.self, from: Array(text.utf8), path: path), row[1])
            } catch let error as FrugalError {
                throw StoreFault.damaged(path, error.problem)
            }
        }
        guard let fresh else { throw StoreFault.damaged(path, "it names no study") }
        let text = String(decoding: try TrackJSON.encode(fresh, onOneLine: true), as: UTF8.self)
        try database.execute(
            sql: "INSERT INTO study (id, definition, created) VALUES (1, ?, ?)", arguments: [text, now])
        return (fresh, now)
    }

    /// Reads the file.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try queue.read(body) } catch { throw StoreFault.plainly(error, at: url.path) }
    }

    /// Changes the file: all of `body`, or nothing of it.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try queue.write(body) } catch { throw StoreFault.plainly(error, at: url.path) }
    }

    /// Changes the file by a statement without arguments.
    func execute(_ sql: String) throws { try write { try $0.execute(sql: sql) } }

    /// Writes the whole store to a new file, in one piece, while others go on writing it.
    /// - Throws: `TrackError` where that file is there already or cannot be written.
    public func copy(to url: URL) throws {
        do {
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [url.path]) }
        } catch {
            throw StoreFault.plainly(error, at: url.path)
        }
    }
}
