import FrugalTrack

/// How well a model does on labelled examples.
public struct Evaluation: Codable, Sendable, Equatable {
    /// The result for one class.
    public struct ClassScore: Codable, Sendable, Equatable {
        /// The name of the class.
        public var name: String
        /// Its examples that were found.
        public var recall: Proportion
        /// Its answers that were right.
        public var precision: Proportion
    }

    /// An example that was answered wrongly.
    public struct Mistake: Codable, Sendable, Equatable {
        /// The name of the example.
        public var example: String
        /// Its number in the data.
        public var index: Int
        /// The class it is of.
        public var truth: String
        /// The class it was taken for.
        public var answer: String
        /// The probability that the answer was given.
        public var confidence: Double
    }

    /// Right answers out of all.
    public var accuracy: Proportion
    /// Wilson's 95 % interval of the accuracy.
    public var interval: Interval
    /// Mean recall over the classes.
    public var balancedAccuracy: Double
    /// Mean negative log-probability of the right class.
    public var logLoss: Double
    /// Expected calibration error over 15 bins.
    public var calibrationError: Double
    /// Confidence against accuracy.
    public var calibration: Calibration
    /// Every answer by true class.
    public var confusion: ConfusionMatrix
    /// One score a class.
    public var classes: [ClassScore]
    /// The mistakes made with the highest confidence, worst first.
    public var mistakes: [Mistake]

    /// The evaluation of `answers` at `temperature`.
    /// - Parameters:
    ///   - names: the name of each example.
    ///   - mistakes: how many mistakes are kept at most.
    /// - Throws: `TrackError` where labels and classes do not fit, ``FrugalError`` without examples.
    public init(
        _ answers: Answers, classes: [String], names: [String], temperature: Double, mistakes limit: Int = 24
    ) throws {
        guard answers.count > 0, answers.count == names.count else {
            throw FrugalError(.data, "", "there are no labelled examples to score")
        }
        let given = (0..<answers.count).map(answers.answer)
        let confidences = answers.confidences(temperature: temperature)
        confusion = try ConfusionMatrix(classes: classes, truth: answers.labels, predicted: given)
        accuracy = confusion.accuracy
        interval = accuracy.wilsonInterval()
        balancedAccuracy = confusion.balancedAccuracy
        logLoss = answers.logLoss(temperature: temperature)
        calibration = Calibration(confidences)
        calibrationError = calibration.expectedError
        let matrix = confusion
        self.classes = classes.indices.map { index in
            let answered = classes.indices.reduce(0) { $0 + matrix[$1, index] }
            return ClassScore(
                name: classes[index], recall: matrix.recall(of: index),
                precision: Proportion(matrix[index, index], of: answered))
        }
        let wrong = given.indices.filter { given[$0] != answers.labels[$0] }
            .sorted { (confidences[$1].confidence, $0) < (confidences[$0].confidence, $1) }
        mistakes = wrong.prefix(limit).map { index in
            Mistake(
                example: names[index], index: index, truth: classes[answers.labels[index]],
                answer: classes[given[index]],
                confidence: confidences[index].confidence)
        }
    }

    /// The score as a bundle keeps it.
    public var score: ModelScore {
        ModelScore(
            accuracy: accuracy, logLoss: logLoss, calibrationError: calibrationError,
            confusion: confusion.classes.count <= 200 ? confusion : nil)
    }
}
