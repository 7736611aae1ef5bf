import FrugalNN
import FrugalTensor

/// Conv4-64, the network of the few-shot papers: a training step beside PyTorch as it comes and as it is tuned by hand.
func convolutionSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    var lines: [Comparison] = []
    for (batch, channels, size, tunedTarget) in [(80, 1, 28, 1.2), (80, 3, 84, 1.8), (128, 3, 32, 1.8)] {
        var random = RandomStream(seed: 0)
        let images = Tensor.normal([batch, channels, size, size], using: &random).channelsLast()
        var task = TrainingTask(
            model: Conv4(channels: channels, size: Extent(height: size, width: size), classes: 64, using: &random),
            optimizer: Adam(learningRate: 1e-3), labels: .integers([batch], in: 0..<64, using: &random)
        ) { $0(images, $1) }
        let name = "\(batch)x\(channels)x\(size)x\(size)"
        let steps = size > 50 ? 4 : 12
        let work = multiplyAdds { task.step() }
        for (tuned, target) in [(false, 3.0), (true, tunedTarget)] {
            let arguments: [String: Any] = ["batch": batch, "channels": channels, "size": size, "tuned": tuned]
            lines.append(
                try rounds.compare(
                    name, against: tuned ? "channels-last, fused Adam" : "eager", target: target, steps: steps,
                    multiplyAdds: work, ours: { task.step() },
                    peer: { try peer.measure("conv4", arguments, steps: $0) }))
        }
        // The other side of this line is our own float32.
        var half = task
        lines.append(
            try rounds.compare(
                "\(name) bfloat16", against: "our float32", target: 1.5, steps: steps,
                ours: { withAutocast { half.step() } }, peer: { rounds.seconds($0) { task.step() } }))
    }
    return lines
}
