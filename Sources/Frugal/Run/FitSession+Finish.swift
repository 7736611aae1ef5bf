import Foundation
import FrugalData
import FrugalMeta
import FrugalTensor
import FrugalTrack

extension FitSession {
    /// The result of a run that was finished before, where its bundle still lies there.
    func finished() throws -> FitResult? {
        guard
            folder.run.record.state == .finished
                || FileManager.default.fileExists(atPath: folder.run.file("result.json").path),
            let result = try folder.run.saved(FitResult.self, as: "result.json"),
            (try? ModelBundle.load(from: fit.bundle)) != nil
        else { return nil }
        observer(.note("this run is finished: what follows is its result; give --fresh to begin anew"))
        try folder.run.update { $0.state = .finished }
        return result
    }

    /// Scores the choice on the test part, once, and writes bundle, report and result.
    func finish(_ choice: Choice) throws -> FitResult {
        observer(.phase("scoring the choice on the test part"))
        let view = view(of: choice.entry)
        let examples = view.test ?? view.data
        let indices = test == nil ? split.test : Array(0..<examples.count)
        let evaluation = try scoreOnce(choice, examples, indices)
        observer(.phase("writing bundle and report"))
        let testReads = folder.run.record.testReads
        var result = FitResult(
            bundle: fit.bundle.path, report: fit.bundle.appendingPathComponent(ModelBundle.reportName).path,
            work: fit.work.path, chosen: choice.entry, isRefitted: choice.isRefitted, temperature: choice.temperature,
            leaderboard: leaderboard, test: evaluation, testReads: testReads, findings: data.findings,
            splitSizes: ["train": split.train.count, "validation": split.validation.count, "test": indices.count],
            seconds: budget.used)
        let validation = Evaluation.scoreOnly(
            choice.entry, answers: try view.scorer.answers(of: network(of: choice.entry), on: split.validation),
            temperature: choice.temperature)
        let ledger = LedgerRecord(
            parameters: choice.entry.parameters, multiplyAdds: choice.entry.multiplyAdds,
            synapticOperations: choice.entry.synapticAdditions,
            peakMemoryBytes: Engine.Memory.peak, seconds: budget.used
        ).estimatingEnergy()
        let prototypes = try ThreadChoice.with(min(threads.most, choice.entry.threads)) {
            try self.prototypes(of: choice)
        }
        let report = FitReport(
            result: result, fit: fit, session: self, mistakes: pictures(of: evaluation, in: examples, indices))
        try writeBundle(
            choice, evaluation, validation: validation, ledger: ledger, prototypes: prototypes, report: report.page)
        result.seconds = budget.used
        try folder.run.save(result, as: "result.json")
        try folder.run.update { record in
            record.state = .finished
            record.ledger = ledger
            record.result = try? TrackJSON.value(of: result.test.accuracy)
        }
        try folder.saveUsed(budget.used, now: true)
        try? FileManager.default.removeItem(at: folder.state("refit"))
        return result
    }

    /// The score on the test part. The read is noted before it happens, so that a second one cannot go unnoticed.
    private func scoreOnce(_ choice: Choice, _ examples: LabelledData, _ indices: [Int]) throws -> Evaluation {
        if let known = try folder.run.saved(Evaluation.self, as: "test.json") { return known }
        try folder.run.update { $0.testReads += 1 }
        if folder.run.record.testReads > 1 {
            let note =
                "the test part is read again, because the run was stopped while it was read; the model is the same"
            observer(.note(note))
            try folder.run.text("test part", note)
        }
        let view = view(of: choice.entry)
        let source = test == nil ? view.plain : try view.preprocessing.source(examples)
        let scorer = Scorer(source: source, labels: examples.labels, classCount: classCount, device: device)
        let answers = try ThreadChoice.with(min(threads.most, choice.entry.threads)) {
            try scorer.answers(of: choice.network, on: indices, check: checkInterruption)
        }
        let evaluation = try Evaluation(
            answers, classes: data.classes, names: indices.map { examples.names[$0] }, temperature: choice.temperature)
        try folder.run.save(evaluation, as: "test.json")
        return evaluation
    }

    private func writeBundle(
        _ choice: Choice, _ evaluation: Evaluation, validation: ModelScore, ledger: LedgerRecord,
        prototypes: FittedPrototypes?, report: Report
    ) throws {
        let view = view(of: choice.entry)
        var hashes = folder.run.record.dataHashes
        if choice.entry.role == .transfer {
            // Who reads the data again for this model reads them in its size.
            hashes["data"] = try view.data.checksum()
            if let test = view.test { hashes["test"] = try test.checksum() }
        }
        let provenance = Provenance(
            data: [fit.data] + (fit.test.map { [$0] } ?? []), dataHashes: hashes,
            splitSeed: recipe.seed,
            splitSizes: [
                "train": split.train.count, "validation": split.validation.count, "test": evaluation.accuracy.total,
            ], versions: Versions.all, command: fit.commandLine)
        let manifest = ModelManifest(
            name: fit.bundle.deletingPathExtension().lastPathComponent,
            architecture: try choice.entry.candidate.architecture.record(),
            classes: data.classes, input: view.preprocessing.input, provenance: provenance,
            temperature: choice.temperature,
            validation: validation, test: evaluation.score, testReads: folder.run.record.testReads, ledger: ledger,
            teaching: prototypes?.record)
        _ = try ModelBundle.write(manifest, to: fit.bundle) { staging in
            try Weights.write(choice.network, to: staging.appendingPathComponent(ModelBundle.weightsName))
            try report.write(to: staging.appendingPathComponent(ModelBundle.reportName))
            try prototypes?.head.write(to: staging.appendingPathComponent(TeachingRecord.fileName))
        }
    }

    /// The worst mistakes as pictures; empty for a table.
    private func pictures(of evaluation: Evaluation, in examples: LabelledData, _ indices: [Int]) -> [Report.Picture] {
        guard case .pictures(let images) = examples.contents else { return [] }
        return evaluation.mistakes.compactMap { mistake in
            guard indices.indices.contains(mistake.index), let image = try? images.image(at: indices[mistake.index]),
                let bytes = try? PNG.encode(image)
            else { return nil }
            let confidence = Humanise.percent(mistake.confidence, decimals: 0)
            return Report.Picture(
                bytes, caption: "\(mistake.truth) taken for \(mistake.answer) (\(confidence)): \(mistake.example)")
        }
    }
}

extension Evaluation {
    /// The validation score of a row as a bundle keeps it: flattering, because it chose the model.
    static func scoreOnly(_ entry: LeaderboardEntry, answers: Answers, temperature: Double) -> ModelScore {
        ModelScore(
            accuracy: answers.accuracy, logLoss: answers.logLoss(temperature: temperature),
            calibrationError: Calibration(answers.confidences(temperature: temperature)).expectedError)
    }
}

extension Fit {
    /// The line that repeats the run.
    var commandLine: String {
        command.isEmpty ? "try Fit(data: \"\(data)\", bundle: \"\(bundle.path)\", recipe: recipe).run()" : command
    }
}
