import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

extension ChildTrainer {
    /// One step of the optimiser.
    /// - Returns: the loss, where the network is.
    func step<Network: SearchedNetwork>(_ run: inout ChildRun<Network>, _ batch: Batch) throws -> Tensor {
        let number = run.state.step
        run.network.dropPath = recipe.dropPath(at: number, of: run.state.plannedSteps)
        let pass = Pass.training(RandomStream(seed: run.state.seed).named("step \(number)"))
        return try Tensor.checking {
            let (inputs, labels) = (batch.inputs.to(device), batch.labels.to(device))
            var (value, gradients) = valueWithGradients(at: run.network) { network in
                recipe.usesBFloat16
                    ? withAutocast(on: device) { loss(network, inputs, labels, pass) }
                    : loss(network, inputs, labels, pass)
            }
            if let clip = recipe.clip { gradients.clip(toNorm: clip) }
            run.network.absorb(pass)
            run.optimizer.update(&run.network, with: gradients)
            return value
        }
    }

    /// The cross entropy of the scores, and of the auxiliary head's with its weight.
    private func loss(_ network: some SearchedNetwork, _ inputs: Tensor, _ labels: Tensor, _ pass: Pass) -> Tensor {
        let (scores, auxiliary) = network.scores(inputs, pass)
        let loss = crossEntropy(scores, labels, smoothing: recipe.labelSmoothing)
        guard let auxiliary, recipe.auxiliaryWeight > 0 else { return loss }
        return loss + crossEntropy(auxiliary, labels, smoothing: recipe.labelSmoothing) * recipe.auxiliaryWeight
    }

    /// Puts `run` where its own checkpoint stands, or that of the trial which it continues.
    func load<Network: SearchedNetwork>(_ run: inout ChildRun<Network>, own: URL?, other: URL?) throws {
        for (file, isOwn) in [(own, true), (other, false)] {
            guard let file else { continue }
            let checkpoint = TrainingCheckpoint<Network>(at: file, of: .child)
            let identity = run.state.identity
            let saved = try checkpoint.load(ChildState.self, into: &run.network, optimizer: &run.optimizer) { state in
                guard state.identity == identity, state.seed == seed || other != nil else {
                    throw FrugalError(
                        .conflict, file.path, "this checkpoint is of other settings, other data or another seed",
                        remedy: "remove it, or choose another folder")
                }
            }
            if let saved {
                run.state = saved
                return
            }
            if !isOwn {
                throw FrugalError(.conflict, file.path, "the training to go on from has left no checkpoint")
            }
        }
    }

    /// What tells this training from another.
    func identity() throws -> String {
        let settings = String(decoding: try TrackJSON.encode(recipe, onOneLine: true), as: UTF8.self)
        return
            "\(settings) \(data.trainingIndices.count)+\(data.validationIndices.count) of \(data.training.count) examples"
    }
}
