import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Runs a network over examples and gathers its answers.
struct Scorer {
    /// The examples, undistorted.
    let source: ExampleSource
    let labels: [Int]
    let classCount: Int
    let device: Device

    /// The answers of `network` on the examples at `indices`.
    /// - Throws: a `TensorError` where memory ends, ``FrugalError`` where an output is not a number, or what `check` throws,
    ///   which is called between batches.
    func answers(of network: Network, on indices: [Int], check: () throws -> Void = {}) throws -> Answers {
        guard !indices.isEmpty else { return try Answers(logits: [], labels: [], classCount: classCount) }
        let batches = try Batches(source, indices: indices, size: 256, ahead: indices.count > 256 ? 1 : 0)
        var epoch = batches.epoch(0)
        var logits: [Float] = []
        logits.reserveCapacity(indices.count * classCount)
        while let batch = try epoch.next() {
            try check()
            logits += try Tensor.checking {
                withoutGradients { network(batch.inputs.to(device), .evaluation).floats() }
            }
        }
        return try Answers(logits: logits, labels: indices.map { labels[$0] }, classCount: classCount)
    }
}
