import FrugalData
import FrugalTensor

/// Two classes of digits under salt-and-pepper noise that is drawn once a picture: PathNet's binary tasks.
///
/// With noise drawn anew whenever a picture is shown, half of all pairs of digits never reach the paper's threshold
/// (decision 028).
public struct NoisyDigits: Sendable {
    /// The pictures as rows, `[N, pixels]`, black 0.
    let pictures: Tensor
    /// Which of the two classes each shows.
    let labels: [Int]
    private let targets: Tensor

    /// The pictures of some classes.
    /// - Parameters:
    ///   - scale: what white becomes.
    ///   - noise: the share of pixels that become black or white, half of them each.
    public init(
        _ images: LabelledImages, classes: [Int], scale: Double, noise: Double, using random: inout RandomStream
    ) {
        let rows = images.labels.indices.filter { classes.contains(images.labels[$0]) }
        let size = images.pictureSize
        // A byte of randomness a pixel: a 256th is fine enough for a share of noise.
        let low = UInt8((min(max(noise, 0), 1) / 2 * 256).rounded(.down))
        let values = [Float](unsafeUninitializedCapacity: rows.count * size) { values, initialised in
            images.pixels.withUnsafeBufferPointer { pixels in
                for (place, row) in rows.enumerated() {
                    var bits: UInt64 = 0
                    for pixel in 0..<size {
                        if pixel & 7 == 0 { bits = random.next() }
                        let chance = UInt8(truncatingIfNeeded: bits)
                        bits >>= 8
                        let seen = chance < low ? 0 : chance > 255 - low ? 255 : pixels[row * size + pixel]
                        values[place * size + pixel] = Float(seen) * Float(scale / 255)
                    }
                }
            }
            initialised = rows.count * size
        }
        pictures = Tensor(values, shape: [rows.count, size])
        labels = rows.map { classes.firstIndex(of: images.labels[$0]) ?? 0 }
        targets = Tensor(labels).oneHot(classes: classes.count)
    }

    /// Pictures held.
    public var count: Int { labels.count }

    /// Pictures drawn with replacement: `[count, pixels]`, one-hot targets `[count, classes]`, and classes.
    func draw(_ wanted: Int, using random: inout RandomStream) -> (x: Tensor, targets: Tensor, labels: [Int]) {
        let rows = (0..<wanted).map { _ in Int.random(in: 0..<count, using: &random) }
        let places = Tensor(rows)
        return (pictures.indexSelected(at: places), targets.indexSelected(at: places), rows.map { labels[$0] })
    }
}
