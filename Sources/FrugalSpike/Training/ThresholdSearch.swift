import FrugalData
import FrugalTensor
import FrugalTrack

/// Looks for thresholds that save operations after training: a higher one lets fewer spikes through.
///
/// Layer by layer from the input on, the threshold becomes the one with the fewest operations among a few multiples of
/// the trained one with which accuracy on validation pictures stays above a floor; then the layers are gone through
/// again. The choice is made on these pictures, so accuracy is to be read on others.
public struct ThresholdSearch: Codable, Sendable, Equatable {
    /// What thresholds are multiplied by.
    public var factors = [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2]
    /// How far accuracy may fall below that of the trained thresholds, as a share.
    public var tolerance = 0.001
    /// How often the layers are gone through.
    public var rounds = 2

    /// The standard settings.
    public init() {}

    /// What was found.
    public struct Finding: Sendable {
        /// The network with the chosen thresholds.
        public var network: SurrogateNetwork
        /// What each layer's threshold was multiplied by; 1 for layers that never spike.
        public var factors: [Double]
        /// How the trained thresholds did on the pictures.
        public var before: SpikingScore
        /// How the chosen ones did.
        public var after: SpikingScore
    }

    /// Searches on the examples of `source` at `indices`.
    /// - Throws: as ``SurrogateNetwork/score(on:_:seed:batchSize:check:)``.
    public func search(
        _ network: SurrogateNetwork, on source: some BatchSource, _ indices: [Int]? = nil, seed: UInt64 = 0,
        check: () throws -> Void = {}
    ) throws -> Finding {
        let before = try network.score(on: source, indices, seed: seed, check: check)
        var best = Finding(
            network: network, factors: network.layers.map { _ in 1 }, before: before, after: before)
        for _ in 0..<rounds {
            let last = best.factors
            for layer in network.layers.indices where network.layers[layer].neurons?.threshold != nil {
                for factor in factors where factor != best.factors[layer] {
                    var tried = best
                    tried.factors[layer] = factor
                    tried.network = scaled(network, by: tried.factors)
                    tried.after = try tried.network.score(on: source, indices, seed: seed, check: check)
                    let keeps = tried.after.accuracy >= before.accuracy - tolerance
                    if keeps, tried.after.operations < best.after.operations { best = tried }
                }
            }
            if best.factors == last { break }
        }
        return best
    }

    private func scaled(_ network: SurrogateNetwork, by factors: [Double]) -> SurrogateNetwork {
        var copy = network
        for (layer, factor) in factors.enumerated() {
            guard let threshold = network.layers[layer].neurons?.threshold else { continue }
            copy.layers[layer].neurons?.threshold = threshold * Float(factor)
        }
        return copy
    }
}
