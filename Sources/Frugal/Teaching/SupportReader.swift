import FrugalData
import FrugalMeta
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Turns the pictures of a class into embeddings, a few at a time, so that ten thousand need no more memory than some.
struct SupportReader {
    let network: any EmbeddingNetwork
    let preprocessing: Preprocessing
    let normalisation: EmbeddingNormalisation
    let device: Device

    /// The pictures at `path`, a folder or a file, as a class.
    /// - Parameter isGoingOn: told how many are done and how many there are; false stops.
    /// - Throws: `DataError` that names a folder without pictures or a broken file, ``FrugalError`` of kind `interrupted`.
    func read(_ name: String, at path: String, isGoingOn: (Int, Int) -> Bool) throws -> PrototypeClass {
        let files = try ImageFolder.pictures(at: path)
        var examples: [PrototypeClass.Example] = []
        var embeddings: [Float] = []
        for start in stride(from: 0, to: files.count, by: batchSize) {
            guard isGoingOn(start, files.count) else {
                throw FrugalError(
                    .interrupted, name, "stopped after \(start) of \(files.count) pictures",
                    remedy: "nothing has changed")
            }
            let piece = files[start..<min(start + batchSize, files.count)]
            let images = try piece.map { try preprocessing.sized(Image.read($0, channels: preprocessing.channels)) }
            for (file, image) in zip(piece, images) {
                examples.append(PrototypeClass.Example(source: file, sha256: Self.hash(of: image)))
            }
            embeddings += try self.embeddings(of: preprocessing.tensor(sized: images), count: images.count)
        }
        _ = isGoingOn(files.count, files.count)
        return try PrototypeClass(
            name, examples: examples, embeddings: embeddings, width: embeddings.count / max(1, files.count))
    }

    /// The checksum of what a network is shown: equal for one picture in two files, whatever their format.
    static func hash(of image: Image) -> String { hash(of: image.pixels, image.height, image.width) }

    /// The checksum of pixels that were brought to the size of the network.
    static func hash(of pixels: [UInt8], _ height: Int, _ width: Int) -> String {
        SHA256.hex(of: Array("\(height)x\(width) ".utf8) + pixels)
    }

    /// At most 256 pictures at a time, and no more than 16 million numbers.
    private var batchSize: Int { max(1, min(256, (1 << 24) / max(1, preprocessing.shape.count))) }

    private func embeddings(of input: Tensor, count: Int) throws -> [Float] {
        let values = try Tensor.checking {
            withoutGradients { network.embedding(input.to(device), .evaluation).floats() }
        }
        let width = values.count / max(1, count)
        return (0..<count).flatMap { normalisation(Array(values[($0 * width)..<(($0 + 1) * width)])) }
    }
}
