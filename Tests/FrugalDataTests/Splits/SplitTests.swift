import FrugalTensor
import Testing

@testable import FrugalData

@Suite("Splits")
struct SplitTests {
    /// `sizes[k]` examples of class k, mixed.
    private func labels(_ sizes: [Int]) -> [Int] {
        var random = RandomStream(seed: 5)
        return random.shuffled(sizes.enumerated().flatMap { Array(repeating: $0, count: $1) })
    }

    private func counts(_ indices: [Int], _ labels: [Int], classes: Int) -> [Int] {
        indices.reduce(into: [Int](repeating: 0, count: classes)) { $0[labels[$1]] += 1 }
    }

    @Test("Parts are disjoint, complete and proportional")
    func proportional() throws {
        let labels = labels([100, 200, 700])
        let split = try Split.stratified(labels: labels, validation: .fraction(0.1), test: .fraction(0.2), seed: 3)
        #expect((split.train + split.validation + split.test).sorted() == Array(0..<1000))
        #expect(counts(split.validation, labels, classes: 3) == [10, 20, 70])
        #expect(counts(split.test, labels, classes: 3) == [20, 40, 140])
        #expect(split.train == split.train.sorted())
        let again = try Split.stratified(labels: labels, validation: .fraction(0.1), test: .fraction(0.2), seed: 3)
        #expect(again == split)
        let other = try Split.stratified(labels: labels, validation: .fraction(0.1), test: .fraction(0.2), seed: 4)
        #expect(other != split)
    }

    @Test("A seed means the same split for ever")
    func stable() throws {
        let labels = (0..<12).map { $0 % 3 }
        let split = try Split.stratified(labels: labels, validation: .count(3), test: .count(3), seed: 42)
        #expect(split.test.count == 3 && split.validation.count == 3)
        // Written down on the day the algorithm was written: a change of it breaks every saved seed.
        #expect(split.test == Self.knownTest && split.validation == Self.knownValidation)
    }

    private static let knownTest = [7, 9, 11]
    private static let knownValidation = [3, 5, 10]

    @Test("Counts are kept exactly, and small classes keep one for training")
    func exact() throws {
        let labels = labels([1, 2, 3, 50])
        let split = try Split.stratified(labels: labels, validation: .count(7), test: .count(11), seed: 1)
        #expect(split.validation.count == 7 && split.test.count == 11)
        let train = counts(split.train, labels, classes: 4)
        #expect(train.allSatisfy { $0 >= 1 })
        #expect(counts(split.test, labels, classes: 4) == [0, 1, 1, 9])
        #expect(counts(split.validation, labels, classes: 4)[2] == 1)
    }

    @Test("A fraction too small for all classes grows until all are represented")
    func represented() throws {
        let labels = labels(Array(repeating: 3, count: 16))
        let split = try Split.stratified(labels: labels, validation: .fraction(0.1), test: .fraction(0.1), seed: 1)
        for part in Split.Part.allCases {
            #expect(counts(split[part], labels, classes: 16) == Array(repeating: 1, count: 16))
        }
        let none = try Split.stratified(labels: labels, validation: .fraction(0), test: .fraction(0.2), seed: 1)
        #expect(none.validation.isEmpty)
    }

    @Test("Every small case keeps the promises", arguments: 1..<60)
    func small(_ seed: UInt64) throws {
        var random = RandomStream(seed: seed)
        let sizes = (0..<(1 + random.below(6))).map { _ in 1 + random.below(9) }
        let labels = labels(sizes)
        guard labels.count > 2 else { return }
        let fraction = 0.05 + 0.3 * random.uniform()
        guard
            let split = try? Split.stratified(
                labels: labels, validation: .fraction(fraction), test: .fraction(fraction), seed: seed)
        else { return }
        #expect((split.train + split.validation + split.test).sorted() == Array(labels.indices))
        #expect(counts(split.train, labels, classes: sizes.count).allSatisfy { $0 >= 1 })
        let isAsked = (Double(labels.count) * fraction).rounded() > 0
        for (label, size) in sizes.enumerated() where isAsked && size >= 2 {
            #expect(counts(split.test, labels, classes: sizes.count)[label] >= 1)
        }
    }

    @Test("Shares that make no sense are refused")
    func refused() {
        for (validation, test): (Split.Share, Split.Share) in [
            (.fraction(1), .fraction(0)), (.fraction(-0.1), .fraction(0)), (.count(6), .count(4)),
            (.count(10), .count(0)),
            (.count(-1), .count(0)), (.fraction(0.6), .fraction(0.5)), (.fraction(.nan), .count(0)),
        ] {
            #expect(throws: DataError.self) {
                try Split.stratified(labels: labels([5, 5]), validation: validation, test: test, seed: 1)
            }
        }
        #expect(throws: DataError.self) {
            try Split.stratified(labels: [], validation: .count(0), test: .count(0), seed: 1)
        }
    }

    @Test("Groups are never parted, and the shares are kept roughly")
    func groups() throws {
        var random = RandomStream(seed: 9)
        let groups = (0..<1000).map { _ in "sender \(random.below(120))" }
        let labels = (0..<1000).map { _ in random.below(4) }
        let split = try Split.stratified(
            labels: labels, validation: .fraction(0.15), test: .fraction(0.15), groups: groups, seed: 2)
        let sets = Split.Part.allCases.map { part in Set(split[part].map { groups[$0] }) }
        #expect(
            sets[0].isDisjoint(with: sets[1]) && sets[0].isDisjoint(with: sets[2]) && sets[1].isDisjoint(with: sets[2]))
        #expect(split.count == 1000)
        #expect((120...180).contains(split.validation.count) && (120...180).contains(split.test.count))
        for part in Split.Part.allCases { #expect(counts(split[part], labels, classes: 4).allSatisfy { $0 > 0 }) }
        let again = try Split.stratified(
            labels: labels, validation: .fraction(0.15), test: .fraction(0.15), groups: groups, seed: 2)
        #expect(again == split)
    }

    @Test("Three groups fill three parts; two do not")
    func fewGroups() throws {
        let groups = ["a", "a", "a", "a", "b", "c"]
        let split = try Split.stratified(
            labels: [0, 0, 1, 1, 0, 1], validation: .fraction(0.2), test: .fraction(0.2), groups: groups, seed: 1)
        #expect(Split.Part.allCases.allSatisfy { !split[$0].isEmpty })
        #expect(throws: DataError.self) {
            try Split.stratified(
                labels: [0, 1, 0], validation: .fraction(0.3), test: .fraction(0.3), groups: ["a", "a", "b"], seed: 1)
        }
    }

    @Test("Folds validate on every example once")
    func folds() throws {
        let labels = labels([10, 20, 33])
        let folds = try Split.folds(5, labels: labels, seed: 1)
        #expect(folds.flatMap(\.validation).sorted() == Array(0..<63))
        for fold in folds {
            #expect((12...13).contains(fold.validation.count) && fold.train.count + fold.validation.count == 63)
            #expect(counts(fold.validation, labels, classes: 3)[0] == 2)
        }
        let groups = labels.indices.map { "g\($0 / 7)" }
        for fold in try Split.folds(3, labels: labels, groups: groups, seed: 1) {
            #expect(Set(fold.train.map { groups[$0] }).isDisjoint(with: fold.validation.map { groups[$0] }))
        }
        #expect(throws: DataError.self) { try Split.folds(1, labels: labels, seed: 1) }
        #expect(throws: DataError.self) { try Split.folds(64, labels: labels, seed: 1) }
    }
}
