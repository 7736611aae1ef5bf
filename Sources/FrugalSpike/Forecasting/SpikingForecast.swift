import FrugalTensor

/// The spiking forecaster: a SpikeProp network whose one output spike says how far demand lies above or below linear
/// regression.
///
/// Numbers reach it by a population code and a direct spike, flags as a spike at 0 where they are set.
struct SpikingForecast: ResidualLearner {
    /// How large it is, how it hears and how it learns.
    struct Recipe: Codable, Hashable, Sendable {
        /// What the neurons are like.
        var neurons = SpikeResponse()
        /// Neurons with Gaussian fields for each number; they cover four deviations to both sides.
        var fields = 10
        /// Whether each number has one more input neuron, whose spike comes the earlier the larger the number: a fine scale
        /// over the whole range, where fields are coarse and end.
        var hasDirectTimes = true
        /// The time of the latest input spikes, in milliseconds.
        var window = 10.0
        /// The delays of every connection, in milliseconds. Four of them reach as far as SpikeProp's 16, whose kernels
        /// overlap so much that neurons are a better use of the same number of weights.
        var delays = [1.0, 5, 9, 13]
        /// Neurons of the hidden layer.
        var hidden = 40
        /// Milliseconds of output time for a unit.
        var unit = 2.0
        /// The standard deviation of the noise on the input spikes of training, in milliseconds.
        var jitter = 0.0
        /// The weight decay of AdamW.
        var weightDecay = 0.0
        /// Where the weights begin.
        var beginning = SpikePropBeginning(hiddenSpread: 5)
        /// What keeps the derivative in bounds.
        var rules = SpikePropGuard()
        /// How long it is trained.
        var schedule = ResidualSchedule(epochs: 10, batch: 64, rate: 0.1)
    }

    private let recipe: Recipe
    private let encoder: LoadEncoder
    private let readout: TimeReadout
    private var training: SpikePropTraining
    private var random: RandomStream
    private let spikes: [[Double]]
    private let threads: Int

    /// Examples that the beginning is scaled on.
    private static let scalingExamples = 200

    init(_ recipe: Recipe, for problem: ResidualProblem, threads: Int, random: inout RandomStream) {
        self.recipe = recipe
        self.threads = threads
        let encoder = LoadEncoder(recipe, scaling: problem.data.scaling)
        self.encoder = encoder
        let spikes = problem.data.inputs.map(encoder.spikes)
        self.spikes = spikes
        let count = problem.data.training.count
        let sample = stride(from: 0, to: count, by: max(1, count / Self.scalingExamples)).map { spikes[$0] }
        let (network, units) = SpikePropNetwork.beginning(
            [spikes.first?.count ?? 0, recipe.hidden, 1], neurons: recipe.neurons, delays: recipe.delays,
            examples: sample, beginning: recipe.beginning, random: &random)
        // The untrained network says zero on average.
        var run = NetworkRun(network)
        let times = sample.map { example in
            run.respond(network, to: example)
            return run.answer(network)
        }
        readout = TimeReadout(zero: times.reduce(0, +) / Double(max(1, times.count)), unit: recipe.unit)
        training = SpikePropTraining(network, units: units, rules: recipe.rules, weightDecay: recipe.weightDecay)
        self.random = random.split()
    }

    /// The network as it is now.
    var network: SpikePropNetwork { training.network }

    mutating func step(_ examples: [Int], of problem: ResidualProblem, rate: Double) throws {
        let readout = readout
        var inputs = examples.map { spikes[$0] }
        if recipe.jitter > 0 { for place in inputs.indices { inputs[place] = shaken(inputs[place]) } }
        try training.step(inputs, rate: rate, threads: threads) { example, time in
            let error = readout.value(at: time) - problem.residuals[examples[example]]
            let slope = min(max(error / ResidualProblem.bend, -1), 1)
            return -slope * problem.weights[examples[example]] / readout.unit
        }
    }

    func residuals(_ examples: Range<Int>, of problem: ResidualProblem) throws -> [Double] {
        answers(of: examples.map { spikes[$0] }).residuals
    }

    /// What the network says of spike times, in units, and the mean cost of one answer.
    private func answers(of rows: [[Double]]) -> (residuals: [Double], operations: OperationLedger) {
        var run = NetworkRun(network)
        var ledger = OperationLedger()
        let residuals = rows.map { row in
            run.respond(network, to: row)
            ledger = ledger.layers.isEmpty ? run.operations(network) : ledger + run.operations(network)
            return readout.value(at: run.answer(network))
        }
        return (residuals, ledger.scaled(by: 1 / Double(max(1, rows.count))))
    }

    /// The mean cost of a forecast of these examples.
    func operations(_ examples: Range<Int>) -> OperationLedger { answers(of: examples.map { spikes[$0] }).operations }

    /// How far demand lies above linear regression for scaled rows of inputs that are no examples, in units.
    func residuals(ofScaled rows: [[Double]]) -> [Double] { answers(of: rows.map(encoder.spikes)).residuals }

    /// Spikes of the inputs a little earlier or later.
    private mutating func shaken(_ times: [Double]) -> [Double] {
        var noise = Tensor.normal([times.count], deviation: recipe.jitter, using: &random).floats()[...]
        return times.map { max(0, $0 + Double(noise.popFirst() ?? 0)) }
    }
}

/// Scaled inputs as spike times.
struct LoadEncoder: Codable, Hashable, Sendable {
    private let code: PopulationCode
    private let numbers: Int
    private let hasDirectTimes: Bool

    init(_ recipe: SpikingForecast.Recipe, scaling: InputScaling) {
        hasDirectTimes = recipe.hasDirectTimes
        code = PopulationCode(low: -4, high: 4, fields: recipe.fields, window: recipe.window)
        numbers = scaling.count
    }

    func spikes(_ row: [Double]) -> [Double] {
        row.prefix(numbers).flatMap(code.encode)
            + (hasDirectTimes ? row.prefix(numbers).map(directTime) : [])
            + row.dropFirst(numbers).map { $0 > 0.5 ? 0 : .infinity }
    }

    /// The highest number of the code's range spikes at 0, the lowest at the end of the window; what lies beyond keeps the
    /// scale as far as there is time.
    private func directTime(_ number: Double) -> Double {
        max(0, code.window * (code.high - number) / (code.high - code.low))
    }
}
