/// How far fresh pictures of a class are expected to lie from its prototype.
///
/// For K examples with variance v around their mean, the squared distance of another one to the mean of the K is
/// v (1 + 1/K) in expectation; one of the K has v (1 + 1/(K - 1)) to the mean of the others. So v is found by leaving one
/// out, with either kernel. A class with few examples borrows from the others: its own variance counts as K - 1
/// observations, that of the others as ``borrowed``. A class of one picture has only what it borrows.
struct ClassSpread {
    /// How many observations the variance of the other classes counts as.
    static let borrowed = 2.0
    /// Classes with more examples than this are looked at through this many, evenly spread.
    static let mostExamined = 200
    /// Classes with more examples than this keep their variance when one is left out.
    private static let many = 16

    private let head: DistanceHead
    /// The variance to borrow; nil where no class has two examples.
    let shared: Double?

    /// The spread of the classes of `head`, whose calibration must know their variances.
    init(of head: DistanceHead) {
        self.head = head
        shared = head.calibration.sharedVariance
    }

    /// The mean variance over the classes, taught or held out, that the network was not trained on, or else over the
    /// trained ones; nil where no class has two examples.
    static func sharedVariance(of head: DistanceHead) -> Double? {
        let all = head.classes + head.heldOut
        for group in [all.filter { !$0.isTrained }, all.filter(\.isTrained)] {
            let variances = group.compactMap { variance(of: $0, in: head) }
            if !variances.isEmpty { return variances.reduce(0, +) / Double(variances.count) }
        }
        return nil
    }

    /// The variance of a class around its mean by leaving one out; nil for a class of one picture.
    static func variance(of members: PrototypeClass, in head: DistanceHead) -> Double? {
        variance(of: members, leavingOut: [], in: head)
    }

    /// The same without the examples `left`.
    static func variance(of members: PrototypeClass, leavingOut left: [Int], in head: DistanceHead) -> Double? {
        let count = members.count - left.count
        guard count >= 2 else { return nil }
        let distances = examined(members).filter { !left.contains($0) }.compactMap { index -> Double? in
            members.prototype(leavingOut: left + [index]).map { head.kernel.distance(members.embedding(index), $0) }
        }
        guard !distances.isEmpty else { return nil }
        let mean = distances.reduce(0, +) / Double(distances.count)
        return mean / (1 + 1 / Double(count - 1)) * head.factor(of: members)
    }

    /// The examples that are looked at one by one.
    static func examined(_ members: PrototypeClass) -> [Int] {
        guard members.count > mostExamined else { return Array(0..<members.count) }
        return (0..<mostExamined).map { $0 * members.count / mostExamined }
    }

    /// The distance that a fresh picture of `members` is expected to have from its prototype; nil where nothing tells.
    func expectedDistance(to members: PrototypeClass) -> Double? {
        expectedDistance(own: head.calibration.variances[members.name], examples: members.count)
    }

    /// The same for a class of which one example is left out.
    func expectedDistance(to members: PrototypeClass, leavingOut index: Int) -> Double? {
        // Among many, one example hardly moves the variance, and leaving out two at a time would take their square.
        let own =
            members.count > Self.many
            ? head.calibration.variances[members.name] : Self.variance(of: members, leavingOut: [index], in: head)
        return expectedDistance(own: own, examples: members.count - 1)
    }

    private func expectedDistance(own: Double?, examples: Int) -> Double? {
        let variance: Double
        switch (own, shared) {
        case (let own?, let shared?):
            let weight = Double(examples - 1)
            variance = (weight * own + Self.borrowed * shared) / (weight + Self.borrowed)
        case (let own?, nil): variance = own
        case (nil, let shared?): variance = shared
        case (nil, nil): return nil
        }
        return variance * (1 + 1 / Double(max(1, examples)))
    }

    /// How many times larger a distance is than expected. Where all examples are equal any distance is infinitely larger.
    static func ratio(_ distance: Double, to expected: Double) -> Double {
        expected > 0 ? distance / expected : distance > 0 ? .greatestFiniteMagnitude : 0
    }
}

extension DistanceHead {
    /// What distances between a class's prototype and its own stored examples are multiplied by.
    func factor(of members: PrototypeClass) -> Double { members.isTrained ? freshFactor : 1 }
}
