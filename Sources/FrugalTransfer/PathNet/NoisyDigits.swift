import FrugalData
import FrugalTensor

/// Two classes of digits under salt-and-pepper noise: PathNet's binary tasks.
public struct NoisyDigits: Sendable {
    /// The two classes.
    public let classes: [Int]
    private let pixels: [UInt8]
    private let pictureSize: Int
    private let labels: [Int]
    private let scale: Float
    private let noise: Double

    /// The pictures of two classes.
    /// - Parameters:
    ///   - scale: what white becomes: 255 leaves numbers as files have them.
    ///   - noise: the share of pixels that become black or white, half of them each.
    public init(_ images: LabelledImages, classes: [Int], scale: Double, noise: Double) {
        let rows = images.labels.indices.filter { classes.contains(images.labels[$0]) }
        let size = images.pictureSize
        self.classes = classes
        pictureSize = size
        pixels = rows.flatMap { images.pixels[($0 * size)..<(($0 + 1) * size)] }
        labels = rows.map { classes.firstIndex(of: images.labels[$0]) ?? 0 }
        self.scale = Float(scale / 255)
        self.noise = noise
    }

    /// Pictures held.
    public var count: Int { labels.count }

    /// So many batches of pictures drawn with replacement, each with fresh noise: `[batches * size, pixels]` and one-hot
    /// targets `[batches * size, classes]`.
    func batches(_ batches: Int, of size: Int, using random: inout RandomStream) -> (x: Tensor, targets: Tensor, labels: [Int]) {
        take((0..<(batches * size)).map { _ in Int.random(in: 0..<count, using: &random) }, using: &random)
    }

    /// Pictures by their places, with fresh noise.
    func take(_ rows: [Int], using random: inout RandomStream) -> (x: Tensor, targets: Tensor, labels: [Int]) {
        let size = pictureSize
        // A byte of randomness a pixel: a 256th is fine enough for a share of noise.
        let low = UInt8((noise / 2 * 256).rounded())
        let high = 255 - low
        let scale = scale
        let values = [Float](unsafeUninitializedCapacity: rows.count * size) { values, initialised in
            pixels.withUnsafeBufferPointer { pixels in
                for (place, row) in rows.enumerated() {
                    let (from, to) = (row * size, place * size)
                    var bits: UInt64 = 0
                    for pixel in 0..<size {
                        if pixel & 7 == 0 { bits = random.next() }
                        let chance = UInt8(truncatingIfNeeded: bits)
                        bits >>= 8
                        let known = pixels[from + pixel]
                        values[to + pixel] = Float(chance < low ? 0 : chance > high ? 255 : known) * scale
                    }
                }
            }
            initialised = rows.count * size
        }
        let chosen = rows.map { labels[$0] }
        return (
            Tensor(values, shape: [rows.count, pictureSize]), Tensor(chosen).oneHot(classes: classes.count), chosen
        )
    }
}
