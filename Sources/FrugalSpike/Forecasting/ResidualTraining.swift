import FrugalNN
import FrugalTensor

/// What a network learns here: the error that linear regression leaves, in units of its deviation in training. The
/// spiking network and the perceptron get the same of it.
struct ResidualProblem: Sendable {
    let data: ForecastData
    let linear: LinearForecast
    /// The forecasts of linear regression.
    let base: [Double]
    /// The demand of a unit.
    let unit: Double
    /// What linear regression is short of, in units.
    let residuals: [Double]
    /// How much a unit counts in an example: errors are in per cent of the demand.
    let weights: [Double]

    init(_ data: ForecastData) {
        self.data = data
        let linear = LinearForecast(data)
        self.linear = linear
        base = data.inputs.map { linear($0) }
        let rows = data.training
        let errors = zip(data.actual, base).map { $0 - $1 }
        let squares = errors[rows].reduce(0) { $0 + $1 * $1 } / Double(max(1, rows.count))
        let unit = max(squares.squareRoot(), 1e-9)
        self.unit = unit
        residuals = errors.map { $0 / unit }
        let mean = data.actual[rows].reduce(0, +) / Double(max(1, rows.count))
        weights = data.actual.map { mean / $0 }
    }

    /// Where the loss turns from a parabola to a line, in units: absolute errors with a round bottom.
    static let bend = 0.3

    /// Demand forecasts from what a network says of these examples.
    func forecasts(_ residuals: [Double], of examples: Range<Int>) -> [Double] {
        zip(examples, residuals).map { base[$0] + unit * $1 }
    }

    /// The percentage error of what a network says of these examples.
    func error(_ residuals: [Double], of examples: Range<Int>) -> Double {
        meanPercentageError(forecasts(residuals, of: examples), data.actual[examples])
    }
}

/// A network that says how far demand lies above linear regression.
protocol ResidualForecaster: Sendable {
    /// What the network says of some examples, in units.
    func residuals(_ examples: Range<Int>, of problem: ResidualProblem) throws -> [Double]
}

/// One that can be trained to.
protocol ResidualLearner: ResidualForecaster {
    /// Takes a step on some training examples.
    mutating func step(_ examples: [Int], of problem: ResidualProblem, rate: Double) throws
}

/// How long a network is trained, and what is kept.
struct ResidualSchedule: Codable, Hashable, Sendable {
    /// Passes over the training part.
    var epochs: Int
    /// Examples of a step.
    var batch: Int
    /// The rate at the start; it falls to zero along half a cosine.
    var rate: Double
}

/// A trained network: that of the epoch with the smallest validation error.
struct TrainedLearner<Learner: ResidualLearner>: Sendable {
    var learner: Learner
    /// The mean percentage error on the validation part.
    var validation: Double
    /// The epoch, from 1.
    var epoch: Int

    /// Trains `learner`.
    /// - Parameter progress: told the epochs done and the best validation error so far; it may throw to stop.
    init(
        _ learner: Learner, on problem: ResidualProblem, schedule: ResidualSchedule, random: RandomStream,
        progress: (Int, Double) throws -> Void
    ) throws {
        var random = random
        var current = learner
        let steps = schedule.epochs * (problem.data.training.count / schedule.batch)
        let decay = CosineDecay(schedule.rate, over: max(1, steps))
        self.learner = learner
        (validation, epoch) = (.infinity, 0)
        var step = 0
        for epoch in 1...schedule.epochs {
            let order = random.shuffled(Array(problem.data.training))
            for first in stride(from: 0, through: order.count - schedule.batch, by: schedule.batch) {
                try current.step(
                    Array(order[first..<(first + schedule.batch)]), of: problem, rate: decay.rate(at: step))
                step += 1
            }
            let error = problem.error(
                try current.residuals(problem.data.validation, of: problem), of: problem.data.validation)
            if error < validation { (self.learner, validation, self.epoch) = (current, error, epoch) }
            try progress(epoch, validation)
        }
    }
}
