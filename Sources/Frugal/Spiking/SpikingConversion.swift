import Foundation
import FrugalData
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// Makes a spiking bundle of an ordinary one: `frugal spike convert`.
public struct SpikingConversion: Sendable {
    /// The bundle to convert.
    public var bundle: String
    /// The data that scales are measured on; those that the bundle was made from where nil.
    public var data: String?
    /// Where the spiking bundle is written.
    public var out: URL
    /// How it is converted.
    public var recipe: ConversionRecipe
    /// The command that repeats it, for the record.
    public var command: String

    /// A conversion.
    public init(bundle: String, data: String? = nil, out: URL, recipe: ConversionRecipe, command: String = "") {
        self.bundle = bundle
        self.data = data
        self.out = out
        self.recipe = recipe
        self.command = command
    }

    /// What a conversion gave.
    public struct Result: Codable, Sendable {
        /// Where the spiking bundle lies.
        public var bundle: String
        /// How the network was converted.
        public var recipe: ConversionRecipe
        /// Right answers of the ordinary network on the validation part.
        public var analog: Proportion
        /// Right answers of the spiking network there.
        public var spiking: Proportion
        /// What an example costs without spikes.
        public var analogLedger: OperationLedger
        /// Accuracy over operations on the validation part.
        public var curve: SpikingCurve
        /// Rates by layer, and what to do where they are not as they should be.
        public var report: ConversionReport
    }

    /// Converts: scales are measured on the training part, accuracy and temperature on the validation part of the data.
    /// The test part is left alone.
    /// - Throws: `TrackError`, `DataError` or ``FrugalError`` that names what is at fault.
    public func run() throws -> Result {
        try ModelBundle.checkReplaceable(out)
        let predictor = try Predictor(bundle: bundle)
        let manifest = predictor.manifest
        guard predictor.spikingNetwork == nil else {
            throw FrugalError(.usage, bundle, "it is a spiking network already", remedy: "give an ordinary one")
        }
        guard let path = data ?? manifest.provenance.data.first else {
            throw FrugalError(.usage, bundle, "it does not say what it was made from", remedy: "give DATA")
        }
        let examples = try predictor.load(path)
        let hasTest = examples.officialTest != nil || manifest.provenance.data.count > 1
        let split = try SplitPlan.split(examples, hasTest: hasTest, seed: manifest.provenance.splitSeed)

        let analog = try AnalogNetwork(predictor.network, inputShape: predictor.preprocessing.shape.perExample)
        let own = try predictor.spikingExamples(examples, at: Array(split.train.prefix(100)))
        try analog.check(
            against: predictor.network, on: own.batch(predictor.preprocessing.shape.perExample))
        let (network, input) = try converted(analog, predictor, examples, split)
        let preprocessing = try Preprocessing(input, bundle: bundle)
        let validation = try predictor.spikingExamples(examples, at: split.validation, input: preprocessing)
        let events = try EventNetwork(network)
        let report = try ConversionReport(events, on: validation)
        let curve = try events.curve(validation)
        let answers = try predictor.answers(examples, at: split.validation)
        let result = Result(
            bundle: out.path, recipe: recipe, analog: answers.accuracy,
            spiking: Proportion(curve.points.last?.right ?? 0, of: curve.examples), analogLedger: analog.ledger,
            curve: curve, report: report)
        var provenance = manifest.provenance
        provenance.data = [path]
        provenance.splitSizes = ["train": split.train.count, "validation": split.validation.count]
        provenance.versions = Versions.all
        provenance.command = command
        try SpikingBundle(network: network, classes: manifest.classes, input: input, provenance: provenance).write(
            to: out, validation: SpikingBundle.Validation(examples: validation, curve: curve)
        ) { SpikingReport(result, name: $0).page }
        return result
    }

    /// The spiking network, and how raw examples become what it takes.
    private func converted(
        _ analog: AnalogNetwork, _ predictor: Predictor, _ data: LabelledData, _ split: Split
    ) throws -> (network: SpikingNetwork, input: ModelInput) {
        let training = Array(split.train.prefix(2000))
        if recipe.coding == .direct {
            let examples = try predictor.spikingExamples(data, at: training)
            return (try analog.spiking(recipe, examples: examples), predictor.manifest.input)
        }
        guard case .image(var image) = predictor.manifest.input else {
            throw FrugalError(
                .usage, bundle, "rows of a table are not from 0 to 1, as spikes need them",
                remedy: "use direct coding")
        }
        let absorbed = try analog.absorbing(means: image.mean, deviations: image.standardDeviation)
        image.mean = image.mean.map { _ in 0 }
        image.standardDeviation = image.standardDeviation.map { _ in 1 }
        let raw = try Preprocessing(.image(image), bundle: bundle)
        let examples = try predictor.spikingExamples(data, at: training, input: raw)
        return (try absorbed.spiking(recipe, examples: examples), .image(image))
    }
}

extension InputShape {
    /// The shape of one example, pictures with their channels first.
    var perExample: [Int] { Array(batch(1).dropFirst()) }
}
