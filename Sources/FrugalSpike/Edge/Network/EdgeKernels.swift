import FrugalData

/// The loops of an exported file, in the subset that ``CSyntax`` describes.
enum EdgeKernels {
    static func linear(_ matrix: EdgeMatrix, _ number: Int, finish: String, isRectified: Bool) -> String {
        """
        for row in 0..<\(matrix.rows) {
            var sum: Float = 0
            for i in 0..<\(matrix.columns) {
                sum += weights\(number)[row * \(matrix.columns) + i] * x[i]
            }
            let value: Float = \(finish)
            y[row] = \(rectified("value", isRectified))
        }
        """
    }

    static func convolution(
        _ it: EdgeConvolution, _ number: Int, finish: String, isRectified: Bool
    ) -> String {
        let (rows, columns, inGroup) = (it.rows, it.columns, it.channels / it.groups)
        let first = it.groups == 1 ? "" : "filter / \(it.weights.rows / it.groups) * \(inGroup) + "
        return """
            for filter in 0..<\(it.weights.rows) {
                for row in 0..<\(rows.count) {
                    for column in 0..<\(columns.count) {
                        var sum: Float = 0
                        for channel in 0..<\(inGroup) {
                            for down in 0..<\(rows.kernel) {
                                let line: Int = \(place("row", "down", rows))
                                if line >= 0 && line < \(rows.side) {
                                    let from: Int = ((\(first)channel) * \(rows.side) + line) * \(columns.side)
                                    let kernel: Int = ((filter * \(inGroup) + channel) * \(rows.kernel) + down) * \
            \(columns.kernel)
                                    for right in 0..<\(columns.kernel) {
                                        let place: Int = \(place("column", "right", columns))
                                        if place >= 0 && place < \(columns.side) {
                                            sum += weights\(number)[kernel + right] * x[from + place]
                                        }
                                    }
                                }
                            }
                        }
                        let value: Float = \(finish)
                        y[(filter * \(rows.count) + row) * \(columns.count) + column] = \(rectified("value", isRectified))
                    }
                }
            }
            """
    }

    static func pool(_ it: EdgePool, isRectified: Bool) -> String {
        let (rows, columns) = (it.rows, it.columns)
        let step =
            it.takesLargest
            ? "value = x[from + place] > value ? x[from + place] : value" : "value += x[from + place]"
        let end = it.takesLargest ? "value" : "value / \(Float(rows.kernel * columns.kernel))"
        return """
            for channel in 0..<\(it.channels) {
                for row in 0..<\(rows.count) {
                    for column in 0..<\(columns.count) {
                        var value: Float = \(it.takesLargest ? "-3.4028235e+38" : "0")
                        for down in 0..<\(rows.kernel) {
                            let line: Int = \(place("row", "down", rows))
                            if line >= 0 && line < \(rows.side) {
                                let from: Int = (channel * \(rows.side) + line) * \(columns.side)
                                for right in 0..<\(columns.kernel) {
                                    let place: Int = \(place("column", "right", columns))
                                    if place >= 0 && place < \(columns.side) {
                                        \(step)
                                    }
                                }
                            }
                        }
                        let pooled: Float = \(end)
                        y[(channel * \(rows.count) + row) * \(columns.count) + column] = \(rectified("pooled", isRectified))
                    }
                }
            }
            """
    }

    static func affine(channels: Int, places: Int, value: String, isRectified: Bool) -> String {
        """
        for channel in 0..<\(channels) {
            for place in channel * \(places)..<(channel + 1) * \(places) {
                let value: Float = \(value)
                y[place] = \(rectified("value", isRectified))
            }
        }
        """
    }

    static func elements(_ count: Int, _ value: String, isRectified: Bool) -> String {
        """
        for i in 0..<\(count) {
            let value: Float = \(value)
            y[i] = \(rectified("value", isRectified))
        }
        """
    }

    /// The index of the largest number of a buffer, the first of equals.
    static func largest(of buffer: String, count: Int) -> EdgeFunction {
        EdgeFunction(
            name: "largest", comment: "The largest score, the first of equals.", result: .int,
            body: """
                var best: Int = 0
                for i in 0..<\(count) {
                    if \(buffer)[i] > \(buffer)[best] {
                        best = i
                    }
                }
                return best
                """)
    }

    /// What a program calls: start, predict, scores.
    static func interface(count: Int, predict: [String]) -> [EdgeFunction] {
        [
            EdgeFunction(
                name: "start", comment: "Puts all scores to zero; to be called once.", isPublic: true,
                body: "for i in 0..<\(count) {\n    result[i] = 0\n}"),
            EdgeFunction(
                name: "predict", comment: "The class of an input, by its place among the names.",
                parameters: [("input", .floats)], result: .int, isPublic: true,
                body: (predict + ["return largest()"]).joined(separator: "\n")),
            scores,
        ]
    }

    static let scores = EdgeFunction(
        name: "scores", comment: "The scores of the last answer, a number a class; they change with the next.",
        result: .floats, isPublic: true, body: "return UnsafePointer(result)")

    private static func rectified(_ value: String, _ isRectified: Bool) -> String {
        isRectified ? "\(value) > 0 ? \(value) : 0" : value
    }

    private static func place(_ window: String, _ pixel: String, _ it: EdgeWindow) -> String {
        let start = it.stride == 1 ? window : "\(window) * \(it.stride)"
        let inside = it.dilation == 1 ? pixel : "\(pixel) * \(it.dilation)"
        return "\(start) + \(inside)" + (it.padding == 0 ? "" : " - \(it.padding)")
    }
}
