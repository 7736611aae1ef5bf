import FrugalData
import FrugalTrack
import Testing

@testable import FrugalSpike

@Suite struct ContinualTests {
    /// On bars the perceptron forgets what came first, and both know everything when all comes mixed.
    @Test func lessonsAreLearnedInOrder() throws {
        var settings = ContinualSettings()
        settings.neurons = 12
        settings.picturesOfClass = 20
        settings.kept = 5
        settings.batch = 4
        settings.learningRate = 0.01
        let lessons = Lessons(training: try bars(90, seed: 1), test: try bars(30, seed: 2), settings, seed: 1)
        #expect(lessons.members.map(\.count) == [20, 20, 20])
        #expect(
            lessons.memory(after: 2).map { lessons.training.labels[$0] } == Array(repeating: 0, count: 5)
                + Array(repeating: 1, count: 5))
        var perceptron = try BackpropagationLearner(settings, lessons, seed: 1)
        let result = try perceptron.inLessons { _ in }
        #expect(result.plain.rows.count == 3)
        #expect(result.plain.rows[0][0] == 1)
        #expect(result.plain.finalAccuracy < 0.9)
        #expect(result.withMemory.finalAccuracy > 0.9)
        var mixed = try BackpropagationLearner(settings, lessons, seed: 1)
        #expect(try mixed.mixed { _ in } == 1)
        var spiking = try SpikingLearner(settings, lessons, seed: 1, threads: 1)
        let spikes = try spiking.inLessons { _ in }
        #expect(spikes.withMemory.rows.count == 3)
        #expect(spikes.withoutMemory.rows[2].count == 3)
    }
}
