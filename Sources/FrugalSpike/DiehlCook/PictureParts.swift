import FrugalData
import FrugalTensor

/// A person's pictures in the part that is learned from and the part that judges: the official parts where there are two,
/// else a tenth of each class apart.
public struct PictureParts: Sendable {
    /// The pictures that are learned from.
    public let training: LabelledImages
    /// The pictures that judge.
    public let test: LabelledImages
    /// SHA-256 of pixels and labels of both, by which a run knows its data.
    public let fingerprint: String

    /// Reads pictures.
    /// - Parameters:
    ///   - path: a folder of pictures, an MNIST-like folder, CIFAR, npz.
    ///   - seed: what the tenth is drawn from.
    /// - Throws: `DataError` that names the file and what to do about it.
    public init(in path: String, seed: UInt64) throws {
        let source = try DataSource.open(path)
        let all = try source.pictures(.train)
        if source.parts.contains(.test) {
            training = all
            test = try source.pictures(.test)
        } else {
            let groups = all.classes.indices.map { label -> [Int] in
                var random = RandomStream(seed: seed, stream: UInt64(label))
                return all.labels.indices.filter { all.labels[$0] == label }.shuffled(using: &random)
            }
            let held = groups.flatMap { $0.prefix($0.count / 10) }.sorted()
            guard !held.isEmpty else {
                throw DataError(
                    .inconsistent, file: path, "no class has ten pictures, so that none can be kept for the test",
                    remedy: "Give more pictures")
            }
            let isHeld = Set(held)
            training = try all.subset(all.labels.indices.filter { !isHeld.contains($0) })
            test = try all.subset(held)
        }
        guard training.count > 0, test.count > 0, training.pictureSize == test.pictureSize else {
            throw DataError(
                .inconsistent, file: path, "the pictures of both parts do not have one size",
                remedy: "Give pictures of one size")
        }
        fingerprint = SHA256.hex(
            of: training.pixels + training.labels.map { UInt8(truncatingIfNeeded: $0) } + test.pixels
                + test.labels.map { UInt8(truncatingIfNeeded: $0) })
    }
}
