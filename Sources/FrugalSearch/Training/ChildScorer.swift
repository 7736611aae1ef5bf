import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Runs a network over examples and counts its right answers.
public struct ChildScorer: Sendable {
    /// The examples, undistorted.
    public let source: any BatchSource
    /// Where the network is computed.
    public var device = Device.cpu
    /// Whether products and convolutions are computed in bfloat16.
    public var usesBFloat16 = false
    /// Examples a batch.
    public var batchSize = 250
    /// Which statistics batch normalisation divides by. Children that are cut out of shared weights have no running ones of
    /// their own, and take those of the batch.
    public var normalization = Pass.Normalization.running

    /// A scorer of examples.
    public init(_ source: any BatchSource) { self.source = source }

    /// How many of the examples at `indices` a network names rightly.
    /// - Parameter check: called between batches.
    /// - Throws: ``FrugalError`` of kind `training` where scores are not numbers; `TensorError` where memory ends; what
    ///   `check` throws.
    public func score(
        _ network: any SearchedNetwork, on indices: [Int], check: () throws -> Void = {}
    ) throws -> Proportion {
        let batches = try Batches(AnySource(base: source), indices: indices, size: batchSize, ahead: 1)
        var epoch = batches.epoch(0)
        var correct = 0
        while let batch = try epoch.next() {
            try check()
            let pass = Pass(isTraining: false, normalization: normalization, random: RandomStream(seed: 0))
            correct += try Tensor.checking {
                let scores = withoutGradients { outputs(of: network, batch.inputs.to(device), pass) }
                guard scores.isFinite().all().item() == 1 else {
                    throw FrugalError(.training, "scores", "the network gives scores that are not numbers")
                }
                return (scores.argMax(along: 1) .== batch.labels.to(device)).to(.int64).sum().itemInt()
            }
        }
        return Proportion(correct, of: indices.count)
    }

    private func outputs(of network: any SearchedNetwork, _ inputs: Tensor, _ pass: Pass) -> Tensor {
        usesBFloat16 ? withAutocast(on: device) { network.forward(inputs, pass) } : network.forward(inputs, pass)
    }
}
