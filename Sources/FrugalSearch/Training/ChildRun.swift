import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A training under way.
struct ChildRun<Network: SearchedNetwork> {
    var network: Network
    var optimizer: any Optimizer
    var state: ChildState
    /// The losses of the latest steps, not yet read off the device.
    var losses: [Tensor] = []

    /// Reads the losses and adds them up.
    /// - Throws: ``FrugalError`` of kind `training` where one is not a number.
    mutating func collectLosses() throws {
        for (index, loss) in losses.enumerated() {
            let value = loss.item()
            guard value.isFinite else {
                throw FrugalError(
                    .training, "", "the loss of step \(state.step - losses.count + index + 1) is not a number",
                    remedy: "give a smaller learning rate, or clip gradients")
            }
            state.lossSum += value
            state.lossCount += 1
        }
        losses.removeAll(keepingCapacity: true)
    }

    /// Writes the training to its file, where it has one.
    mutating func save(to file: TrainingCheckpoint<Network>?) throws {
        guard let file else { return }
        try collectLosses()
        try file.save(state, model: network, optimizer: optimizer)
    }
}
