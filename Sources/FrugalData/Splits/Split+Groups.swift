import FrugalTensor

extension Split {
    /// Gives whole groups to parts, the largest groups first, each to the part that it brings nearest to its share of
    /// every class.
    static func grouped(
        labels: [Int], groups: [String], validation: Int, test: Int, seed: UInt64
    ) throws -> Split {
        guard groups.count == labels.count else {
            throw DataError(.invalidArgument, "\(groups.count) groups were given for \(labels.count) examples")
        }
        var members = Dictionary(grouping: labels.indices) { groups[$0] }.sorted { $0.key < $1.key }.map(\.value)
        let total = Double(labels.count)
        let fractions: [(part: Part, share: Double)] = [
            (.train, (total - Double(validation + test)) / total), (.validation, Double(validation) / total),
            (.test, Double(test) / total),
        ].filter { $0.1 > 0 }
        guard members.count >= fractions.count else {
            throw DataError(
                .invalidArgument, "\(members.count) groups cannot fill \(fractions.count) parts",
                remedy: "Split without groups, or give more groups")
        }
        var random = RandomStream(seed: seed)
        random.shuffle(&members)
        // Sorting is not stable by promise, so that the shuffled order is part of the key.
        let order = members.indices.sorted { (members[$1].count, $0) < (members[$0].count, $1) }
        var deficits = fractions.map { fraction in
            Deficit(wanted: Dictionary(labels.map { ($0, fraction.share) }, uniquingKeysWith: +))
        }
        var parts = [Part?](repeating: nil, count: labels.count)
        for (place, group) in order.enumerated() {
            let counts = Dictionary(members[group].map { (labels[$0], 1.0) }, uniquingKeysWith: +)
            // The last groups go where there is still nothing at all.
            let empty = deficits.indices.filter { deficits[$0].isEmpty }
            let open = order.count - place <= empty.count ? empty : Array(deficits.indices)
            guard let best = open.min(by: { deficits[$0].cost(of: counts) < deficits[$1].cost(of: counts) }) else {
                break
            }
            deficits[best].take(counts)
            for index in members[group] { parts[index] = fractions[best].part }
        }
        return Split(parts: parts)
    }
}

/// What a part still lacks of each class.
private struct Deficit {
    private let wanted: [Int: Double]
    private var taken: [Int: Double] = [:]

    init(wanted: [Int: Double]) { self.wanted = wanted }

    var isEmpty: Bool { taken.isEmpty }

    /// By how much taking the group would raise the squared distance from what is wanted, relative to what is wanted.
    func cost(of group: [Int: Double]) -> Double {
        group.sorted { $0.key < $1.key }.reduce(0) { sum, entry in
            let goal = wanted[entry.key, default: 0]
            let before = taken[entry.key, default: 0] - goal
            let after = before + entry.value
            return sum + (after * after - before * before) / max(goal, 1e-9)
        }
    }

    mutating func take(_ group: [Int: Double]) { taken.merge(group, uniquingKeysWith: +) }
}
