import FrugalTrack
import GRDB

extension TrialStore {
    /// What became of a result.
    public enum Finish: Hashable, Sendable {
        /// It counts.
        case counted
        /// Its lease had passed on, or the trial had ended: it is kept as late.
        case late
    }

    /// Writes down what trial `number` is to try. A number that is there already stays as it is.
    /// - Returns: whether it is new.
    @discardableResult
    public func propose(_ number: Int, _ proposal: Proposal) throws -> Bool {
        let tokens = proposal.architecture.tokens.map(String.init).joined(separator: " ")
        return try write { database in
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO trial (number, tokens, effort, continues, parent) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [number, tokens, proposal.effort, proposal.continues, proposal.parent])
            return database.changesCount == 1
        }
    }

    /// Takes the first trial that nobody works at, or whose lease has run out.
    /// - Parameters:
    ///   - owner: who takes it, for people.
    ///   - seconds: how long it is theirs without a sign of life.
    ///   - limit: only trials of numbers below this.
    /// - Returns: nil where there is none.
    public func claim(_ owner: String, for seconds: Double, below limit: Int = .max) throws -> TrialLease? {
        let now = clock.monotonic()
        return try write { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT number, token, tokens, effort, continues, parent, losses FROM trial
                    WHERE state < 2 AND number < ? AND (state = 0 OR boot IS NOT ? OR expires <= ?)
                    ORDER BY number LIMIT 1
                    """, arguments: [limit, clock.boot, now])
            guard let row else { return nil }
            let lease = TrialLease(
                number: row[0], token: row[1] + 1, proposal: proposal(in: row, from: 2), losses: row[6])
            try database.execute(
                sql: """
                    UPDATE trial SET state = 1, owner = ?, boot = ?, expires = ?, token = ?, began = ? WHERE number = ?
                    """,
                arguments: [owner, clock.boot, now + seconds, lease.token, clock.wall(), lease.number])
            return lease
        }
    }

    /// A sign of life: the lease runs `seconds` from now.
    /// - Returns: false where the trial has passed on to somebody else, or has ended.
    public func extend(_ lease: TrialLease, for seconds: Double) throws -> Bool {
        try write { database in
            try database.execute(
                sql: "UPDATE trial SET expires = ?, boot = ? WHERE number = ? AND token = ? AND state = 1",
                arguments: [clock.monotonic() + seconds, clock.boot, lease.number, lease.token])
            return database.changesCount == 1
        }
    }

    /// Gives a trial back, so that it can be taken again at once.
    /// - Parameter lost: whether its process was killed from outside.
    /// - Returns: false where it was somebody else's already.
    @discardableResult
    public func release(_ lease: TrialLease, lost: Bool = false) throws -> Bool {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE trial SET state = 0, owner = NULL, losses = losses + ?
                    WHERE number = ? AND token = ? AND state = 1
                    """, arguments: [lost ? 1 : 0, lease.number, lease.token])
            return database.changesCount == 1
        }
    }

    /// Gives back every trial that is leased. Only for a caller who knows that all owners are dead.
    func releaseAll() throws { try execute("UPDATE trial SET state = 0, owner = NULL WHERE state = 1") }

    /// Writes down how a trial ended. The first result of its latest lease counts; any other is kept as late.
    /// - Parameter spent: seconds to add to what the study has taken so far.
    @discardableResult
    public func finish(_ lease: TrialLease, _ record: TrialRecord, spent: Double = 0) throws -> Finish {
        try write { database in
            let values = StoreSchema.values(of: record)
            let changes = StoreSchema.endingColumns.map { "\($0) = ?" }.joined(separator: ", ")
            try database.execute(
                sql: """
                    UPDATE trial SET state = 2, owner = NULL, ended = ?, \(changes)
                    WHERE number = ? AND token = ? AND state = 1
                    """,
                arguments: StatementArguments([clock.wall()] + values + [lease.number, lease.token]))
            let counted = database.changesCount == 1
            if !counted {
                let columns = StoreSchema.endingColumns.joined(separator: ", ")
                let marks = StoreSchema.endingColumns.map { _ in "?" }.joined(separator: ", ")
                try database.execute(
                    sql: "INSERT INTO late (number, token, arrived, \(columns)) VALUES (?, ?, ?, \(marks))",
                    arguments: StatementArguments([lease.number, lease.token, clock.wall()] + values))
            }
            if spent > 0 { try Self.add(spent, in: database) }
            return counted ? .counted : .late
        }
    }

    /// Adds to the seconds that the study has taken.
    func spend(_ seconds: Double) throws {
        try write { try Self.add(seconds, in: $0) }
    }

    private static func add(_ seconds: Double, in database: Database) throws {
        try database.execute(sql: "UPDATE study SET spent = spent + ?", arguments: [seconds])
    }
}
