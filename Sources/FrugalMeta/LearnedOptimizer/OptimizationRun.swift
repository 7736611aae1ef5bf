import FrugalNN
import FrugalTensor

/// What an optimiser made of a problem.
public struct OptimizationRun: Codable, Sendable, Equatable {
    /// The loss of every step's batch, before the step was taken.
    public var losses: [Double] = []
    /// Seconds from the start to the end of every step: gradient and update, nothing else.
    public var seconds: [Double] = []
    /// The score after so many steps, where it was asked for.
    public var scores: [Int: Double] = [:]

    /// Lets `optimizer` take `steps` steps.
    /// - Parameters:
    ///   - marks: after how many steps the score is taken; zero is before the first.
    ///   - budget: ends the run after so many seconds of work, whatever the steps.
    public init<Model: Module>(
        _ problem: Problem<Model>, _ optimizer: any Optimizer, steps: Int, scoringAt marks: Set<Int>,
        budget: Double = .infinity
    ) {
        var (model, optimizer) = (problem.start, optimizer)
        var spent = 0.0
        for step in 0...max(0, steps) {
            if marks.contains(step) { scores[step] = problem.score(model) }
            guard step < steps, spent < budget else { break }
            let begin = ContinuousClock.now
            let (loss, gradients) = valueWithGradients(at: model) { problem.loss($0, step) }
            optimizer.update(&model, with: gradients)
            spent += (ContinuousClock.now - begin) / .seconds(1)
            losses.append(loss.item() / Double(problem.count))
            seconds.append(spent)
        }
        if spent >= budget { scores[losses.count] = problem.score(model) }
    }
}
