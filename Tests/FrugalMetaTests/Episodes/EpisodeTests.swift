import Foundation
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

/// A pool of `classes` classes whose picture r is filled with the number r.
func numberedPool(classes: Int, perClass: Int, side: Int = 4) -> ClassPool {
    let count = classes * perClass
    let pixels = (0..<count).flatMap { [UInt8](repeating: UInt8($0 % 256), count: side * side) }
    return ClassPool(
        pixels: Tensor(pixels, shape: [count, 1, side, side]),
        classes: (0..<classes).map { place in
            .init(name: "class \(place)", rows: Array((place * perClass)..<((place + 1) * perClass)))
        },
        names: (0..<count).map { "picture \($0)" })
}

@Suite struct EpisodeTests {
    @Test func aTaskHasItsShapeAndNoPictureTwice() throws {
        let pool = numberedPool(classes: 7, perClass: 9)
        let sampler = try EpisodeSampler(pool, EpisodeShape(way: 5, shots: 1...4, queries: 5), seed: 3)
        var shotsSeen: Set<Int> = []
        for index in 0..<200 {
            let episode = sampler.episode(index)
            #expect(Set(episode.classes).count == 5)
            #expect(episode.query.allSatisfy { $0.count == 5 })
            shotsSeen.formUnion(episode.support.map(\.count))
            let rows = episode.supportRows + episode.queryRows
            #expect(Set(rows).count == rows.count)
            for (label, place) in episode.classes.enumerated() {
                #expect(Set(episode.support[label] + episode.query[label]).isSubset(of: pool.classes[place].rows))
            }
        }
        #expect(shotsSeen == [1, 2, 3, 4])
    }

    @Test func anEpisodeDependsOnSeedAndNumberAlone() throws {
        let pool = numberedPool(classes: 20, perClass: 10)
        let shape = EpisodeShape(way: 5, shot: 1, queries: 3)
        let (one, same) = (try EpisodeSampler(pool, shape, seed: 8), try EpisodeSampler(pool, shape, seed: 8))
        _ = same.episode(0)
        #expect(one.episode(41) == same.episode(41))
        #expect(one.episode(41) != one.episode(42))
        #expect(one.episode(41) != (try EpisodeSampler(pool, shape, seed: 9).episode(41)))
    }

    /// Counts within five standard deviations of what fair draws give.
    @Test func classesAndPicturesComeUpEquallyOften() throws {
        let pool = numberedPool(classes: 10, perClass: 6)
        let sampler = try EpisodeSampler(pool, EpisodeShape(way: 4, shot: 1, queries: 2), seed: 1)
        let episodes = 5000
        var classes = [Int](repeating: 0, count: 10)
        var shown = [Int](repeating: 0, count: 60)
        var places = [Int](repeating: 0, count: 10)
        for index in 0..<episodes {
            let episode = sampler.episode(index)
            for place in episode.classes { classes[place] += 1 }
            for row in episode.supportRows { shown[row] += 1 }
            places[episode.classes[0]] += 1
        }
        func isFair(_ counts: [Int], probability: Double) -> Bool {
            let mean = Double(episodes) * probability
            let deviation = (mean * (1 - probability)).squareRoot()
            return counts.allSatisfy { abs(Double($0) - mean) < 5 * deviation }
        }
        #expect(isFair(classes, probability: 0.4))
        #expect(isFair(places, probability: 0.1))
        #expect(isFair(shown, probability: 0.4 / 6))
    }

    @Test func turnsAreClassesOfTheirOwn() throws {
        let pixels: [UInt8] = [1, 2, 3, 4]
        let pool = ClassPool(
            pixels: Tensor(pixels, shape: [1, 1, 2, 2]), classes: [.init(name: "a", rows: [0])], names: ["p"])
        let turned = pool.withRotationsAsClasses()
        #expect(turned.classes.map(\.name) == ["a", "a@90", "a@180", "a@270"])
        let pictures = (0..<4).map { turned.batch([$0]).floats().map { Int(($0 * 255).rounded()) } }
        // Counter-clockwise: the right column becomes the top row.
        #expect(pictures == [[1, 2, 3, 4], [2, 4, 1, 3], [4, 3, 2, 1], [3, 1, 4, 2]])
        let mirrored = turned.withMirrorsAsClasses()
        #expect(mirrored.classes.map(\.name) == turned.classes.map(\.name) + turned.classes.map { "\($0.name)@mirror" })
        #expect(mirrored.names.count == 8)
        #expect(mirrored.classes[4].rows == [4])
        #expect(mirrored.batch([4]).floats().map { Int(($0 * 255).rounded()) } == [2, 1, 4, 3])
    }

    @Test func whatCannotBeDrawnIsRefusedByName() throws {
        var pool = numberedPool(classes: 4, perClass: 3)
        func refusal(_ shape: EpisodeShape) -> String? {
            do {
                _ = try EpisodeSampler(pool, shape, seed: 1)
                return nil
            } catch { return "\(error)" }
        }
        #expect(refusal(EpisodeShape(way: 4, shot: 1, queries: 2)) == nil)
        #expect(refusal(EpisodeShape(way: 4, shot: 2, queries: 2))?.contains("class 0") == true)
        #expect(refusal(EpisodeShape(way: 5, shot: 1, queries: 1))?.contains("5-way") == true)
        #expect(refusal(EpisodeShape(way: 1, shot: 1, queries: 1))?.contains("1 classes") == true)
        #expect(refusal(EpisodeShape(way: 2, shots: 1...Int.max, queries: 1))?.contains("class 0") == true)
        pool = ClassPool(
            pixels: pool.pixels, classes: pool.classes + [.init(name: "nobody", rows: [])], names: pool.names)
        #expect(refusal(EpisodeShape(way: 2, shot: 1, queries: 1))?.contains("nobody") == true)
    }

    @Test func aSplitHasEachClassOnce() throws {
        let names = (0..<40).map { "c\($0)" }
        let split = try ClassSplit.random(names, seed: 2)
        #expect(Set(split.train + split.validation + split.test) == Set(names))
        #expect(split.validation.count == 6 && split.test.count == 10)
        #expect(split == (try ClassSplit.random(names, seed: 2)))
        #expect(split != (try ClassSplit.random(names, seed: 3)))
        #expect(throws: FrugalError.self) { try ClassSplit.random(["a", "b", "c"], seed: 1) }
        #expect(throws: FrugalError.self) { try ClassSplit(name: "x", train: ["a"], validation: [], test: ["a"]) }
    }
}

@Suite(.enabled(if: ProcessInfo.processInfo.environment["FRUGAL_DATA"] != nil))
struct OmniglotTests {
    @Test func theSplitIsThePapers() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["FRUGAL_DATA"] ?? "")
            .appendingPathComponent("omniglot")
        let pool = try Omniglot.pool(in: folder)
        let split = try Omniglot.vinyalsSplit(in: folder)
        #expect(pool.classes.count == 1623)
        #expect(pool.classes.allSatisfy { $0.rows.count == 20 })
        #expect([split.train, split.validation, split.test].map(\.count) == [1028, 172, 423])
        #expect(try pool.named(split.test).withRotationsAsClasses().classes.count == 1692)
        // Ink is 1 and rare.
        let ink = pool.batch(Array(0..<500)).mean().item()
        #expect(ink > 0.02 && ink < 0.2)
    }
}
