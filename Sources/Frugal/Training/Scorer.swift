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
        let logits = try outputs(on: indices, check: check) { network($0, .evaluation) }
        return try Answers(logits: logits, labels: indices.map { labels[$0] }, classCount: classCount)
    }

    /// What `body` makes of the examples at `indices`, one after the other.
    func outputs(
        on indices: [Int], check: () throws -> Void = {}, _ body: (Tensor) throws -> Tensor
    ) throws -> [Float] {
        guard !indices.isEmpty else { return [] }
        let batches = try Batches(source, indices: indices, size: 256, ahead: indices.count > 256 ? 1 : 0)
        var epoch = batches.epoch(0)
        var found: [Float] = []
        while let batch = try epoch.next() {
            try check()
            found += try Tensor.checking { try withoutGradients { try body(batch.inputs.to(device)).floats() } }
        }
        return found
    }
}
