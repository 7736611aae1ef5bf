/// The episodes that ended in a training, in their order: what learning curves are made of.
public struct EpisodeLog: Codable, Sendable, Equatable {
    /// An episode that ended.
    public struct Episode: Codable, Sendable, Equatable {
        /// The copy that played it.
        public var copy: Int
        /// Frames of all copies together when it ended.
        public var frames: Int
        /// The sum of its rewards.
        public var value: Float
    }

    /// Episodes that have ended.
    public private(set) var episodes: [Episode] = []
    private var running: [Float]

    /// The log of so many copies.
    public init(copies: Int) { running = Array(repeating: 0, count: copies) }

    /// Notes a step of all copies.
    /// - Parameter frames: of all copies together, this step included.
    public mutating func note(_ step: EnvironmentStep, frames: Int) {
        for copy in running.indices {
            running[copy] += step.rewards[copy]
            guard step.hasEnded[copy] else { continue }
            episodes.append(Episode(copy: copy, frames: frames, value: running[copy]))
            running[copy] = 0
        }
    }

    /// The mean return of the last episodes; nil before the first.
    public func meanReturn(ofLast count: Int = 100) -> Double? {
        let last = episodes.suffix(count)
        guard !last.isEmpty else { return nil }
        return last.reduce(0) { $0 + Double($1.value) } / Double(last.count)
    }

    /// The mean return of the episodes that ended in each of `bins` even parts of the first `frames` frames. A part in which
    /// none ended has the mean of the one before; before the first end it is `start`.
    public func curve(bins: Int, frames: Int, start: Double = 0) -> [Double] {
        guard bins > 0, frames > 0 else { return [] }
        var sums = [Double](repeating: 0, count: bins)
        var counts = [Int](repeating: 0, count: bins)
        for episode in episodes where episode.frames <= frames {
            let bin = min(bins - 1, max(0, episode.frames - 1) * bins / frames)
            sums[bin] += Double(episode.value)
            counts[bin] += 1
        }
        var last = start
        return zip(sums, counts).map { sum, count in
            if count > 0 { last = sum / Double(count) }
            return last
        }
    }
}
