import Foundation
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// A spiking network on its way to disk: what conversion, training and import end in.
struct SpikingBundle {
    /// The network.
    var network: SpikingNetwork
    /// The names of its classes.
    var classes: [String]
    /// How raw data become what it takes.
    var input: ModelInput
    /// Where it comes from.
    var provenance: Provenance
    /// The score on a test part that nothing else read.
    var test: ModelScore?

    /// What a network does on the validation part, presented once.
    struct Validation {
        /// The examples.
        var examples: SpikingExamples
        /// Accuracy over operations on them.
        var curve: SpikingCurve
    }

    /// Writes the bundle. Temperature and validation score are taken on the validation part; where there is none, the
    /// bundle has no score, and its probabilities the temperature that a conversion would begin its search with.
    /// - Parameter report: the page about it, given its name; nil for none.
    /// - Throws: `TrackError` where the disk refuses, ``FrugalError`` for a network whose parts do not fit.
    func write(
        to out: URL, validation: Validation? = nil, report: ((_ name: String) -> Report)? = nil
    ) throws {
        let events = try EventNetwork(network)
        var temperature = Double(network.steps) / 4
        var score: ModelScore?
        if let examples = validation?.examples {
            let answers = try events.answers(to: examples)
            temperature = TemperatureScaling.fit(answers, around: temperature)
            score = ModelScore(
                accuracy: answers.accuracy, logLoss: answers.logLoss(temperature: temperature),
                calibrationError: Calibration(answers.confidences(temperature: temperature)).expectedError)
        }
        let manifest = ModelManifest(
            name: out.deletingPathExtension().lastPathComponent, architecture: try network.architecture(),
            classes: classes, input: input, provenance: provenance, temperature: temperature, validation: score,
            test: test, testReads: test == nil ? 0 : 1,
            ledger: (validation?.curve.ledger ?? OperationLedger([])).record(parameters: network.parameterCount))
        _ = try ModelBundle.write(manifest, to: out) { staging in
            try network.writeWeights(to: staging.appendingPathComponent(ModelBundle.weightsName))
            try report?(manifest.name).write(to: staging.appendingPathComponent(ModelBundle.reportName))
        }
    }
}
