import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

extension SpikingNetwork {
    /// How a bundle names and describes the network.
    /// - Throws: ``TrackError`` where a setting is no number.
    public func architecture() throws -> ModelManifest.Architecture {
        try ModelManifest.Architecture(kind: SpikingArchitecture.kind, recipe: SpikingArchitecture(self))
    }

    /// Writes the weights: `layers.0.weight`, `[outputs, inputs]` or `[filters, channels, kernel, kernel]`, and
    /// `layers.0.bias`.
    /// - Throws: `SafetensorsError` where the disk refuses.
    public func writeWeights(to url: URL) throws {
        var state = StateDictionary()
        for (index, layer) in layers.enumerated() {
            let (weights, shape, bias): ([Float], [Int], [Float])
            switch layer.connection {
            case .dense(let dense):
                (weights, shape, bias) = (dense.weights, [dense.outputs, dense.inputs], dense.bias)
            case .convolution(let it):
                (weights, shape, bias) = (it.weights, [it.filters, it.channels, it.kernel, it.kernel], it.bias)
            case .averagePool, .maxPool: continue
            }
            state[SpikingArchitecture.weightName(index)] = Tensor(weights, shape: shape)
            if !bias.isEmpty { state[SpikingArchitecture.biasName(index)] = Tensor(bias) }
        }
        try SafetensorsFile.write(state, to: url)
    }

    /// The network of a bundle.
    /// - Throws: ``FrugalError`` or `SafetensorsError` that names the file and the fault.
    public init(_ bundle: ModelBundle) throws {
        let architecture = bundle.manifest.architecture
        guard architecture.kind == SpikingArchitecture.kind else {
            throw FrugalError(
                .model, bundle.url.path, "this is no spiking network but a \(architecture.kind) one",
                remedy: "make one of it with `frugal spike convert`")
        }
        let file = try SafetensorsFile(at: bundle.weights)
        do {
            self = try architecture.recipe(as: SpikingArchitecture.self).network(with: file)
        } catch let error as FrugalError {
            throw FrugalError(
                .model, bundle.url.path, "\(error.subject): \(error.problem)",
                remedy: "copy the bundle again, or convert it anew")
        }
    }
}
