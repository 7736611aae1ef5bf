import Foundation
import FrugalData
import FrugalMeta
import FrugalTensor
import FrugalTrack

extension UpdateSession {
    /// Keeps the bundle as it was and puts the updated one in its place.
    func write(_ network: Network, _ result: inout UpdateResult) throws {
        let changed = try updated(network, result)
        let prototypes = try prototypes(of: network)
        let versions = BundleVersions(of: update.bundle)
        guard try ModelBundle.load(from: update.bundle).manifest == manifest else {
            throw FrugalError(
                .conflict, update.bundle.path, "another process changed this bundle in the meantime",
                remedy: "run the same command again with --fresh; nothing has changed")
        }
        let before = try versions.keep()
        result.previous = before.path
        result.report = update.bundle.appendingPathComponent(ModelBundle.reportName).path
        var manifest = changed
        manifest.teaching = prototypes?.record
        let reports = manifest.files.keys.filter { $0.hasPrefix("report") && $0.hasSuffix(".html") }
        let earlier = "report-\(manifest.updates?.count ?? 1).html"
        let page = UpdateReport(result: result, manifest: manifest, command: command, earlier: earlier).page
        _ = try ModelBundle.write(manifest, to: update.bundle) { staging in
            try Weights.write(network, to: staging.appendingPathComponent(ModelBundle.weightsName))
            try prototypes?.head.write(to: staging.appendingPathComponent(TeachingRecord.fileName))
            // The page of the fit and those of earlier updates stay, each under the number of the update that replaced it.
            for name in reports {
                let kept = name == ModelBundle.reportName ? earlier : name
                try FileManager.default.copyItem(
                    at: before.appendingPathComponent(name), to: staging.appendingPathComponent(kept))
            }
            try page.write(to: staging.appendingPathComponent(ModelBundle.reportName))
        }
    }

    private func updated(_ network: Network, _ result: UpdateResult) throws -> ModelManifest {
        var changed = manifest
        let scorer = scorer(network)
        let choice = try scorer.answers(of: network, on: examples.oldHeld.choice + examples.newHeld.choice)
        changed.temperature = TemperatureScaling.fit(choice)
        changed.validation = ModelScore(
            accuracy: choice.accuracy, logLoss: choice.logLoss(temperature: changed.temperature),
            calibrationError: Calibration(choice.confidences(temperature: changed.temperature)).expectedError)
        let unseen = examples.oldHeld.score + examples.newHeld.score
        changed.test = try Evaluation(
            scorer.answers(of: network, on: unseen), classes: predictor.classes,
            names: unseen.map { examples.names[$0] },
            temperature: changed.temperature
        ).score
        // The old half of it was read by the fit already.
        changed.testReads += 1
        changed.ledger.trainingMultiplyAdds = result.rows.reduce(0) { $0 + $1.multiplyAdds }
        changed.ledger.seconds = result.seconds
        changed.updates =
            (changed.updates ?? []) + [
                UpdateRecord(
                    data: update.arrival, dataHash: reading.hash, splitSeed: update.seed, splitSizes: reading.sizes,
                    policy: result.choice.policy ?? "", reason: result.choice.reason, command: command)
            ]
        return changed
    }

    /// The classes by their examples, for `frugal teach`; nil where a class has none at hand or there is no embedding.
    private func prototypes(of network: Network) throws -> FittedPrototypes? {
        guard let images = try examples.pictures else { return nil }
        let training = (examples.old + examples.new).sorted()
        guard Set(training.map { examples.labels[$0] }).count == predictor.classes.count else { return nil }
        return try PrototypeFit(
            images: images, shape: predictor.preprocessing.shape, scorer: scorer(network), training: training,
            validation: examples.oldHeld.choice + examples.newHeld.choice, check: checkInterruption
        ).prototypes(of: network, before: network)
    }
}
