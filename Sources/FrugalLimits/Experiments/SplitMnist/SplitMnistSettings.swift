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

    /// How strongly EWC and SI hold on: what van de Ven's code takes for Split MNIST unless told otherwise
    /// (params/param_values.py); 0 for a method without such a number.
    func strength(in scenario: ContinualScenario) -> Double {
        switch (self, scenario) {
        case (.ewc, .task): 1e5
        case (.ewc, .domain): 1e10
        case (.ewc, .class): 1e9
        case (.si, .task): 10
        case (.si, .domain): 5e4
        case (.si, .class): 5e3
        default: 0
        }
    }
}

/// The settings of ``SplitMnistExperiment``, at every scale.
struct SplitMnistSettings: Codable, Sendable {
    /// Steps, batches and rate of a context, and of joint training.
    var training = ContinualTraining()
    /// Widths of the hidden layers.
    var hidden = [400, 400]
    /// What LwF divides scores by.
    var temperature = 2.0
    /// Pictures of each class that replay keeps.
    var keptPerClass = 100
}
