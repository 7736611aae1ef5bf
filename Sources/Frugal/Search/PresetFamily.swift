import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// The networks of `frugal fit` as a space of their own, so that a search trains them as it trains whatever it proposes.
struct PresetFamily: NetworkFamily {
    let space: SearchSpace
    private let candidates: [Candidate]

    init(_ candidates: [Candidate]) throws {
        self.candidates = candidates
        space = try SearchSpace("presets", family: "presets", [Decision("preset", candidates.map(\.name))])
    }

    func build(
        _ architecture: FrugalSearch.Architecture, for shape: InputShape, classes: Int,
        using stream: inout RandomStream
    ) throws -> any SearchedNetwork {
        _ = try space.choices(of: architecture)
        let candidate = candidates[architecture.tokens[0]]
        return PresetNetwork(try Network(candidate.architecture, for: shape, classes: classes, using: &stream))
    }
}

/// A network of `frugal fit` in the trainer of a search.
struct PresetNetwork: SearchedNetwork {
    var network: Network
    var dropPath = 0.0

    init(_ network: Network) { self.network = network }

    mutating func visit(_ visitor: inout Visitor) { network.visit(&visitor) }

    func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) { (network(x, pass), nil) }
}
