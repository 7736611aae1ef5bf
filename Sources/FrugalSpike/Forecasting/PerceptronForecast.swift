import FrugalNN
import FrugalTensor

/// The ordinary network beside the spiking one: same inputs, same residuals, same loss, AdamW.
struct PerceptronForecast: ResidualLearner {
    /// How large it is and how it learns.
    struct Recipe: Codable, Hashable, Sendable {
        /// Neurons of the hidden layers.
        var hidden: [Int]
        /// The weight decay of AdamW.
        var weightDecay: Double
        /// How long it is trained.
        var schedule: ResidualSchedule

        /// One hidden layer of 64, forty epochs.
        static let standard = Recipe(
            hidden: [64], weightDecay: 1e-4, schedule: ResidualSchedule(epochs: 40, batch: 128, rate: 3e-3))
    }

    private(set) var model: Perceptron
    private var optimizer: AdamW
    private let inputs: Tensor

    init(_ recipe: Recipe, for problem: ResidualProblem, random: inout RandomStream) {
        let width = problem.data.inputs.first?.count ?? 0
        model = Perceptron(widths: [width] + recipe.hidden + [1], using: &random)
        optimizer = AdamW(weightDecay: recipe.weightDecay)
        inputs = Self.tensor(problem.data.inputs)
    }

    mutating func step(_ examples: [Int], of problem: ResidualProblem, rate: Double) {
        let x = Self.tensor(examples.map { problem.data.inputs[$0] })
        let y = Tensor(examples.map { Float(problem.residuals[$0]) }, shape: [examples.count, 1])
        let weights = Tensor(examples.map { Float(problem.weights[$0]) }, shape: [examples.count, 1])
        let (_, gradients) = valueWithGradients(at: model) { model in
            (smoothL1(model(x, .evaluation), y, beta: ResidualProblem.bend, reduction: .none) * weights).mean()
        }
        optimizer.learningRate = rate
        optimizer.update(&model, with: gradients)
    }

    func residuals(_ examples: Range<Int>, of problem: ResidualProblem) -> [Double] {
        let rows = inputs[examples.lowerBound..<examples.upperBound]
        return withoutGradients { model(rows, .evaluation).doubles() }
    }

    /// How far demand lies above linear regression for scaled rows of inputs that are no examples, in units.
    func residuals(ofScaled rows: [[Double]]) -> [Double] {
        withoutGradients { model(Self.tensor(rows), .evaluation).doubles() }
    }

    private static func tensor(_ rows: [[Double]]) -> Tensor {
        Tensor(rows.flatMap { $0.map(Float.init) }, shape: [rows.count, rows.first?.count ?? 0])
    }

    /// Weights and biases.
    var parameterCount: Int { model.parameters.reduce(0) { $0 + $1.count } }

    /// Multiply-adds of a forecast, linear regression included.
    func operations(_ recipe: Recipe) -> OperationLedger {
        let width = inputs.shape[1]
        return OperationLedger.dense([width] + recipe.hidden + [1])
            + OperationLedger([.dense("linear regression", multiplyAdds: Double(width))])
    }
}
