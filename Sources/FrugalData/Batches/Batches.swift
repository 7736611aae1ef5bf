import FrugalTensor

/// Data in batches: the order of every epoch follows from the seed, and batches are prepared on a thread of their own
/// while the network works on the one before.
///
///     let batches = try Batches(source, indices: split.train, size: 64, shuffledWith: 7)
///     var epoch = batches.epoch(0)
///     while let batch = try epoch.next() { … }
///
/// Leaving the loop early needs no clean-up: when the iterator goes, its thread stops and its batches are freed.
public struct Batches<Source: BatchSource>: Sendable {
    /// The data.
    public let source: Source
    /// The examples used, in the order they were given.
    public let indices: [Int]
    /// Examples a batch; the last of an epoch may have fewer.
    public let size: Int
    /// The seed of the order; nil for the order of `indices` in every epoch.
    public let shuffleSeed: UInt64?
    /// Whether a last batch that is not full is left out.
    public let dropsLast: Bool
    /// Batches prepared ahead at most; 0 prepares each when it is asked for, on the thread that asks.
    public let ahead: Int

    /// Batches of some examples of `source`.
    ///
    /// - Parameter indices: the examples to use; nil for all.
    /// - Throws: `DataError` (`.invalidArgument`) for a size below 1, an index out of range, or no batch at all.
    public init(
        _ source: Source, indices: [Int]? = nil, size: Int, shuffledWith seed: UInt64? = nil, dropsLast: Bool = false,
        ahead: Int = 2
    ) throws {
        let indices = indices ?? Array(0..<source.count)
        guard size > 0, ahead >= 0 else {
            throw DataError(.invalidArgument, "batches of \(size), \(ahead) ahead, cannot be made")
        }
        if let bad = indices.first(where: { $0 < 0 || $0 >= source.count }) {
            throw DataError(.invalidArgument, "there is no example \(bad) among \(source.count)")
        }
        guard !indices.isEmpty, !dropsLast || indices.count >= size else {
            throw DataError(
                .invalidArgument, "\(indices.count) examples do not fill one batch of \(size)",
                remedy: "Make the batches smaller, or keep the last one")
        }
        self.source = source
        self.indices = indices
        self.size = size
        self.shuffleSeed = seed
        self.dropsLast = dropsLast
        self.ahead = ahead
    }

    /// Batches in an epoch.
    public var count: Int { dropsLast ? indices.count / size : (indices.count - 1) / size + 1 }

    /// The examples of each batch of an epoch, without making the batches.
    public func plan(epoch: Int) -> [[Int]] {
        var order = indices
        if let shuffleSeed {
            var random = RandomStream(seed: shuffleSeed, stream: UInt64(bitPattern: Int64(epoch)))
            random.shuffle(&order)
        }
        return (0..<count).map { Array(order[($0 * size)..<min(($0 + 1) * size, order.count)]) }
    }

    /// The batches of an epoch.
    ///
    /// - Parameter first: the number of batches to pass over, to go on where an interrupted epoch stopped.
    public func epoch(_ epoch: Int, from first: Int = 0) -> BatchIterator {
        let source = source
        let plan = Array(plan(epoch: epoch).dropFirst(max(0, first)))
        return BatchIterator(count: plan.count, ahead: ahead) { try source.batch(plan[$0], epoch: epoch) }
    }
}
