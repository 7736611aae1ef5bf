import FrugalTensor

extension Split {
    /// Splits at random, every class in the same proportion, in the same way whenever the seed is the same.
    ///
    /// Each class keeps at least one example for training; one with two examples gives the other to the test part, and
    /// from three on a class is in all parts (that are not empty by `validation` or `test` being 0).
    ///
    /// - Parameters:
    ///   - labels: the class of each example.
    ///   - groups: where given, the group of each example (the person who took the photo, say): a group is never parted,
    ///     because a model that has seen one of its examples knows the others. Proportions are then kept only roughly.
    /// - Throws: `DataError` (`.invalidArgument`) for shares that leave nothing to train on or lists that do not fit.
    public static func stratified(
        labels: [Int], validation: Share, test: Share, groups: [String]? = nil, seed: UInt64
    ) throws -> Split {
        let wantedTest = try test.examples(of: labels.count, part: .test)
        let wantedValidation = try validation.examples(of: labels.count, part: .validation)
        guard !labels.isEmpty else { throw DataError(.invalidArgument, "there are no examples to split") }
        guard wantedTest + wantedValidation < labels.count else {
            throw DataError(
                .invalidArgument,
                "\(wantedValidation) validation and \(wantedTest) test examples leave none of \(labels.count) to train on"
            )
        }
        if let groups {
            return try grouped(
                labels: labels, groups: groups, validation: wantedValidation, test: wantedTest, seed: seed)
        }
        let classes = Dictionary(grouping: labels.indices) { labels[$0] }.sorted { $0.key < $1.key }
        let sizes = classes.map(\.value.count)
        let testCounts = Allotment(
            total: wantedTest, sizes: sizes, capacities: sizes.map { $0 - 1 }, mayGrow: test.mayGrow
        ).counts
        let validationCounts = Allotment(
            total: wantedValidation, sizes: sizes, capacities: zip(sizes, testCounts).map { $0 - $1 - 1 },
            mayGrow: validation.mayGrow
        ).counts
        var parts = [Part?](repeating: .train, count: labels.count)
        for (position, (label, members)) in classes.enumerated() {
            var random = RandomStream(seed: seed, stream: UInt64(bitPattern: Int64(label)))
            let order = random.shuffled(members)
            let testEnd = testCounts[position]
            for index in order[..<testEnd] { parts[index] = .test }
            for index in order[testEnd..<(testEnd + validationCounts[position])] { parts[index] = .validation }
        }
        return Split(parts: parts)
    }
}

/// Divides a number of places among classes in proportion to their sizes.
private struct Allotment {
    /// The places of each class.
    private(set) var counts: [Int]

    /// - Parameter capacities: the most places of each class.
    init(total: Int, sizes: [Int], capacities: [Int], mayGrow: Bool) {
        let all = max(1, sizes.reduce(0, +))
        let shares = sizes.map { Double(total) * Double($0) / Double(all) }
        counts = zip(shares, capacities).map { min(Int($0), max(0, $1)) }
        guard total > 0 else { return }
        // The largest fractional parts get what rounding down left over; then whoever has room.
        let remainders = shares.map { $0 - $0.rounded(.down) }
        let byRemainder = shares.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
        var left = total - counts.reduce(0, +)
        while left > 0 {
            let open = byRemainder.filter { counts[$0] < capacities[$0] }
            if open.isEmpty { break }
            for position in open.prefix(left) { counts[position] += 1 }
            left -= min(left, open.count)
        }
        representAll(capacities, mayGrow: mayGrow)
    }

    /// Gives every class with room a place: one taken from the class with the most, or an additional one.
    private mutating func representAll(_ capacities: [Int], mayGrow: Bool) {
        for position in counts.indices where counts[position] == 0 && capacities[position] > 0 {
            let richest = counts.indices.max { counts[$0] < counts[$1] } ?? position
            if counts[richest] > 1 {
                counts[richest] -= 1
                counts[position] = 1
            } else if mayGrow {
                counts[position] = 1
            }
        }
    }
}
