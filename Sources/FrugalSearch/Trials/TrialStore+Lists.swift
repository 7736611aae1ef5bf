import FrugalTrack
import GRDB

/// Something that a study decided, or that happened to it.
public struct StudyNote: Hashable, Sendable {
    /// When, in seconds since 1970.
    public var time: Double
    /// What, in a sentence without its full stop.
    public var text: String
}

extension TrialStore {
    /// Every trial that was proposed, in the order of numbers.
    public func trials() throws -> [StoredTrial] {
        let endings = StoreSchema.endingColumns.joined(separator: ", ")
        return try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT number, tokens, effort, continues, parent, state, token, losses, began, ended, \(endings)
                    FROM trial ORDER BY number
                    """)
            var trials: [StoredTrial] = []
            while let row = try rows.next() {
                let state = StoredTrial.State(rawValue: row[5]) ?? .proposed
                trials.append(
                    StoredTrial(
                        number: row[0], proposal: proposal(in: row, from: 1), state: state, attempt: row[6],
                        losses: row[7], record: state == .ended ? StoreSchema.record(in: row, from: 10) : nil,
                        began: row[8], ended: row[9]))
            }
            return trials
        }
    }

    /// The trials that have ended, in the order of numbers.
    public func ended() throws -> [Trial] { try trials().compactMap(\.trial) }

    /// The results that came too late to count, in the order in which they came.
    public func lateResults() throws -> [LateResult] {
        let endings = StoreSchema.endingColumns.joined(separator: ", ")
        return try read { database in
            try Row.fetchAll(database, sql: "SELECT number, token, arrived, \(endings) FROM late ORDER BY id").map {
                LateResult(
                    number: $0[0], token: $0[1], record: StoreSchema.record(in: $0, from: 3), arrived: $0[2])
            }
        }
    }

    /// The seconds that the study has taken so far, in all processes.
    public func spent() throws -> Double {
        try read { try Double.fetchOne($0, sql: "SELECT spent FROM study") ?? 0 }
    }

    /// Writes down what was decided, or what happened.
    func note(_ text: String) throws {
        try write {
            try $0.execute(sql: "INSERT INTO event (time, text) VALUES (?, ?)", arguments: [clock.wall(), text])
        }
    }

    /// What was decided and what happened, in its order.
    public func notes() throws -> [StudyNote] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT time, text FROM event ORDER BY id").map {
                StudyNote(time: $0[0], text: $0[1])
            }
        }
    }

    /// The proposal in the columns tokens, effort, continues and parent, of which the first has number `first`.
    func proposal(in row: Row, from first: Int) -> Proposal {
        let text: String = row[first]
        var tokens: [Int] = []
        for word in text.utf8.split(separator: UInt8(ascii: " ")) {
            tokens.append(word.reduce(0) { $0 &* 10 &+ Int($1) - Int(UInt8(ascii: "0")) })
        }
        return Proposal(
            Architecture(space: definition.space.name, spaceHash: definition.space.hash, tokens: tokens),
            effort: row[first + 1], continues: row[first + 2], parent: row[first + 3])
    }
}
