import SpikeEngine

extension SparseMap {
    /// The map as wiring of the engine, every factor times `gain`: dense where most pairs are connected.
    func wiring(gain: Double) -> Wiring {
        let count = rows.reduce(0) { $0 + $1.count }
        if count * 2 > rows.count * outputs {
            var weights = Array(repeating: Float(0), count: rows.count * outputs)
            for (source, row) in rows.enumerated() {
                for (target, factor) in row { weights[source * outputs + target] = Float(factor * gain) }
            }
            return .dense(weights)
        }
        var sparse = SparseWeights(starts: [0], targets: [], weights: [])
        for row in rows {
            for (target, factor) in row.sorted(by: { $0.key < $1.key }) {
                sparse.targets.append(target)
                sparse.weights.append(Float(factor * gain))
            }
            sparse.starts.append(sparse.targets.count)
        }
        return .sparse(sparse)
    }
}
