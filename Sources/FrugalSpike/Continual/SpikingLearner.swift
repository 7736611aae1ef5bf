import FrugalData
import FrugalTrack

/// Diehl and Cook's network in lessons: it is shown one class after another and never told where one ends.
struct SpikingLearner {
    /// What was measured after each lesson, for two ways to find the classes of neurons.
    struct Result: Codable, Sendable {
        /// Neurons labelled by the kept pictures of all classes so far, shown again after each lesson.
        var withMemory: AccuracyMatrix
        /// Neurons labelled by what they answered while they learned; nothing is kept but these sums.
        var withoutMemory: AccuracyMatrix
    }

    private var network: DiehlCookNetwork
    private let lessons: Lessons
    private let seed: UInt64
    private let threads: Int

    init(_ settings: ContinualSettings, _ lessons: Lessons, seed: UInt64, threads: Int) throws {
        network = try DiehlCookNetwork(
            DiehlCookSettings(neurons: settings.neurons), pixels: lessons.training.pictureSize, seed: seed)
        self.lessons = lessons
        self.seed = seed
        self.threads = threads
    }

    /// Learns class after class and is examined in all of them after each.
    /// - Parameter tick: told the pictures shown so far; throws to stop.
    mutating func inLessons(tick: (Int) throws -> Void) throws -> Result {
        var result = Result(withMemory: AccuracyMatrix(), withoutMemory: AccuracyMatrix())
        var remembered = NeuronLabels(classes: lessons.count, neurons: network.settings.neurons)
        var shown = 0
        for (lesson, members) in lessons.members.enumerated() {
            for index in members {
                remembered.add(try network.learn(lessons.training.picture(index)), of: lesson)
                shown += 1
                try tick(shown)
            }
            let answers = try examine()
            let memory = try NeuronAnswers(
                of: network, to: lessons.training, lessons.memory(after: lesson + 1), seed: seed &+ 1, threads: threads)
            result.withMemory.add(row(answers, memory.neuronLabels(classes: lessons.count)))
            result.withoutMemory.add(row(answers, remembered))
        }
        return result
    }

    /// Learns all classes mixed, as a network that may see everything at any time would.
    /// - Returns: the mean over the classes of the share of right answers.
    mutating func mixed(tick: (Int) throws -> Void) throws -> Double {
        let order = Lessons.mixed(lessons.members, seed: seed)
        for (shown, index) in order.enumerated() {
            try network.learn(lessons.training.picture(index))
            try tick(shown + 1)
        }
        let memory = try NeuronAnswers(
            of: network, to: lessons.training, lessons.memory(after: lessons.count), seed: seed &+ 1, threads: threads)
        return AccuracyMatrix([row(try examine(), memory.neuronLabels(classes: lessons.count))]).finalAccuracy
    }

    private func examine() throws -> NeuronAnswers {
        try NeuronAnswers(
            of: network, to: lessons.test, Array(0..<lessons.test.count), seed: seed &+ 2, threads: threads)
    }

    private func row(_ answers: NeuronAnswers, _ labels: NeuronLabels) -> [Double] {
        let vote = NeuronVote(labels)
        return lessons.row(answers.counts.map { vote.winner($0) })
    }
}
