import FrugalTrack

extension TableFamily {
    /// The layers one below the other.
    public func chart(of architecture: Architecture) throws -> GraphChart {
        var choices = try ChoiceReader(architecture, in: space)
        let activation = try choices.word("activation")
        let dropout = try choices.number("dropout")
        let normalisation = try choices.word("normalisation")
        let isResidual = try choices.word("residual") == "yes"
        let parts =
            (normalisation == "none" ? [] : ["\(normalisation) norm"]) + [activation]
            + (dropout > 0 ? ["dropout \(dropout) %"] : []) + (isResidual ? ["shortcut"] : [])
        var nodes = [GraphChart.Node("row")]
        for _ in 0..<(try choices.number("layers")) {
            nodes.append(
                GraphChart.Node(
                    "\(try choices.number("width")) units", detail: parts.joined(separator: ", "), kind: 0))
        }
        nodes.append(GraphChart.Node("classifier"))
        return try GraphChart(
            space.name, nodes: nodes, edges: (1..<nodes.count).map { GraphChart.Edge($0 - 1, $0) })
    }
}
