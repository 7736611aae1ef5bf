import Foundation
import FrugalData
import FrugalTensor
import Testing

@testable import FrugalMeta

@Suite struct PixelBaselineTests {
    private func random(_ count: Int, seed: UInt64) -> [[Float]] {
        var stream = RandomStream(seed: seed)
        return (0..<count).map { _ in (0..<6).map { _ in Float(stream.uniform()) } }
    }

    private func tensor(_ rows: [[Float]]) -> Tensor { Tensor(rows.flatMap { $0 }, shape: [rows.count, 1, 2, 3]) }

    private func cosine(_ a: [Float], _ b: [Float]) -> Double {
        func dot(_ a: [Float], _ b: [Float]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
        let length = (dot(a, a) * dot(b, b)).squareRoot()
        return length > 0 ? dot(a, b) / length : 0
    }

    /// Unequal numbers of labelled pictures, not sorted by class, and a blank one among the queries.
    @Test(arguments: PixelBaseline.Rule.allCases)
    func itAgreesWithPlainLoops(_ rule: PixelBaseline.Rule) {
        let support = random(6, seed: 1)
        let labels = [2, 0, 1, 2, 2, 0]
        let queries = random(4, seed: 2) + [[Float](repeating: 0, count: 6)]
        let task = FewShotTask(
            way: 3, support: tensor(support), supportLabels: labels, query: tensor(queries),
            queryLabels: [0, 1, 2, 0, 1])
        let scores = PixelBaseline(rule).logits(task)
        #expect(scores.shape == [5, 3])
        for (row, query) in queries.enumerated() {
            for label in 0..<3 {
                let members = support.indices.filter { labels[$0] == label }.map { support[$0] }
                let expected: Double
                switch rule {
                case .nearest: expected = members.map { cosine(query, $0) }.max() ?? 0
                case .centroid:
                    let mean = (0..<6).map { place in
                        members.reduce(Float(0)) { $0 + $1[place] } / Float(members.count)
                    }
                    expected = cosine(query, mean)
                }
                #expect(abs(scores[row, label].item() - expected) < 1e-6)
            }
        }
    }
}

private let folder = ProcessInfo.processInfo.environment["FRUGAL_DATA"].map { "\($0)/omniglot" }

/// What raw pixels give on the test characters of the Vinyals split is known: 1,000 episodes x 5 queries, to within a point.
///
/// The known figures of the box filter are of exact areas; ours, as Pillow's, takes whole pixels, which gives 0.3 less.
@Suite(.enabled(if: folder != nil)) struct PixelAnchorTests {
    private static let anchors: [(filter: ResizeFilter, rotations: Bool, percent: [Double])] = [
        (.nearest, false, [43.8, 65.9, 24.1, 43.7]), (.nearest, true, [46.0, 69.3, 26.3, 48.4]),
        (.box, false, [47.2, 71.2, 27.5, 50.3]), (.box, true, [50.0, 74.5, 30.1, 55.3]),
    ]
    private static let tasks = [(5, 1), (5, 5), (20, 1), (20, 5)]

    /// Every fourth of the episodes, so that the check takes seconds in debug too; FRUGAL_SLOW takes them all.
    private static let episodes = ProcessInfo.processInfo.environment["FRUGAL_SLOW"] == nil ? 250 : 1000

    @Test(arguments: anchors.indices)
    func rawPixelsGiveWhatIsKnown(_ index: Int) throws {
        let anchor = Self.anchors[index]
        let data = try FewShotData(
            in: folder ?? "", options: .init(rotationsAsClasses: anchor.rotations, filter: anchor.filter))
        let pool = try data.classes(.test)
        for ((way, shot), expected) in zip(Self.tasks, anchor.percent) {
            let sampler = try EpisodeSampler(pool, EpisodeShape(way: way, shot: shot, queries: 5), seed: 2)
            let score = try sampler.score(episodes: Self.episodes) { episode in
                PixelBaseline().logits(FewShotTask(episode, of: pool))
            }
            // A point, and what the sample of episodes may be off on both sides.
            let margin = (anchor.filter == .box ? 1.3 : 1) + 100 * score.halfWidth
            #expect(abs(100 * score.mean - expected) < margin, "\(way)-way \(shot)-shot: \(100 * score.mean)")
        }
    }
}
