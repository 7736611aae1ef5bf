import FrugalTrack

extension EnasMicro {
    /// Both cells, as in figures 5 and 8 of the paper: the normal cell first. Colours tell the operations apart.
    public func chart(of architecture: Architecture) throws -> GraphChart {
        let plan = try MicroPlan(architecture, in: space, nodes: settings.nodes)
        var nodes: [GraphChart.Node] = []
        var edges: [GraphChart.Edge] = []
        for (name, cell) in zip(Self.cellNames, [plan.normal, plan.reduction]) {
            let begin = nodes.count
            nodes.append(GraphChart.Node("older input", detail: "\(name) cell"))
            nodes.append(GraphChart.Node("newer input", detail: "\(name) cell"))
            // Where each output of the cell is among the boxes.
            var places = [begin, begin + 1]
            for (number, node) in cell.enumerated() {
                for edge in node.edges {
                    edges.append(GraphChart.Edge(places[edge.input], nodes.count))
                    nodes.append(GraphChart.Node(edge.operation.rawValue, kind: edge.operation.colour))
                }
                edges += [GraphChart.Edge(nodes.count - 2, nodes.count), GraphChart.Edge(nodes.count - 1, nodes.count)]
                places.append(nodes.count)
                nodes.append(GraphChart.Node("node \(number + 2)", detail: "sum"))
            }
            edges += MicroPlan.looseEnds(cell).map { GraphChart.Edge(places[$0], nodes.count) }
            nodes.append(GraphChart.Node("output", detail: "\(name) cell"))
        }
        return try GraphChart("\(space.name), \(settings.nodes) nodes a cell", nodes: nodes, edges: edges)
    }
}

extension EnasMicro.Operation {
    /// The number of the colour that marks it.
    fileprivate var colour: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
