import FrugalTrack

extension EnasMacro {
    /// The layers with their skip connections, as in figure 7 of the paper. Colours tell the operations apart.
    public func chart(of architecture: Architecture) throws -> GraphChart {
        let plan = try MacroPlan(architecture, in: space, layers: settings.layers)
        var nodes = [GraphChart.Node("stem", detail: "conv-3x3")]
        var edges: [GraphChart.Edge] = []
        for (number, layer) in plan.layers.enumerated() {
            let halves = settings.reductions.contains(number) ? ", then halved" : ""
            edges += (layer.skips + [number]).map { GraphChart.Edge($0, nodes.count) }
            nodes.append(
                GraphChart.Node(
                    layer.operation.rawValue, detail: "layer \(number + 1)\(halves)",
                    kind: Operation.allCases.firstIndex(of: layer.operation) ?? 0))
        }
        edges.append(GraphChart.Edge(nodes.count - 1, nodes.count))
        nodes.append(GraphChart.Node("classifier", detail: "mean over all places"))
        return try GraphChart("\(space.name), \(settings.layers) layers", nodes: nodes, edges: edges)
    }
}
