import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

extension CifarWork {
    /// What is trained at last: a finding, or ResNet-20.
    private struct Contestant: Sendable {
        var method: CifarMethod
        var seed: UInt64
        var architecture: Architecture?

        var name: String { "final-\(method.key)-seed\(seed)" }
    }

    private func contestants(_ findings: [CifarFinding]) -> [Contestant] {
        findings.map { Contestant(method: $0.method, seed: $0.seed, architecture: $0.architecture) }
            + context.seeds.map { Contestant(method: .residual, seed: $0) }
    }

    /// Trains a network and returns it. A function of its own, because only a generic one can see which type it is.
    static func train(
        _ network: some SearchedNetwork, _ trainer: ChildTrainer, checkpoint: URL?, check: () throws -> Void,
        progress: (ChildState) -> Void = { _ in }
    ) throws -> (network: any SearchedNetwork, state: ChildState) {
        var network = network
        let state = try trainer.train(&network, checkpoint: checkpoint, check: check, progress: progress)
        return (network, state)
    }

    /// The trained network of a contestant: from its checkpoint where it has been trained.
    private func network(of contestant: Contestant) throws -> (network: any SearchedNetwork, state: ChildState) {
        var stream = RandomStream(seed: contestant.seed).named(contestant.method.key)
        let (shape, classes) = (data.final.shape, data.final.classes)
        let network: any SearchedNetwork =
            if let architecture = contestant.architecture {
                try larger.build(architecture, for: shape, classes: classes, using: &stream)
            } else {
                try CifarResNet(classes: classes, using: &stream)
            }
        let trainer = try ChildTrainer(settings.final, data.final, seed: contestant.seed, device: context.device)
        return try Self.train(
            network, trainer, checkpoint: context.folder.file("\(contestant.name).safetensors"),
            check: context.checkpoint
        ) { state in
            context.progress(contestant.name, state.step, state.plannedSteps, nil)
        }
    }

    /// Trains every winner and ResNet-20 from fresh weights.
    func train(_ findings: [CifarFinding]) throws -> [CifarMethod: [CifarFinal]] {
        let contestants = contestants(findings)
        let finals = try each(contestants) { contestant in
            try context.part(contestant.name) {
                let (network, state) = try network(of: contestant)
                let last = state.looks.last?.correct ?? Proportion(0, of: 0)
                context.say(
                    "\(contestant.name): \(Humanise.percent(last.share, decimals: 1)) on validation, "
                        + Humanise.duration(state.seconds))
                return CifarFinal(
                    seed: contestant.seed, cost: try NetworkCost(of: network, for: data.final.shape), validation: last,
                    seconds: state.seconds)
            }
        }
        return Dictionary(grouping: zip(contestants, finals), by: \.0.method).mapValues { $0.map(\.1) }
    }

    /// The test error of everything that was trained, in percent. The test part is read here and nowhere else.
    func test(_ findings: [CifarFinding], on folder: CIFARFolder) throws -> [CifarMethod: [Double]] {
        let contestants = contestants(findings)
        try context.folder.update { $0.testReads = max(1, $0.testReads) }
        let images = try folder.load(.test)
        let normalised = try ImageSource(images, pipeline: testPipeline(folder))
        var scorer = ChildScorer(normalised)
        scorer.device = context.device
        scorer.usesBFloat16 = settings.final.usesBFloat16
        let errors = try each(contestants) { [scorer] contestant in
            let correct = try context.part("\(contestant.name)-test") {
                try scorer.score(
                    network(of: contestant).network, on: Array(0..<images.count), check: context.checkpoint)
            }
            return 100 * (1 - correct.share)
        }
        return Dictionary(grouping: zip(contestants, errors), by: \.0.method).mapValues { $0.map(\.1) }
    }

    /// The training part's normalisation, without distortion.
    private func testPipeline(_ folder: CIFARFolder) throws -> Pipeline {
        guard let source = data.final.plain as? ImageSource else {
            throw FrugalError(.data, folder.path, "these are no pictures")
        }
        return source.pipeline
    }
}
