/// What ``SplitMnistExperiment`` compares.
enum SplitMnistMethod: String, Codable, Sendable, CaseIterable {
    case none, ewc, si, lwf, replay, joint

    /// The method in words.
    var title: String {
        switch self {
        case .none: "none"
        case .ewc: "EWC"
        case .si: "SI"
        case .lwf: "LwF"
        case .replay: "replay"
        case .joint: "joint"
        }
    }

    /// The published accuracy in percent: van de Ven's results on Split MNIST, 20 seeds, read off a plot.
    func published(in scenario: ContinualScenario) -> Double {
        let row: [Double] =
            switch scenario {
            case .task: [84, 99, 99, 99, 99, 99.5]
            case .domain: [60, 62, 68, 72, 94, 98.5]
            case .class: [20, 20, 22, 22, 89, 98]
            }
        return row[Self.allCases.firstIndex(of: self) ?? 0]
    }
}

/// The settings of ``SplitMnistExperiment``.
struct SplitMnistSettings: Codable, Sendable {
    /// Steps, batches and rate of a context.
    var training = ContinualTraining()
    /// Steps of joint training.
    var jointIterations = 2000
    /// Steps a context where strengths are chosen.
    var tuningIterations = 2000
    /// Widths of the hidden layers.
    var hidden = [400, 400]
    /// What LwF divides scores by.
    var temperature = 2.0
    /// Pictures of each class that replay keeps.
    var keptPerClass = 100
    /// λ of EWC, of which the best on held-out training pictures is taken in each scenario.
    var ewcStrengths: [Double]
    /// c of SI, likewise.
    var siStrengths: [Double]
    /// Training pictures held out for that choice; the final runs learn from all.
    var heldOut = 5000
    /// The seed that only choices are made with.
    var tuningSeed: UInt64 = 1_000_000

    /// The values that a method's strength is chosen from; empty for a method without one.
    func strengths(of method: SplitMnistMethod) -> [Double] {
        switch method {
        case .ewc: ewcStrengths
        case .si: siStrengths
        default: []
        }
    }
}
