import FrugalTrack

extension MobileFamily {
    /// The stages one below the other.
    public func chart(of architecture: Architecture) throws -> GraphChart {
        var choices = try ChoiceReader(architecture, in: space)
        var nodes = [GraphChart.Node("picture"), GraphChart.Node("stem", detail: "conv 3x3", kind: 6)]
        for stage in 1...stageCount {
            let depth = try choices.number("depth")
            let width = try choices.number("width")
            let kernel = try choices.number("kernel")
            let expansion = try choices.number("expansion")
            nodes.append(
                GraphChart.Node(
                    "stage \(stage): \(depth) \(depth == 1 ? "block" : "blocks")",
                    detail: "\(kernel)x\(kernel), expansion \(expansion), \(width) channels", kind: kernel == 3 ? 2 : 0)
            )
        }
        nodes.append(GraphChart.Node("classifier", detail: "mean over all places"))
        return try GraphChart(
            space.name, nodes: nodes, edges: (1..<nodes.count).map { GraphChart.Edge($0 - 1, $0) })
    }
}
