import FrugalTrack

extension MobileFamily {
    /// The stages one below the other.
    public func chart(of architecture: Architecture) throws -> GraphChart {
        var nodes = [GraphChart.Node("picture"), GraphChart.Node("stem", detail: "conv 3x3", kind: 6)]
        for (number, stage) in try stages(of: architecture).enumerated() {
            let isPlain = stage.block == .convolution
            let what =
                isPlain ? (stage.depth == 1 ? "convolution" : "convolutions") : stage.depth == 1 ? "block" : "blocks"
            let detail = isPlain ? "" : ", \(stage.block.name)"
            nodes.append(
                GraphChart.Node(
                    "stage \(number + 1): \(stage.depth) \(what)",
                    detail: "\(stage.kernel)x\(stage.kernel)\(detail), \(stage.width) channels",
                    kind: isPlain ? 6 : stage.kernel == 3 ? 2 : 0))
        }
        nodes.append(GraphChart.Node("classifier", detail: "mean over all places"))
        return try GraphChart(
            space.name, nodes: nodes, edges: (1..<nodes.count).map { GraphChart.Edge($0 - 1, $0) })
    }
}
