import FrugalNN
import FrugalTensor
import FrugalTrack

/// Networks turned spiking: a fully connected and a convolutional one on MNIST, with the accuracy of the ordinary
/// network and the loss beside (Diehl et al. 2015, Rueckauer et al. 2017).
public struct ConversionExperiment: Experiment {
    /// The name that `frugal reproduce` takes.
    public let id = "conversion"
    /// What it is, in a line.
    public let title = "Ordinary networks turned spiking on MNIST: fully connected and convolutional"
    /// The data set it reads.
    public let dataSets = ["mnist"]
    /// Settings in place of those of the scale, for tests and studies; nil otherwise.
    var settings: ConversionStudy?

    /// The experiment.
    public init() {}

    /// The resolved settings at a scale.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: study(scale)) }

    private func study(_ scale: Reproduction.Scale) -> ConversionStudy { settings ?? ConversionStudy(scale) }

    /// Trains both networks, converts them in every way, and reads the test pictures once.
    /// - Throws: `DataError` for missing data, ``FrugalError`` of kind `interrupted` where it was stopped.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let study = study(context.scale)
        let folder = try context.dataFolder("mnist")
        var rows: [ReproductionRow] = []
        var all: [ConversionStudy.Network: [SeedScores]] = [:]
        for seed in context.seeds {
            let digits = try DigitParts(in: folder, seed: seed)
            let models = try ConversionStudy.Network.allCases.map {
                try trained($0, study, on: digits, seed: seed, in: context)
            }
            try context.folder.update { $0.testReads = max(1, $0.testReads) }
            for (kind, model) in zip(ConversionStudy.Network.allCases, models) {
                all[kind, default: []].append(
                    try scores(of: kind, model, study, digits, seed: seed, in: context))
            }
        }
        for kind in ConversionStudy.Network.allCases { rows += self.rows(kind, all[kind] ?? [], study) }
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? ["one seed, and \(study.epochs) epochs of training instead of 30"] : [],
            protocolLines: Self.protocolLines(study), seeds: context.seeds, rows: rows)
    }

    /// The scores of one seed: on validation, where the claim is chosen, and on the test set.
    private struct SeedScores: Codable, Sendable {
        var validation: [ConvertedScore]
        var test: [ConvertedScore]
    }

    private func trained(
        _ kind: ConversionStudy.Network, _ study: ConversionStudy, on digits: DigitParts, seed: UInt64,
        in context: ExperimentContext
    ) throws -> Sequential {
        let name = "\(kind.rawValue)-seed\(seed)"
        let file = context.folder.file("\(name).safetensors")
        var random = RandomStream(seed: seed).named("weights")
        var model = kind.fresh(using: &random)
        _ = try context.part(name) {
            let loop = SupervisedLoop(
                epochs: study.epochs, batch: 100, learningRate: 1e-3, weightDecay: 0, shift: 1, seed: seed, name: name)
            let values = try digits.training.batch(kind.inputShape)
            try loop.run(&model, values, Tensor(digits.training.labels)) { done, total in
                if done % 50 == 0 {
                    context.progress(name, done, total, nil)
                    try context.checkpoint()
                }
            } loss: { model, inputs, labels, moment in
                crossEntropy(model(inputs, .training(moment.random)), labels)
            }
            try SafetensorsFile.write(model.stateDictionary, to: file)
            return study.epochs
        }
        try model.load(SafetensorsFile(at: file).stateDictionary([.copying, .rejectingNonFinite]))
        return model
    }

    private func scores(
        of kind: ConversionStudy.Network, _ model: Sequential, _ study: ConversionStudy, _ digits: DigitParts,
        seed: UInt64,
        in context: ExperimentContext
    ) throws -> SeedScores {
        let analog = try AnalogNetwork(model, inputShape: kind.inputShape)
        try analog.check(against: model, on: digits.training.batch(kind.inputShape, upTo: 100))
        func scores(_ part: String, _ data: SpikingExamples) throws -> [ConvertedScore] {
            let name = "\(part)-\(kind.rawValue)-seed\(seed)"
            return try context.part(name) {
                try study.conversions.enumerated().map { index, recipe in
                    context.progress(name, index, study.conversions.count, nil)
                    return try score(analog, recipe, study, training: digits.training, data, seed: seed, context)
                }
            }
        }
        return SeedScores(
            validation: try scores("validation", digits.validation), test: try scores("test", digits.test()))
    }

    private func score(
        _ analog: AnalogNetwork, _ recipe: ConversionRecipe, _ study: ConversionStudy, training: SpikingExamples,
        _ data: SpikingExamples, seed: UInt64, _ context: ExperimentContext
    ) throws -> ConvertedScore {
        let network = try EventNetwork(analog.spiking(recipe, examples: training))
        let curve = try network.curve(data, seed: seed) { try context.checkpoint() }
        var right = 0
        for start in stride(from: 0, to: data.count, by: 1000) {
            let rows = start..<min(start + 1000, data.count)
            let values = Array(data.values[(rows.lowerBound * data.width)..<(rows.upperBound * data.width)])
            let answers = try Tensor.checking {
                analog.scores(Tensor(values, shape: [rows.count, data.width])).argMax(along: 1).ints()
            }
            right += zip(answers, data.labels[rows]).count { $0 == $1 }
        }
        let marks = study.marks.map { min($0, curve.points.count) - 1 }
        return ConvertedScore(
            recipe: recipe, analog: Proportion(right, of: data.count), right: marks.map { curve.points[$0].right },
            operations: marks.map { curve.points[$0].operations }, analogOperations: analog.ledger.operations,
            findings: try ConversionReport(network, on: training).findings)
    }
}

extension ConversionExperiment {
    /// The claim, chosen on the first seed's validation pictures, then every conversion at every mark.
    private func rows(
        _ kind: ConversionStudy.Network, _ seeds: [SeedScores], _ study: ConversionStudy
    ) -> [ReproductionRow] {
        guard let first = seeds.first else { return [] }
        let total = Double(first.test.first?.analog.total ?? 1)
        let choices = first.validation.indices.flatMap { index in study.marks.indices.map { (index, $0) } }
        let choice = choices.max {
            first.validation[$0.0].right[$0.1] < first.validation[$1.0].right[$1.1]
        }
        guard let (conversion, mark) = choice else { return [] }
        func accuracies(_ conversion: Int, _ mark: Int) -> [Double] {
            seeds.map { 100 * Double($0.test[conversion].right[mark]) / total }
        }
        let ordinary = seeds.map { 100 * $0.test[conversion].analog.share }
        let claimed = accuracies(conversion, mark)
        let rows = [
            ReproductionRow(
                "\(kind.title), spiking", unit: "% accuracy", values: claimed,
                published: Published(kind.published, source: "Diehl et al. 2015, in Tavanaei et al. 2018, table I"),
                tolerance: 0.05,
                note:
                    "\(study.conversions[conversion].title), after \(study.marks[mark]) steps; chosen on validation; "
                    + "the published figure has one decimal"),
            ReproductionRow("\(kind.title), ordinary", unit: "% accuracy", values: ordinary),
            ReproductionRow(
                "\(kind.title), lost by spiking", unit: "% points", values: zip(ordinary, claimed).map { $0 - $1 },
                aim: .lower),
        ]
        return rows
            + study.conversions.indices.map { index in
                ReproductionRow(
                    "\(kind.rawValue), \(study.conversions[index].title)", unit: "% accuracy",
                    values: accuracies(index, study.marks.count - 1),
                    note: note(first.test[index], study.marks, total))
            }
    }

    private func note(_ score: ConvertedScore, _ marks: [Int], _ total: Double) -> String {
        let points = marks.indices.map { index in
            "\(marks[index]) steps \(Humanise.percent(Double(score.right[index]) / total, decimals: 2)) at "
                + "\(Humanise.count(Int(score.operations[index]))) operations"
        }
        return points.joined(separator: ", ")
            + " (\(Humanise.count(Int(score.analogOperations))) without spikes)"
            + score.findings.map { "; \($0)" }.joined()
    }

    private static func protocolLines(_ study: ConversionStudy) -> [String] {
        [
            "both networks without biases, Adam, \(study.epochs) epochs, dropout 0.5, pictures moved by up to one pixel; "
                + "55,000 pictures to train on, 5,000 to choose on",
            "scales are measured on 2,000 training pictures; normalisation and steps of the claim are chosen on "
                + "validation; the test set of 10,000 is read once",
            "average pooling has no neurons of its own; the last layer answers by its membranes",
        ]
    }
}

extension ConversionRecipe {
    /// The recipe in a few words.
    public var title: String {
        let scale =
            switch normalisation {
            case .maximum: "largest activation"
            case .percentile(let percentile): "percentile \(Humanise.compact(percentile))"
            case .balanced(let percentile): "balanced thresholds, percentile \(Humanise.compact(percentile))"
            case .unit: "weights as trained"
            }
        let input =
            switch coding {
            case .direct: "direct input"
            case .poisson(let rate): "Poisson input at \(rate)"
            case .regular(let rate): "regular input at \(rate)"
            case .latency(let threshold): "latency input from \(threshold)"
            }
        return "\(scale), \(input), reset \(reset == .subtract ? "by subtraction" : "to zero")"
    }
}
