import FrugalData
import FrugalTensor

/// Pictures of some classes as vectors, under salt-and-pepper noise that is drawn once a picture: a task of PathNet's.
///
/// With noise drawn anew whenever a picture is shown, half of all pairs of digits never reach the paper's threshold
/// (decision 028).
public struct TaskPictures: Sendable {
    /// The pictures as rows of bytes, `[N, samples]`, black 0: as numbers they would take four times the memory.
    let pictures: Tensor
    /// Which of the task's classes each shows.
    let labels: [Int]
    private let targets: Tensor
    private let factor: Double

    /// Answers are looked at so many at a time.
    private static let chunk = 1000

    /// The pictures of some classes.
    /// - Parameters:
    ///   - answers: how many classes the readout has, at least as many as the task.
    ///   - scale: what white becomes.
    ///   - noise: the share of samples that become black or white, half of them each.
    public init(
        _ images: LabelledImages, classes: [Int], answers: Int, scale: Double, noise: Double,
        using random: inout RandomStream
    ) {
        let rows = images.labels.indices.filter { classes.contains(images.labels[$0]) }
        let size = images.pictureSize
        // A byte of randomness a sample: a 256th is fine enough for a share of noise.
        let low = UInt8((min(max(noise, 0), 1) / 2 * 256).rounded(.down))
        let values = [UInt8](unsafeUninitializedCapacity: rows.count * size) { values, initialised in
            images.pixels.withUnsafeBufferPointer { pixels in
                for (place, row) in rows.enumerated() {
                    var bits: UInt64 = 0
                    for pixel in 0..<size {
                        if pixel & 7 == 0 { bits = random.next() }
                        let chance = UInt8(truncatingIfNeeded: bits)
                        bits >>= 8
                        let seen = chance < low ? 0 : chance > 255 - low ? 255 : pixels[row * size + pixel]
                        values[place * size + pixel] = seen
                    }
                }
            }
            initialised = rows.count * size
        }
        pictures = Tensor(values, shape: [rows.count, size])
        labels = rows.map { classes.firstIndex(of: images.labels[$0]) ?? 0 }
        targets = Tensor(labels).oneHot(classes: answers)
        factor = scale / 255
    }

    /// Pictures held.
    public var count: Int { labels.count }

    /// Pictures drawn with replacement: `[count, samples]`, one-hot targets `[count, classes]`, and classes.
    func draw(_ wanted: Int, using random: inout RandomStream) -> (x: Tensor, targets: Tensor, labels: [Int]) {
        let rows = (0..<wanted).map { _ in Int.random(in: 0..<count, using: &random) }
        let places = Tensor(rows)
        return (
            numbers(pictures.indexSelected(at: places)), targets.indexSelected(at: places), rows.map { labels[$0] }
        )
    }

    /// The share of pictures that a path answers rightly.
    func accuracy(of network: ModularNetwork, _ path: [[Int]]) -> Double {
        let right = stride(from: 0, to: count, by: Self.chunk).reduce(0.0) { right, first in
            let length = min(Self.chunk, count - first)
            let x = numbers(pictures.narrowed(along: 0, from: first, length: length))
            return right
                + Double(length) * network.accuracy(of: path, on: x, labels: Array(labels[first..<first + length]))
        }
        return right / Double(max(1, count))
    }

    private func numbers(_ bytes: Tensor) -> Tensor {
        let numbers = bytes.to(.float32)
        return factor == 1 ? numbers : numbers * factor
    }
}
