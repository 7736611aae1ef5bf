import Foundation
import FrugalData
import FrugalMeta
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack

extension Network {
    /// The network of a bundle, with its weights.
    /// - Throws: ``FrugalError`` of kind `model` that names the bundle where the architecture cannot be, `SafetensorsError`
    ///   for damaged weights.
    init(_ bundle: ModelBundle, for shape: InputShape) throws {
        let manifest = bundle.manifest
        if manifest.architecture.kind == SpikingArchitecture.kind {
            self.init(try SpikingClassifier(bundle, for: shape))
            return
        }
        do {
            if manifest.architecture.kind == FewShotArchitecture.kind {
                guard case .image(let input) = manifest.input else {
                    throw FrugalError(.model, "", "a few-shot network takes pictures and not rows of a table")
                }
                self.init(try manifest.architecture.recipe(as: FewShotArchitecture.self).network(for: input))
            } else {
                var random = RandomStream(seed: 0)
                // The classes of a bundle that was taught are not those of its trained head.
                let classes = manifest.teaching?.trained?.classes ?? manifest.classes
                try self.init(
                    manifest.architecture.recipe(as: Architecture.self), for: shape, classes: classes.count,
                    using: &random)
            }
        } catch let error as FrugalError {
            throw FrugalError(
                .model, bundle.url.path, "model.json: \(error.problem)",
                remedy: "copy the bundle again, or fit it anew")
        }
        try Weights.read(bundle.weights, into: &self, mapped: true)
    }
}

extension SpikingClassifier {
    /// The spiking network of a bundle.
    /// - Throws: ``FrugalError`` that names the bundle where the network does not fit its inputs or classes.
    fileprivate init(_ bundle: ModelBundle, for shape: InputShape) throws {
        self.init(try EventNetwork(SpikingNetwork(bundle)))
        guard network.network.inputCount == shape.count, network.classCount == bundle.manifest.classes.count else {
            throw FrugalError(
                .model, bundle.url.path,
                "model.json: a network from \(network.network.inputCount) numbers to \(network.classCount) answers "
                    + "does not fit examples of \(shape.count) numbers in \(bundle.manifest.classes.count) classes",
                remedy: "copy the bundle again, or convert it anew")
        }
    }
}
