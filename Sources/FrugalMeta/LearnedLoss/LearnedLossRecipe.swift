import FrugalTrack

/// How a learned loss is trained.
public struct LearnedLossRecipe: Codable, Sendable, Equatable {
    /// Widths of the loss network's hidden layers.
    public var hidden = [50, 50]
    /// Steps of the loss network.
    public var outerSteps = 500
    /// Gradient steps that a learner takes under the loss before it is judged.
    public var innerSteps = 1
    /// The learner's rate.
    public var innerRate = 1e-3
    /// Adam's rate for the loss network.
    public var outerRate = 1e-3
    /// Fresh learners an outer step.
    public var tasks = 1
    /// The greatest norm of a gradient of the loss network.
    public var clip = 10.0
    /// After so many outer steps the loss is scored on validation tasks, and the best one is kept.
    public var validationEvery = 25
    /// Validation tasks; drawn like the training tasks, with other networks and examples.
    public var validationTasks = 4
    /// Gradient steps of a validation, as many as the loss is meant for.
    public var validationSteps = 100
    /// What all random numbers come from.
    public var seed: UInt64 = 1

    /// The settings of ML3's sine regression.
    public init() {}

    /// - Throws: `FrugalError` of kind `usage` that names the setting which cannot work.
    public func check() throws {
        let counts = [
            ("outer-steps", outerSteps), ("inner-steps", innerSteps), ("tasks", tasks),
            ("validation-every", validationEvery), ("validation-tasks", validationTasks),
            ("validation-steps", validationSteps), ("hidden", hidden.min() ?? 1),
        ]
        if let bad = counts.first(where: { $0.1 < 1 }) {
            throw FrugalError(.usage, bad.0, "\(bad.1) is too few", remedy: "give at least 1")
        }
        let sizes = [("inner-rate", innerRate), ("outer-rate", outerRate), ("clip", clip)]
        if let bad = sizes.first(where: { !($0.1 > 0 && $0.1.isFinite) }) {
            throw FrugalError(.usage, bad.0, "\(bad.1) makes no sense", remedy: "give a number above 0")
        }
    }
}
