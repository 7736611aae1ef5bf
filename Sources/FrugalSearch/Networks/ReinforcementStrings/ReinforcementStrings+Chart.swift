import FrugalTensor
import FrugalTrack

extension ReinforcementStrings {
    /// The layers with their skip connections, as in figure 7 of the paper. Colours tell the filters' areas apart.
    public func chart(of architecture: Architecture) throws -> GraphChart {
        let plans = try self.plans(architecture)
        var nodes = [GraphChart.Node("picture")]
        var edges: [GraphChart.Edge] = []
        for plan in plans {
            let stride = plan.stride == 1 ? "" : ", stride \(plan.stride)"
            let area = plan.kernel.height * plan.kernel.width
            nodes.append(
                GraphChart.Node(
                    "conv \(plan.kernel)", detail: "\(plan.filters) filters\(stride)",
                    kind: area == 1 ? 6 : area < 10 ? 2 : area < 26 ? 0 : 1))
            edges += (plan.inputs.isEmpty ? [0] : plan.inputs).map { GraphChart.Edge($0, plan.number) }
        }
        let taken = Set(plans.flatMap(\.inputs))
        nodes.append(GraphChart.Node("classifier", detail: "mean over all places"))
        edges += (1...plans.count).filter { !taken.contains($0) }.map { GraphChart.Edge($0, nodes.count - 1) }
        return try GraphChart("\(space.name), \(plans.count) layers", nodes: nodes, edges: edges)
    }
}
