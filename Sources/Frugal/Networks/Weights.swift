import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The weights of a network on disk.
enum Weights {
    /// Writes parameters and buffers, whole or not at all.
    static func write(_ network: Network, to url: URL) throws {
        try SafetensorsFile.write(network.to(.cpu).stateDictionary, to: url)
    }

    /// Replaces the weights of `network` by those in a file.
    /// - Parameter mapped: whether the tensors may look at the file itself; only for networks that are not trained on.
    /// - Throws: `SafetensorsError` for a damaged file or numbers that are not finite, ``FrugalError`` of kind `model`
    ///   where the file belongs to another network.
    static func read(_ url: URL, into network: inout Network, mapped: Bool = false) throws {
        let reading: SafetensorsFile.Reading = mapped ? .rejectingNonFinite : [.copying, .rejectingNonFinite]
        let state = try SafetensorsFile(at: url).stateDictionary(reading)
        do {
            try network.load(laidOut: state)
        } catch let error as StateError {
            throw FrugalError(.model, url.path, "\(error)", remedy: "copy the bundle again, or fit it anew")
        }
    }
}
