import GRDB

/// The tables of a trial store.
///
/// A trial's tokens are numbers with spaces between, and each cost has a column, because ten thousand trials are listed at
/// once and `sqlite3` should show something that a person can read. The tables are strict: the check at opening then finds a
/// value of the wrong type, which would stop the program later.
enum StoreSchema {
    /// The format that this version writes, and the latest that it reads.
    static let format = 1
    /// Marks the file as ours: "FRGL".
    static let application = 0x4652_474C

    static let costColumns = CostKind.allCases.map(\.rawValue)
    private static let costs = costColumns.map { "\($0) REAL" }.joined(separator: ", ")
    private static let ending = "score REAL, failure TEXT, problem TEXT, detail TEXT, seconds REAL, \(costs)"

    /// Makes the tables.
    static func create(in database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE study (
                    id INTEGER PRIMARY KEY CHECK (id = 1), definition TEXT NOT NULL, created REAL NOT NULL,
                    spent REAL NOT NULL DEFAULT 0) STRICT;
                CREATE TABLE trial (
                    number INTEGER PRIMARY KEY, tokens TEXT NOT NULL, effort REAL NOT NULL, continues INTEGER,
                    parent INTEGER, state INTEGER NOT NULL DEFAULT 0, owner TEXT, boot TEXT, expires REAL,
                    token INTEGER NOT NULL DEFAULT 0, losses INTEGER NOT NULL DEFAULT 0, began REAL, ended REAL,
                    \(ending)) STRICT;
                CREATE INDEX trial_open ON trial (number) WHERE state < 2;
                CREATE TABLE late (
                    id INTEGER PRIMARY KEY, number INTEGER NOT NULL, token INTEGER NOT NULL, arrived REAL NOT NULL,
                    \(ending)) STRICT;
                CREATE TABLE event (id INTEGER PRIMARY KEY, time REAL NOT NULL, text TEXT NOT NULL) STRICT;
                PRAGMA application_id = \(application);
                PRAGMA user_version = \(format);
                """)
    }

    /// The columns that hold how a trial ended, in the order of ``values(of:)``.
    static let endingColumns = ["score", "failure", "problem", "detail", "seconds"] + costColumns

    /// What goes into the columns of ``endingColumns``.
    static func values(of record: TrialRecord) -> [(any DatabaseValueConvertible)?] {
        var score: Double?
        var problem: String?
        switch record.outcome {
        case .scored(let value): score = value
        case .failed(let text): problem = text
        }
        return [score, record.failure?.rawValue, problem, record.detail, record.seconds]
            + CostKind.allCases.map { record.costs[$0] }
    }

    /// What the columns of ``endingColumns``, from number `first` on, say.
    static func record(in row: Row, from first: Int) -> TrialRecord {
        var costs: [CostKind: Double] = [:]
        for (index, kind) in CostKind.allCases.enumerated() {
            if let value: Double = row[first + 5 + index] { costs[kind] = value }
        }
        let score: Double? = row[first]
        let failure: String? = row[first + 1]
        let problem: String? = row[first + 2]
        return TrialRecord(
            outcome: score.map { .scored($0) } ?? .failed(problem ?? "unknown"),
            failure: failure.flatMap(TrialFailure.init), detail: row[first + 3] ?? "", costs: costs,
            seconds: row[first + 4] ?? 0)
    }
}
