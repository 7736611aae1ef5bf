import Foundation
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTesting

/// A new folder, its name in several scripts, that is removed after `body`.
func inTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frugal 수출 \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

/// Random numbers of mean zero, spread evenly.
func noise(_ count: Int, _ deviation: Float = 1, seed: UInt64 = 1) -> [Float] {
    var random = RandomStream(seed: seed)
    return (0..<count).map { _ in Float(random.uniform(in: -1.73...1.73)) * deviation }
}

/// The exported file of a network with what the driver must know of it.
func subject(_ file: EdgeFile, inputs: Int, classes: Int) -> EdgeToolchain.Subject {
    EdgeToolchain.Subject(name: file.name, text: file.text, inputCount: inputs, classCount: classes)
}

/// Every layer that can be exported, on pictures of 2x9x7: strides, padding, groups, dilation, rectangles, shortcuts.
func everyLayer(using random: inout RandomStream) -> Sequential {
    func warmed(_ channels: Int, _ random: inout RandomStream) -> BatchNorm {
        var norm = BatchNorm(channels)
        norm.runningMean = Tensor((0..<channels).map { _ in Float(random.uniform(in: -0.5...0.5)) })
        norm.runningVariance = Tensor((0..<channels).map { _ in Float(0.5 + random.uniform()) })
        norm.weight = Tensor((0..<channels).map { _ in Float(0.5 + random.uniform()) })
        norm.bias = Tensor((0..<channels).map { _ in Float(random.uniform(in: -0.4...0.4)) })
        return norm
    }
    return Sequential([
        warmed(2, &random),
        Conv2d(2, 6, kernel: Extent(height: 3, width: 2), padding: Extent(height: 1, width: 0), using: &random),
        warmed(6, &random), ReLU(), MaxPool2d(3, stride: 2, padding: 1),
        SeparableConv2d(6, 8, kernel: 3, padding: 2, dilation: 2, using: &random), warmed(8, &random),
        Activation.relu, Dropout(0.5), ResidualBlock(8, 8, using: &random),
        ResidualBlock(8, 12, stride: 2, using: &random), ConvBlock(12, 4, using: &random),
        AveragePool2d(1), Flatten(), Perceptron(widths: [4, 9, 7], using: &random), warmed(7, &random), ReLU(),
        ReLU(), Linear(7, 5, bias: false, using: &random),
    ])
}
