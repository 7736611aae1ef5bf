import FrugalData
import FrugalTensor
import FrugalTrack

/// A kind of network with its search space: what turns tokens into layers.
public protocol NetworkFamily: Sendable {
    /// The space whose architectures it builds.
    var space: SearchSpace { get }
    /// Architectures that a person would try first, from which a search may begin.
    var starts: [Architecture] { get }

    /// The network of an architecture with fresh weights.
    /// - Throws: `FrugalError` of kind `usage` that names the position for an architecture that is not of the space or does
    ///   not fit the examples; `TensorError` where memory ends.
    func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork

    /// The architecture as boxes and arrows.
    /// - Throws: `FrugalError` of kind `usage` that names the position for an architecture that is not of the space.
    func chart(of architecture: Architecture) throws -> GraphChart
}

extension NetworkFamily {
    /// None.
    public var starts: [Architecture] { [] }

    /// A box for each place at which something is decided, one below the other.
    public func chart(of architecture: Architecture) throws -> GraphChart {
        var (places, settings) = ([String](), [String: [String]]())
        for choice in try space.choices(of: architecture) {
            let place = choice.place.isEmpty ? "throughout" : choice.place
            if settings[place] == nil { places.append(place) }
            settings[place, default: []].append("\(choice.kind) \(choice.option)")
        }
        let nodes =
            [GraphChart.Node("input")]
            + places.map { GraphChart.Node($0, detail: settings[$0, default: []].joined(separator: ", "), kind: 0) }
            + [GraphChart.Node("scores")]
        return try GraphChart(
            space.name, nodes: nodes, edges: (1..<nodes.count).map { GraphChart.Edge($0 - 1, $0) })
    }
}
