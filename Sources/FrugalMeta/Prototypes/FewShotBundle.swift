import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A trained embedding as a bundle that knows no class yet: `frugal teach` gives it some.
public struct FewShotBundle: Sendable {
    /// The network, with batch normalisation's running statistics.
    public var features: ConvFeatures
    /// How it is built and compared.
    public var architecture: FewShotArchitecture
    /// How a picture becomes what it takes; mean 0 and deviation 1 for pixels of 0...1.
    public var input: ImageInput
    /// Classes it was not trained on, such as the validation classes: they tell from where on a picture is none of the
    /// taught classes when each of these has a single picture. See ``heldOut(from:pictures:classes:)``.
    public var heldOut: [PrototypeClass] = []

    /// A bundle to write.
    public init(_ features: ConvFeatures, _ architecture: FewShotArchitecture, input: ImageInput) {
        self.features = features
        self.architecture = architecture
        self.input = input
    }

    /// Pictures of `channels` of 0...1, without any other normalisation.
    public static func input(_ size: PictureSize, channels: Int, filter: ResizeFilter) -> ImageInput {
        ImageInput(
            height: size.height, width: size.width, channels: channels, resizeFilter: filter.rawValue,
            mean: [Double](repeating: 0, count: channels),
            standardDeviation: [Double](repeating: 1, count: channels))
    }

    /// The embeddings of some pictures of some classes of `pool`, as the network sees them in training (ink already
    /// inverted where it was), for ``heldOut``.
    /// - Throws: `TensorError` where the pictures do not fit, ``FrugalError`` where embeddings are not finite.
    public func heldOut(from pool: ClassPool, pictures: Int = 10, classes: Int = 64) throws -> [PrototypeClass] {
        let step = max(1, pool.classes.count / max(1, classes))
        return try stride(from: 0, to: pool.classes.count, by: step).prefix(classes).compactMap {
            place -> PrototypeClass? in
            let members = pool.classes[place]
            let rows = Array(members.rows.prefix(pictures))
            guard !rows.isEmpty else { return nil }
            let values = try Tensor.checking {
                withoutGradients { features(pool.batch(rows), .evaluation).floats() }
            }
            let width = values.count / rows.count
            let normalisation = architecture.embeddingNormalisation
            return try PrototypeClass(
                members.name, examples: rows.map { .init(source: pool.names[$0]) },
                embeddings: rows.indices.flatMap { normalisation(Array(values[($0 * width)..<(($0 + 1) * width)])) },
                width: width)
        }
    }

    /// Writes the bundle, replacing an older one there.
    /// - Parameter change: fills in scores, ledger and whatever else the manifest should say.
    /// - Throws: `TrackError` where it cannot be written, ``FrugalError`` where the parts do not fit.
    @discardableResult
    public func write(
        to url: URL, provenance: Provenance, change: (inout ModelManifest) -> Void = { _ in }
    ) throws -> ModelBundle {
        let width = architecture.embeddingWidth(height: input.height, width: input.width)
        if let fault = architecture.fault(height: input.height, width: input.width) {
            throw FrugalError(.model, url.path, fault)
        }
        let head = try DistanceHead(
            kernel: architecture.kernel, normalisation: architecture.embeddingNormalisation, width: width,
            believedTemperature: architecture.temperature, heldOut: heldOut)
        var manifest = ModelManifest(
            name: url.deletingPathExtension().lastPathComponent,
            architecture: try .init(kind: FewShotArchitecture.kind, recipe: architecture), classes: [],
            input: .image(input), provenance: provenance, temperature: architecture.temperature,
            teaching: TeachingRecord(answersByDistance: true))
        change(&manifest)
        return try ModelBundle.write(manifest, to: url) { folder in
            try SafetensorsFile.write(
                features.to(.cpu).stateDictionary, to: folder.appendingPathComponent(ModelBundle.weightsName))
            try head.write(to: folder.appendingPathComponent(TeachingRecord.fileName))
        }
    }
}
