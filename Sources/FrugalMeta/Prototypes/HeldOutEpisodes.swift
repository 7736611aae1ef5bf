import FrugalTensor

/// Few-shot tasks of the size of a head, drawn from its held-out classes: what a head of one picture a class is measured on.
struct HeldOutEpisodes {
    private static let episodes = 40
    private static let queries = 5

    private let head: DistanceHead
    private let way: Int
    private let shot: Int
    private let usable: [PrototypeClass]
    private let shared: Double?

    /// Episodes for `head`; nil where its held-out classes are too few or too small.
    init?(_ head: DistanceHead) {
        let mean = Double(head.classes.reduce(0) { $0 + $1.count }) / Double(max(1, head.classes.count))
        let most = head.heldOut.map(\.count).max() ?? 0
        let shot = min(max(1, Int(mean.rounded())), most - 1)
        let usable = head.heldOut.filter { $0.count > shot }
        guard shot >= 1, usable.count >= 2 else { return nil }
        self.head = head
        self.shot = shot
        self.usable = usable
        // Some classes stay outside, to be the unknown ones.
        way = max(2, min(head.classes.count, usable.count / 2))
        var strangers = head
        strangers.classes = []
        shared = ClassSpread.sharedVariance(of: strangers)
    }

    /// Known trials, and how far pictures of classes outside an episode lay.
    func run() throws -> (known: [KnownTrial], unknown: [Double]) {
        var random = RandomStream(seed: 0).named("held-out-episodes")
        var (known, unknown): ([KnownTrial], [Double]) = ([], [])
        for _ in 0..<Self.episodes {
            let order = random.shuffled(Array(usable.indices))
            var task = head
            task.heldOut = []
            task.classes = []
            var queries: [(embedding: [Double], label: Int?)] = []
            for (place, position) in order.enumerated() {
                let members = usable[position]
                let rows = random.shuffled(Array(0..<members.count))
                let isKnown = place < way
                if isKnown { task.classes.append(try members.subset(Array(rows.prefix(shot)))) }
                // As many unknown questions as known ones.
                guard isKnown || place < 2 * way else { break }
                let asked = rows.dropFirst(isKnown ? shot : 0).prefix(Self.queries)
                queries += asked.map { (members.embedding($0), isKnown ? place : nil) }
            }
            task.calibration.variances = task.variances
            task.calibration.sharedVariance = borrowed(by: task)
            let spread = ClassSpread(of: task)
            for query in queries {
                let trial = trial(query.embedding, label: query.label, in: task, spread)
                if query.label != nil { known.append(trial) } else if let ratio = trial.ratio { unknown.append(ratio) }
            }
        }
        return (known, unknown)
    }

    /// What the classes of an episode borrow is what those of the head do: the variance of the held-out classes where these
    /// are like taught ones; where trained classes stand in for them, that of one another, or nothing but their own for a
    /// head of one such class.
    private func borrowed(by task: DistanceHead) -> Double? {
        guard usable.allSatisfy(\.isTrained), shot > 1 else { return shared }
        return head.classes.count { $0.count > 1 } > 1 ? ClassSpread.sharedVariance(of: task) : nil
    }

    private func trial(
        _ query: [Double], label: Int?, in task: DistanceHead, _ spread: ClassSpread
    ) -> KnownTrial {
        var scores = task.scores(query)
        // The network may have been trained on these very pictures.
        if let label { scores[label] *= task.factor(of: task.classes[label]) }
        let nearest = DistanceHead.highest(scores)
        let expected = spread.expectedDistance(to: task.classes[nearest])
        return KnownTrial(
            scores: scores, label: label ?? 0, ratio: expected.map { ClassSpread.ratio(-scores[nearest], to: $0) })
    }
}
