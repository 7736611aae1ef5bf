import Foundation
import FrugalData
import FrugalLimits
import FrugalMeta
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// What augmentation would buy, measured: the network of a bundle trained anew on its own training data twice, for an equal
/// number of steps, with and without. The bundle is left as it is.
public struct AugmentationGain: Codable, Sendable {
    /// How pictures were changed in training.
    public var augmentation: Augmentation
    /// The steps of either training.
    public var steps: Int
    /// Pictures that either was trained on.
    public var trainingPictures: Int
    /// Without augmentation.
    public var plain: ShiftSweep
    /// With it.
    public var augmented: ShiftSweep
    /// What a person should know about the training data.
    public var notes: [String]

    /// Trains twice and measures both.
    /// - Parameters:
    ///   - path: where the training data lie; where the bundle says if nil.
    ///   - images: what is spoilt and shown.
    ///   - seconds: for both trainings together.
    ///   - progress: told the part, steps done and all of them; it may throw to stop.
    /// - Throws: ``FrugalError`` for a bundle that cannot be trained anew or a time that is too short, `DataError` where the
    ///   training data are not there, what `progress` throws.
    init(
        of predictor: Predictor, at path: String?, _ images: LabelledImages, _ suite: CorruptionSuite, seconds: Double,
        seed: UInt64, progress: (_ part: String, Int, Int) throws -> Void
    ) throws {
        let architecture = try predictor.trainableArchitecture()
        let remembered = try RememberedData(of: predictor, at: path)
        augmentation = Augmentation()
        notes = remembered.notes
        trainingPictures = remembered.training.count
        var settings = TrainingSettings()
        settings.batchSize = Ladder.batchSize(remembered.training.count)
        let retraining = Retraining(
            predictor: predictor, data: remembered, candidate: Candidate("again", architecture, training: settings),
            augmentation: augmentation, seed: seed)
        let first = try retraining.run(.clock(maximum: 1 << 30), until: seconds * 0.45, augments: false) {
            try progress("training without augmentation", $0, $1)
        }
        steps = first.state.step
        let second = try retraining.run(.steps(steps), until: .infinity, augments: true) {
            try progress("training with augmentation", $0, $1)
        }
        let networks = [first.network, second.network]
        let sweeps = try ShiftSweep.sideBySide(
            images, suite, seed: seed, threads: Engine.threads,
            progress: { try progress("corruptions for both", $0, $1) },
            scores: { images in
                let source = try predictor.preprocessing.source(
                    LabelledData(path: "", pictures: images, findings: [], duplicates: []))
                let scorer = Scorer(
                    source: source, labels: images.labels, classCount: predictor.classes.count, device: predictor.device
                )
                return try networks.map { try scorer.answers(of: $0, on: Array(0..<images.count)).accuracy }
            })
        (plain, augmented) = (sweeps[0], sweeps[1])
    }

    /// The gain in accuracy over those kinds that `isWanted`; nil where none was measured.
    public func gain(where isWanted: (CorruptionKind) -> Bool) -> Double? {
        guard let with = augmented.meanAccuracy(where: isWanted), let without = plain.meanAccuracy(where: isWanted)
        else { return nil }
        return with - without
    }
}

/// Trains a bundle's architecture anew.
private struct Retraining {
    let predictor: Predictor
    let data: RememberedData
    let candidate: Candidate
    let augmentation: Augmentation
    let seed: UInt64

    func run(
        _ schedule: TrainingSchedule, until seconds: Double, augments: Bool, progress: (Int, Int) throws -> Void
    ) throws -> Trainer.Outcome {
        guard case .picture(_, _, _, let normalisation) = predictor.preprocessing else {
            throw FrugalError(.data, data.data.path, "augmentation is of pictures")
        }
        let state = FileManager.default.temporaryDirectory.appendingPathComponent("frugal-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: state) }
        let source = try predictor.preprocessing.source(data.data)
        let (steps, augmentation) = (StepCount(), augmentation)
        var slice = TimeSlice(until: seconds)
        slice.acceptsShort = true
        return try withoutActuallyEscaping(progress) { progress in
            var trainer = Trainer(
                candidate: candidate, source: source,
                scorer: Scorer(
                    source: source, labels: data.data.labels, classCount: predictor.classes.count,
                    device: predictor.device),
                shape: predictor.preprocessing.shape, training: data.training, validation: [], schedule: schedule,
                threads: ThreadChoice(most: Engine.threads), budget: Budget(seconds: nil), slice: slice, seed: seed,
                checkpoint: TrainingCheckpoint(at: state, of: .fit),
                report: { (steps.done, steps.planned) = ($0.step, $0.plannedSteps) },
                check: { try progress(steps.done, steps.planned) })
            if augments {
                trainer.wrapping = { network in
                    Network(
                        AugmentedNetwork(
                            network, augmentation, mean: normalisation.mean, deviation: normalisation.deviation))
                }
            }
            return try trainer.run()
        }
    }

    private final class StepCount {
        var (done, planned) = (0, 0)
    }
}

extension Predictor {
    /// The architecture, if fit could train it.
    /// - Throws: ``FrugalError`` that names the kind of a bundle that it could not.
    fileprivate func trainableArchitecture() throws -> Architecture {
        let kind = manifest.architecture.kind
        guard kind != FewShotArchitecture.kind, kind != SpikingArchitecture.kind, !answersByDistance else {
            throw FrugalError(
                .model, bundle.url.path, "a model of kind '\(kind)' is not trained as `frugal fit` trains",
                remedy: "leave out --augment, or give a bundle that `frugal fit` wrote and that was not taught")
        }
        return try manifest.architecture.recipe(as: Architecture.self)
    }
}
