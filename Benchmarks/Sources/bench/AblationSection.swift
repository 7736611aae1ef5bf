import Foundation
import FrugalNN
import FrugalTensor

/// What each of the engine's choices is worth: a Conv4 step of 80x3x84x84, and a perceptron's, without it.
func ablationSection(_ rounds: Rounds) throws -> [Comparison] {
    var whole = conv4Task { Conv4(channels: 3, size: 84, classes: 64, using: &$0) }
    var parts = conv4Task { PlainConv4(using: &$0) }
    var planar = conv4Task(channelsLast: false) { PlainConv4(using: &$0) }
    var lines = [
        try rounds.compare(
            "Conv4, blocks as one operation", against: "their parts, channels-last", target: nil, steps: 4,
            ours: { whole.step() }, peer: { rounds.seconds($0) { parts.step() } }),
        try rounds.compare(
            "parts, channels-last", against: "parts, default layout", target: nil, steps: 4, ours: { parts.step() },
            peer: { rounds.seconds($0) { planar.step() } }),
        try rounds.compare(
            "Conv4, memory kept in the process", against: "the system's allocator", target: nil, steps: 4,
            ours: { whole.step() }, peer: { try secondsInAnotherProcess($0) }),
    ]
    var random = RandomStream(seed: 0)
    let x = Tensor.normal([128, 784], using: &random)
    var dense = TrainingTask(
        model: Perceptron(widths: [784, 1200, 1200, 10], using: &random), optimizer: SGD(learningRate: 0.01),
        labels: .integers([128], in: 0..<10, using: &random)
    ) { $0(x, $1) }
    lines.append(
        try rounds.compare(
            "perceptron, products by \(Engine.matrixKernels)", against: "MKL", target: nil, steps: 40,
            ours: { dense.step() },
            peer: {
                let chosen = Engine.matrixKernels
                Engine.matrixKernels = .mkl
                defer { Engine.matrixKernels = chosen }
                return rounds.seconds($0) { dense.step() }
            }))
    return lines
}

/// Times Conv4 steps and prints their seconds, for a run of this program with another allocator.
func printConv4Seconds(_ steps: Int) {
    var task = conv4Task { Conv4(channels: 3, size: 84, classes: 64, using: &$0) }
    for _ in 0..<2 { task.step() }
    for second in Rounds().seconds(steps, { task.step() }) { print(second) }
}

private func secondsInAnotherProcess(_ steps: Int) throws -> [Double] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["--conv4-seconds", String(steps)]
    process.environment = ProcessInfo.processInfo.environment.merging(["FRUGAL_ALLOCATOR": "system"]) { $1 }
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Double($0) }
}

private func conv4Task<Model: Layer>(
    channelsLast: Bool = true, _ make: (inout RandomStream) -> Model
) -> TrainingTask<Model, Adam> {
    var random = RandomStream(seed: 0)
    let images = Tensor.normal([80, 3, 84, 84], using: &random)
    let x = channelsLast ? images.channelsLast() : images
    return TrainingTask(
        model: make(&random), optimizer: Adam(learningRate: 1e-3),
        labels: .integers([80], in: 0..<64, using: &random)
    ) { $0(x, $1) }
}

/// Conv4 as a chain of single operations that leave the memory layout as it comes.
private struct PlainConv4: Layer {
    var convolutions: [Conv2d]
    var norms: [BatchNorm]
    var head: Linear

    init(using random: inout RandomStream) {
        convolutions = (0..<4).map { Conv2d($0 == 0 ? 3 : 64, 64, kernel: 3, padding: 1, using: &random) }
        norms = (0..<4).map { _ in BatchNorm(64) }
        head = Linear(1600, 64, using: &random)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.children("convolutions", &convolutions)
        visitor.children("norms", &norms)
        visitor.child("head", &head)
    }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        var x = x
        for (convolution, norm) in zip(convolutions, norms) {
            let y = x.conv2d(weight: convolution.weight.contiguous(), bias: convolution.bias, padding: 1)
            x = norm(y, pass).relu().maxPool2d(2)
        }
        return head(x.flattened(from: 1), pass)
    }
}
