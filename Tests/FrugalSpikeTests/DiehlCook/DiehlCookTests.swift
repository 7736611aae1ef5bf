import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// Bars in three places: classes that differ in their pixels.
func bars(_ count: Int, seed: UInt64) throws -> LabelledImages {
    var random = RandomStream(seed: seed)
    let labels = (0..<count).map { $0 % 3 }
    let pixels = labels.flatMap { label in
        (0..<36).map { place -> UInt8 in
            let isBar = place / 12 == label
            return isBar ? 200 + UInt8.random(in: 0...55, using: &random) : UInt8.random(in: 0...10, using: &random)
        }
    }
    return try LabelledImages(
        pixels: pixels, height: 6, width: 6, channels: 1, labels: labels, classes: ["top", "middle", "bottom"],
        names: labels.indices.map { "bar \($0)" })
}

@Suite struct DiehlCookTests {
    private var settings: DiehlCookSettings {
        var settings = DiehlCookSettings(neurons: 6)
        // 36 pixels and not 784.
        settings.weightSum = 8
        settings.intensity = 6
        settings.epochs = 2
        return settings
    }

    @Test(arguments: [false, true])
    func barsAreToldApartWithoutLabels(inhibitsDirectly: Bool) throws {
        var settings = settings
        settings.inhibitsDirectly = inhibitsDirectly
        let (training, test) = (try bars(60, seed: 1), try bars(30, seed: 2))
        var learner = try DiehlCookTraining(settings, pixels: 36, seed: 1)
        try learner.run(training, Array(0..<60))
        let labels = try NeuronAnswers(of: learner.network, to: training, Array(0..<60), seed: 3).neuronLabels(
            classes: 3)
        let accuracy = try NeuronAnswers(of: learner.network, to: test, Array(0..<30), seed: 4).accuracy(by: labels)
        #expect(accuracy > 0.9)
        #expect(Set(labels.classes.compactMap { $0 }).count == 3)
        for field in try learner.network.fields { #expect(abs(field.reduce(0, +) - 8) < 0.5) }
    }

    /// Left after 17 of 60 pictures and read back from JSON.
    @Test func aTrainingThatWasLeftGoesOnBitForBit() throws {
        let training = try bars(20, seed: 1)
        var whole = try DiehlCookTraining(settings, pixels: 36, seed: 5)
        try whole.run(training, Array(0..<20))
        struct Left: Error {}
        var first = try DiehlCookTraining(settings, pixels: 36, seed: 5)
        var file = Data()
        #expect(throws: Left.self) {
            try first.run(training, Array(0..<20)) {
                guard $0.shown == 17 else { return }
                file = try JSONEncoder().encode($0.checkpoint)
                throw Left()
            }
        }
        var second = try DiehlCookTraining(settings, pixels: 36, seed: 5)
        try second.restore(try JSONDecoder().decode(DiehlCookTraining.Checkpoint.self, from: file))
        try second.run(training, Array(0..<20))
        #expect(second.network.state == whole.network.state)
    }

    @Test func answersDoNotDependOnTheNumberOfThreads() throws {
        let pictures = try bars(30, seed: 1)
        let network = try DiehlCookNetwork(settings, pixels: 36, seed: 1)
        let indices = (0..<600).map { $0 % 30 }
        let one = try NeuronAnswers(of: network, to: pictures, indices, seed: 3, threads: 1)
        let three = try NeuronAnswers(of: network, to: pictures, indices, seed: 3, threads: 3)
        #expect(one.counts == three.counts)
        #expect(one.operations == three.operations)
    }

    /// Neuron 0 answers most to class 1 by the picture, though class 0 has more pictures.
    @Test func aNeuronHasTheClassOfItsMostSpikesAPicture() {
        var labels = NeuronLabels(classes: 2, neurons: 2)
        for _ in 0..<4 { labels.add([1, 0], of: 0) }
        labels.add([3, 0], of: 1)
        #expect(labels.classes == [1, nil])
        #expect(NeuronVote(labels).winner([1, 9]) == 1)
        #expect(NeuronVote(labels).winner([0, 9]) == nil)
    }

    @Test func aBlackPictureHasNoAnswerAndEnds() throws {
        var network = try DiehlCookNetwork(settings, pixels: 36, seed: 1)
        #expect(try network.learn(Array(repeating: UInt8(0), count: 36)).reduce(0, +) == 0)
    }

    @Test func aRunGoesOnAndKnowsItsData() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("stdp \(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (training, test) = (try bars(30, seed: 1), try bars(30, seed: 2))
        let run = DigitRun(DigitRun.Recipe(settings: settings), folder: folder)
        let shown = Counter()
        #expect(throws: FrugalError.self) {
            try run.run(training, test: test, hashes: ["data": "a"], shouldStop: { shown.next() > 20 })
        }
        let result = try run.run(training, test: test, hashes: ["data": "a"])
        #expect(result.test.total == 30)
        #expect(result.test.share > 0.8)
        #expect(try run.run(training, test: test, hashes: ["data": "a"]) == result)
        #expect(throws: TrackError.self) { try run.run(training, test: test, hashes: ["data": "b"]) }
        #expect(try DigitRun.network(in: folder).saved.labels?.classes.count == 6)
        let page = try String(contentsOf: folder.appendingPathComponent("report.html"), encoding: .utf8)
        #expect(page.contains("Weights into 6 neurons"))
    }
}
