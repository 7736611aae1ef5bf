/// Weights in rows, one a neuron or filter, as they are or quantised.
public struct EdgeMatrix: Hashable, Sendable {
    /// The rows.
    public let rows: Int
    /// Row after row: weights, or the whole numbers that ``scales`` make weights of.
    public let values: [Float]
    /// What the whole numbers of each row are times; nil for weights as they are.
    public let scales: [Float]?

    /// Weights as they are.
    public init(rows: Int, values: [Float]) {
        self.rows = rows
        self.values = values
        scales = nil
    }

    private init(rows: Int, values: [Float], scales: [Float]) {
        self.rows = rows
        self.values = values
        self.scales = scales
    }

    /// Numbers of a row.
    public var columns: Int { rows > 0 ? values.count / rows : 0 }

    /// The matrix in whole numbers from -127 to 127: the largest weight of each row becomes 127, the others are rounded.
    public func quantised() -> EdgeMatrix {
        guard scales == nil else { return self }
        var scales: [Float] = []
        var whole: [Float] = []
        whole.reserveCapacity(values.count)
        for row in 0..<rows {
            let weights = values[row * columns..<(row + 1) * columns]
            let scale = weights.reduce(0) { max($0, abs($1)) } / 127
            scales.append(scale)
            // Below the normal numbers a quotient may overflow; such weights are as good as zero.
            whole += weights.map { scale > .leastNormalMagnitude ? ($0 / scale).rounded() : 0 }
        }
        return EdgeMatrix(rows: rows, values: whole, scales: scales)
    }

    /// The weights, whole numbers times their scale.
    public var weights: [Float] {
        guard let scales, columns > 0 else { return values }
        return values.enumerated().map { $1 * scales[$0 / columns] }
    }

    /// Column after column: what a spike of each input adds to all rows lies together.
    func columnsFirst() -> [Float] {
        (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
    }
}
