import Foundation
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct RejectionTests {
    /// With squared distances, leaving one out gives the variance of the textbook.
    @Test func theVarianceIsTheSampleVariance() throws {
        var clusters = Clusters(seed: 1)
        let head = try clusters.head([5, 3])
        let members = head.classes[0]
        var sum = 0.0
        for index in 0..<5 { sum += head.kernel.distance(members.embedding(index), members.prototype) }
        let variance = try #require(ClassSpread.variance(of: members, in: head))
        #expect(abs(variance - sum / 4) < 1e-9)
        #expect(ClassSpread.variance(of: try members.subset([1]), in: head) == nil)
        #expect(
            try abs(
                #require(ClassSpread.variance(of: members, leavingOut: [4], in: head))
                    - #require(ClassSpread.variance(of: members.subset([0, 1, 2, 3]), in: head))) < 1e-9)
    }

    /// v1 = 2 from points 0 and 2, v2 = 8 from 0 and 4: the mean is 5, and each class has one observation beside two
    /// borrowed ones.
    @Test func fewExamplesBorrowTheirSpread() throws {
        func members(_ name: String, _ values: [Float]) throws -> PrototypeClass {
            try PrototypeClass(name, examples: values.map { .init(source: "\($0)") }, embeddings: values, width: 1)
        }
        let head = try DistanceHead(
            kernel: .squaredEuclidean, width: 1,
            classes: [members("a", [0, 2]), members("b", [100, 104]), members("c", [50])])
        #expect(head.calibration.sharedVariance == 5)
        // (2 + 2 x 5) / 3 x 1.5, (8 + 2 x 5) / 3 x 1.5, 5 x 2.
        for (position, expected) in [6.0, 9, 10].enumerated() {
            let found = try #require(head.expectedDistance(of: position))
            #expect(abs(found - expected) < 1e-12)
        }
        let answer = try #require(head.answer([51]))
        #expect(answer.nearest == 2 && answer.distance == 1 && answer.ratio == 0.1)
    }

    @Test func theRankIsThatOfSplitConformalPrediction() {
        var rule = RejectionRule(known: (1...20).reversed().map(Double.init), source: .leaveOneOut)
        rule.rank(known: [1, 2], unknown: [100], hasHeldOut: false)
        #expect(rule.factor(accepting: 0.95) == 20)
        #expect(rule.factor(accepting: 0.9) == 19)
        #expect(rule.factor(accepting: 0.5) == 11)
        #expect(rule.factor(accepting: 0.999) == 20)
        #expect(rule.factor(accepting: 1) == nil)
        #expect(rule.areaUnderCurve == 1)
        #expect(abs(rule.largestPromisedShare - 20.0 / 21) < 1e-12)
        #expect(RejectionRule().factor(accepting: 0.95) == nil)
    }

    /// The threshold accepts the stated share of the examples that it was chosen on, each left out of its class.
    @Test(arguments: [0.5, 0.8, 0.9, 0.95])
    func acceptsTheStatedShareOfWhatItWasChosenOn(_ share: Double) throws {
        var clusters = Clusters(seed: 7)
        let head = try clusters.head([6, 3, 12, 9, 8])
        let factor = try #require(head.calibration.rejection.factor(accepting: share))
        let ratios = LeaveOneOut(head).trials.compactMap(\.ratio)
        #expect(head.calibration.source == .leaveOneOut && ratios.count == 38)
        let accepted = ratios.count { $0 <= factor }
        #expect(Double(accepted) >= share * 38)
        #expect(Double(accepted) <= share * 39 + 1)
    }

    /// ... and about that share of fresh points of the same classes, whether the classes have few or many examples.
    @Test(arguments: [(3, 0), (12, 0), (1, 12)])
    func acceptsAboutTheStatedShareOfFreshPoints(_ shots: Int, _ heldOut: Int) throws {
        var (accepted, all, rejected) = (0, 0, 0)
        for seed in 0..<12 {
            var clusters = Clusters(seed: UInt64(seed + 20))
            let centres = (0..<8).map { _ in clusters.centre(far: 5) }
            let classes = try centres.enumerated().map { place, centre in
                try clusters.members("\(place)", around: centre, count: shots)
            }
            let others = try (0..<heldOut).map {
                try clusters.members("o\($0)", around: clusters.centre(far: 5), count: 8)
            }
            let head = try DistanceHead(kernel: .squaredEuclidean, width: 6, classes: classes, heldOut: others)
            #expect(head.calibration.source == (shots == 1 ? .heldOutClasses : .leaveOneOut))
            for centre in centres {
                for _ in 0..<10 {
                    let answer = try #require(head.answer(clusters.point(around: centre)))
                    accepted += answer.distance <= (try #require(head.limit(for: answer, accepting: 0.9))) ? 1 : 0
                    all += 1
                    let stranger = try #require(head.answer(clusters.point(around: clusters.centre(far: 5))))
                    rejected += stranger.distance > (try #require(head.limit(for: stranger, accepting: 0.9))) ? 1 : 0
                }
            }
        }
        let share = Double(accepted) / Double(all)
        #expect(abs(share - 0.9) < 0.05, "\(share)")
        #expect(Double(rejected) / Double(all) > 0.8)
    }

    /// Beside trained classes of many examples, a class of three pictures that spreads wider accepts its share too.
    @Test func aTaughtClassBesideTrainedOnesAcceptsItsShare() throws {
        var (taught, trained) = (0, 0)
        for seed in 0..<30 {
            var clusters = Clusters(seed: UInt64(seed + 90))
            let names = (0..<8).map { "\($0)" }
            let centres = names.map { _ in clusters.centre(far: 8) }
            let classes = try zip(names, centres).map {
                try clusters.members($0, around: $1, count: 12, deviation: 0.5, isTrained: true)
            }
            // Fresh pictures lie as wide as if the deviation were 1.
            var head = try DistanceHead(
                kernel: .squaredEuclidean, width: 6, freshFactor: 4, trainedNames: names, classes: classes)
            let centre = clusters.centre(far: 8)
            try head.teach([clusters.members("new", around: centre, count: 3, deviation: 1.5)])
            #expect(head.calibration.rejection.taughtRatios.count > 100)
            for place in 0..<16 {
                let isNew = place % 2 == 0
                let point = clusters.point(
                    around: isNew ? centre : centres[place / 2], deviation: isNew ? 1.5 : 1)
                let answer = try #require(head.answer(point))
                let isAccepted = try answer.distance <= #require(head.limit(for: answer, accepting: 0.9))
                if isAccepted { if isNew { taught += 1 } else { trained += 1 } }
            }
        }
        // The spread of three points differs much from draw to draw, so that thirty draws leave some chance.
        #expect(abs(Double(taught) / 240 - 0.9) < 0.1, "\(taught)")
        #expect(abs(Double(trained) / 240 - 0.9) < 0.07, "\(trained)")
    }

    @Test func oneClassEachAndNothingHeldOutRejectsNothing() throws {
        var clusters = Clusters(seed: 8)
        let head = try clusters.head([1, 1, 1])
        #expect(head.calibration.source == .nothing)
        #expect(head.calibration.temperature == 1)
        let answer = try #require(head.answer([99, 99, 99, 99, 99, 99]))
        #expect(head.limit(for: answer, accepting: 0.9) == nil && answer.ratio == nil)
    }

    @Test func equalExamplesRejectWhateverDiffers() throws {
        let twice = try ["a", "b"].enumerated().map { place, name in
            try PrototypeClass(
                name, examples: (0..<12).map { .init(source: "\($0)") },
                embeddings: [Float](repeating: Float(place), count: 12), width: 1)
        }
        let head = try DistanceHead(kernel: .squaredEuclidean, width: 1, classes: twice)
        let same = try #require(head.answer([1]))
        #expect(try same.distance <= #require(head.limit(for: same, accepting: 0.9)))
        let other = try #require(head.answer([0.75]))
        #expect(try other.distance > #require(head.limit(for: other, accepting: 0.9)))
    }

    /// The temperature lowers the log loss of the answers it was fitted on, and the error that is stated is one of answers
    /// it was not fitted on.
    @Test func probabilitiesAreCalibrated() throws {
        var clusters = Clusters(seed: 9)
        let head = try clusters.head([30, 30, 30, 30], far: 0.8)
        let trials = LeaveOneOut(head).trials
        let answers = try Answers(
            logits: trials.flatMap { $0.scores.map { Float($0) } }, labels: trials.map(\.label), classCount: 4)
        let found = head.calibration
        #expect(found.accuracy == answers.accuracy && answers.count == 120)
        #expect(answers.logLoss(temperature: found.temperature) < answers.logLoss(temperature: 1))
        #expect(answers.logLoss(temperature: found.temperature) < answers.logLoss(temperature: found.temperature * 1.3))
        #expect(answers.logLoss(temperature: found.temperature) < answers.logLoss(temperature: found.temperature / 1.3))
        // Points of deviation 1 around known means have logits of -d / 2.
        #expect(found.temperature > 1.4 && found.temperature < 3.2, "\(found.temperature)")
        let plain = Calibration(answers.confidences(temperature: 1)).expectedError
        #expect(found.uncalibratedError == plain)
        #expect(try #require(found.calibrationError) < plain)
        var predictions: [(confidence: Double, isRight: Bool)] = []
        for side in 0...1 {
            let rest = (0..<120).filter { $0 % 2 != side }
            let others = try Answers(
                logits: rest.flatMap { answers[$0] }, labels: rest.map { answers.labels[$0] }, classCount: 4)
            let asked = answers.confidences(temperature: TemperatureScaling.fit(others))
            predictions += (0..<120).filter { $0 % 2 == side }.map { asked[$0] }
        }
        #expect(try abs(#require(found.calibrationError) - Calibration(predictions).expectedError) < 1e-12)
    }

    @Test func strangersAreTheHeldOutClassesWhereThereAreAny() throws {
        var clusters = Clusters(seed: 10)
        let without = try clusters.head([8, 8, 8])
        #expect(without.calibration.rejection.unknowns == .classesTakenAway)
        let with = try clusters.head([8, 8, 8], heldOut: 4)
        let rule = with.calibration.rejection
        #expect(rule.unknowns == .heldOutClasses)
        var wins = 0.0
        let unknown = LeaveOneOut(with).unknownRatios
        for far in unknown {
            for near in rule.ratios { wins += far > near ? 1 : far == near ? 0.5 : 0 }
        }
        #expect(try abs(#require(rule.areaUnderCurve) - wins / Double(unknown.count * rule.ratios.count)) < 1e-12)
    }
}
