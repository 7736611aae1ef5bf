/// How well each task is solved after each lesson of a sequence (Lopez-Paz and Ranzato, NeurIPS 2017): row `i` is after
/// lesson `i`, column `j` is task `j`.
public struct AccuracyMatrix: Codable, Sendable, Equatable {
    /// Shares of right answers, a row a lesson.
    public private(set) var rows: [[Double]]

    /// A matrix without lessons, or with those given: each row has a share for every task.
    public init(_ rows: [[Double]] = []) {
        self.rows = rows
    }

    /// Adds what was measured after the next lesson.
    public mutating func add(_ row: [Double]) { rows.append(row) }

    /// ACC: the mean over all tasks after the last lesson.
    public var finalAccuracy: Double {
        guard let last = rows.last, !last.isEmpty else { return .nan }
        return last.reduce(0, +) / Double(last.count)
    }

    /// BWT: how much better each task but the last is solved after the last lesson than after its own; below zero where
    /// it was forgotten.
    public var backwardTransfer: Double {
        guard let last = rows.last, rows.count > 1 else { return .nan }
        let changes = (0..<(rows.count - 1)).compactMap { task in
            last.indices.contains(task) ? last[task] - rows[task][task] : nil
        }
        return changes.reduce(0, +) / Double(changes.count)
    }

    /// The mean over the tasks so far after each lesson: the first alone, then two, and so on.
    public var meansSoFar: [Double] {
        rows.enumerated().map { lesson, row in
            let known = row.prefix(lesson + 1)
            return known.reduce(0, +) / Double(known.count)
        }
    }

    /// FWT: how much better each task but the first is solved after the lesson before its own than by a network that has
    /// learned nothing.
    /// - Parameter baseline: the share of right answers in each task at random initialisation.
    public func forwardTransfer(beside baseline: [Double]) -> Double {
        guard rows.count > 1 else { return .nan }
        let tasks = (1..<rows.count).filter { rows[$0 - 1].indices.contains($0) && baseline.indices.contains($0) }
        let gains = tasks.map { rows[$0 - 1][$0] - baseline[$0] }
        return gains.reduce(0, +) / Double(gains.count)
    }

    /// FWT where answering by chance stands for the network that has learned nothing.
    public func forwardTransfer(chance: Double) -> Double {
        forwardTransfer(beside: [Double](repeating: chance, count: rows.first?.count ?? 0))
    }
}
