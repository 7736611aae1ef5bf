import FrugalNN
import FrugalTensor

/// A trained perceptron as a spiking network: inputs are constant currents, activations become rates of spikes, and the
/// membrane of the last neuron, which never spikes, is the answer times the steps.
///
/// It is trained no further: what it says is what the perceptron says, rounded to the spikes that a presentation has room
/// for.
struct ConvertedForecast: ResidualForecaster {
    /// How a perceptron becomes spiking.
    struct Recipe: Codable, Hashable, Sendable {
        /// Steps of a presentation: an activation has so many values.
        var steps = 100
        /// The percentile of a layer's activations that becomes a spike in every step.
        var percentile = 99.95
    }

    private let network: EventNetwork
    private let inputs: [[Double]]

    /// Normalises by the activations of the training part.
    /// - Throws: ``FrugalError`` for a layer that is silent there.
    init(_ perceptron: PerceptronForecast, _ recipe: Recipe = Recipe(), for problem: ResidualProblem) throws {
        let rows = problem.data.inputs[problem.data.training]
        let width = problem.data.inputs.first?.count ?? 0
        let sample = stride(from: 0, to: rows.count, by: max(1, rows.count / AnalogNetwork.measuredExamples))
            .map { rows[rows.startIndex + $0] }
        var spiking = try AnalogNetwork(perceptron.model, inputShape: [width]).spiking(
            ConversionRecipe(.percentile(recipe.percentile), steps: recipe.steps),
            examples: SpikingExamples(
                values: sample.flatMap { $0.map(Float.init) }, labels: Array(repeating: 0, count: sample.count)))
        spiking.roundCounts()
        network = try EventNetwork(spiking)
        inputs = problem.data.inputs
    }

    func residuals(_ examples: Range<Int>, of problem: ResidualProblem) throws -> [Double] {
        try residuals(ofScaled: Array(inputs[examples]))
    }

    /// How far demand lies above linear regression for scaled rows of inputs, in units.
    func residuals(ofScaled rows: [[Double]]) throws -> [Double] { try answers(of: rows).residuals }

    /// The mean cost of a forecast of these examples.
    func operations(_ examples: Range<Int>) throws -> OperationLedger {
        try answers(of: Array(inputs[examples])).operations
    }

    private func answers(of rows: [[Double]]) throws -> (residuals: [Double], operations: OperationLedger) {
        let steps = network.network.steps
        let run = EventRun(network)
        var ledger = OperationLedger()
        let residuals = try rows.map { row in
            try run.begin(row.map(Float.init))
            for _ in 0..<steps { run.step() }
            ledger = ledger.layers.isEmpty ? run.ledger : ledger + run.ledger
            return run.answer.reduce(0) { $0 + Double($1) } / Double(steps)
        }
        return (residuals, ledger.scaled(by: 1 / Double(max(1, rows.count))))
    }
}

extension SpikingNetwork {
    /// Gives every neuron that spikes half a threshold more over a presentation, so that its count is rounded to the
    /// nearest and not down (Deng and Gu 2021, "Optimal conversion of conventional artificial neural networks to spiking
    /// neural networks").
    fileprivate mutating func roundCounts() {
        for index in layers.indices {
            guard let threshold = layers[index].neurons?.threshold, case .dense(var dense) = layers[index].connection
            else { continue }
            if dense.bias.isEmpty { dense.bias = Array(repeating: 0, count: dense.outputs) }
            for output in dense.bias.indices { dense.bias[output] += 0.5 * threshold / Float(steps) }
            layers[index].connection = .dense(dense)
        }
    }
}
