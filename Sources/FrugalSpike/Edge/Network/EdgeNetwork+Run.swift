import FrugalData

extension EdgeNetwork {
    /// The scores of an input, in the plainest way: every sum written out, in the order of the exported file. What the
    /// files are tested against.
    /// - Parameter input: ``inputCount`` numbers.
    public func scores(_ input: [Float]) -> [Float] {
        var values = [input]
        for operation in operations {
            let x = values[operation.inputs[0]]
            let result: [Float] =
                switch operation.kind {
                case .linear(let matrix, let bias): matrix.result(x, bias)
                case .convolution(let convolution): convolution.result(x)
                case .pool(let pool): pool.result(x)
                case .affine(let places, let scale, let shift):
                    x.indices.map { x[$0] * scale[$0 / places] + shift[$0 / places] }
                case .rectify: x
                case .add: zip(x, values[operation.inputs[1]]).map(+)
                case .encode(let encoding): zip(encoding.features, x).flatMap { $0.encoded($1) }
                }
            values.append(operation.isRectified ? result.map { $0 > 0 ? $0 : 0 } : result)
        }
        return values[values.count - 1]
    }

    /// The class of an input: the largest score, the first of equals.
    public func answer(_ input: [Float]) -> Int {
        let scores = scores(input)
        return scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
    }
}

extension EdgeMatrix {
    fileprivate func result(_ x: [Float], _ bias: [Float]) -> [Float] {
        values.withUnsafeBufferPointer { values in
            (0..<rows).map { row in
                var sum: Float = 0
                for column in 0..<columns { sum += values[row * columns + column] * x[column] }
                return finished(sum, row, bias)
            }
        }
    }

    /// The sum of a row with its scale and bias.
    fileprivate func finished(_ sum: Float, _ row: Int, _ bias: [Float]) -> Float {
        scales.map { sum * $0[row] + bias[row] } ?? sum + bias[row]
    }
}

extension EdgeConvolution {
    fileprivate func result(_ x: [Float]) -> [Float] {
        let (inGroup, filters) = (channels / groups, weights.rows / groups)
        let downs = (0..<rows.count).map(rows.inside)
        let rights = (0..<columns.count).map(columns.inside)
        var result: [Float] = []
        result.reserveCapacity(weights.rows * rows.count * columns.count)
        // Without the checks of arrays, comparing ten thousand answers takes seconds and not minutes.
        x.withUnsafeBufferPointer { x in
            weights.values.withUnsafeBufferPointer { values in
                for filter in 0..<weights.rows {
                    for (row, down) in downs.enumerated() {
                        for (column, right) in rights.enumerated() {
                            var sum: Float = 0
                            for channel in 0..<inGroup {
                                let picture = filter / filters * inGroup + channel
                                for y in down {
                                    let from = (picture * rows.side + rows.place(row, y)) * columns.side
                                    let kernel = ((filter * inGroup + channel) * rows.kernel + y) * columns.kernel
                                    for z in right { sum += values[kernel + z] * x[from + columns.place(column, z)] }
                                }
                            }
                            result.append(weights.finished(sum, filter, bias))
                        }
                    }
                }
            }
        }
        return result
    }
}

extension EdgePool {
    fileprivate func result(_ x: [Float]) -> [Float] {
        var result: [Float] = []
        for channel in 0..<channels {
            for row in 0..<rows.count {
                for column in 0..<columns.count {
                    var window: [Float] = []
                    for down in rows.inside(row) {
                        let from = (channel * rows.side + rows.place(row, down)) * columns.side
                        window += columns.inside(column).map { x[from + columns.place(column, $0)] }
                    }
                    result.append(
                        takesLargest
                            ? window.reduce(-Float.greatestFiniteMagnitude) { $1 > $0 ? $1 : $0 }
                            : window.reduce(0, +) / Float(rows.kernel * columns.kernel))
                }
            }
        }
        return result
    }
}

extension TabularEncoding.Feature {
    /// The numbers of a column from the one number that stands for its entry.
    fileprivate func encoded(_ value: Float) -> [Float] {
        switch self {
        case .numeric(let numeric):
            let known = value.isNaN ? Float(numeric.median) : value
            let scaled = (known - Float(numeric.mean)) / Float(numeric.deviation)
            return [max(-10, min(10, scaled))] + (numeric.marksMissing ? [value.isNaN ? 1 : 0] : [])
        case .categorical(let categorical):
            let slots = categorical.levels.indices.map { Float($0) == value ? Float(1) : 0 }
            let isOther = !value.isNaN && !slots.contains(1)
            return slots + (categorical.hasOther ? [isOther ? 1 : 0] : [])
                + (categorical.marksMissing ? [value.isNaN ? 1 : 0] : [])
        }
    }
}
