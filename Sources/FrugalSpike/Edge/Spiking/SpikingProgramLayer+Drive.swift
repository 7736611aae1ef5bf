extension SpikingProgramLayer {
    /// From the spikes that came in to currents: a loop over spikes, and in it one over what each reaches. The tables it
    /// needs are added to `source`.
    func drive(_ weights: EdgeWeights, in source: inout EdgeSource) -> EdgeFunction {
        let (what, body): (String, String)
        switch layer.connection {
        case .dense(let dense):
            what = "\(dense.inputs) inputs to \(dense.outputs) neurons, weights by input"
            let matrix = EdgeMatrix(rows: dense.outputs, values: dense.weights)
            body = summed(matrix, bias: dense.bias, places: 1, weights, in: &source) {
                """
                    let row: Int = Int(spikes[k]) * \(dense.outputs)
                    for i in 0..<\(dense.outputs) {
                        \(add("weights\(number)[row + i]", to: "i"))
                    }
                """
            }
        case .convolution(let it):
            what =
                "a \(it.kernel)x\(it.kernel) convolution of \(it.channels) pictures of \(it.height)x\(it.width) to "
                + "\(it.filters) of \(it.outputHeight)x\(it.outputWidth), weights by input"
            let places = it.outputHeight * it.outputWidth
            let matrix = EdgeMatrix(rows: it.filters, values: it.weights)
            body = summed(matrix, bias: it.bias, places: places, weights, in: &source) {
                windows(it.grid) {
                    [
                        "let row: Int = ((channel * \(it.kernel) + down) * \(it.kernel) + right) * \(it.filters)",
                        "for filter in 0..<\(it.filters) {",
                        "    let i: Int = filter * \(places) + target",
                        "    \(add("weights\(number)[row + filter]", to: "i"))", "}",
                    ]
                }
            }
        case .averagePool(let window):
            what = "the mean of every \(window.kernel)x\(window.kernel) pixels"
            let count = layer.connection.outputCount
            body =
                cleared(count)
                + spikes {
                    windows(window.grid) { ["current[\(window.target)] += \(takesReal ? "strengths[k]" : "1")"] }
                }
                    + """

                    for i in 0..<\(count) {
                        current[i] = current[i] / \(Float(window.kernel * window.kernel))
                    }
                    """
        case .maxPool(let window):
            what = "of every \(window.kernel)x\(window.kernel) inputs the spikes of that which spiked most"
            body =
                spikes { "    arrived\(number)[Int(spikes[k])] += \(takesReal ? "strengths[k]" : "1")" } + "\n"
                + cleared(layer.connection.outputCount) + spikes { windows(window.grid) { choice(window) } }
        }
        return EdgeFunction(
            name: "drive\(number)", comment: EdgeName.comment(layer.name) + ": \(what).", parameters: [("count", .int)],
            body: body)
    }

    /// The biases and a sum over the spikes of what `body` adds.
    private func summed(
        _ matrix: EdgeMatrix, bias: [Float], places: Int, _ weights: EdgeWeights, in source: inout EdgeSource,
        _ body: () -> String
    ) -> String {
        let matrix = weights == .int8 ? matrix.quantised() : matrix
        let scales = source.addWeights(matrix, values: matrix.columnsFirst(), number: number)
        let bias = bias.isEmpty ? nil : source.addFloats("bias", bias, number: number)
        func loop(_ value: String) -> String {
            """
            for row in 0..<\(matrix.rows) {
                for i in row * \(places)..<(row + 1) * \(places) {
                    current[i] = \(value)
                }
            }
            """
        }
        let shift = bias.map { "\($0)[row]" }
        guard let scales else { return loop(shift ?? "0") + "\n" + spikes(body) }
        return cleared(matrix.rows * places) + spikes(body) + "\n"
            + loop("current[i] * \(scales)[row]" + (shift.map { " + " + $0 } ?? ""))
    }

    private func cleared(_ count: Int) -> String { "for i in 0..<\(count) {\n    current[i] = 0\n}\n" }

    private func spikes(_ body: () -> String) -> String { "for k in 0..<count {\n\(body())\n}" }

    /// A weight added to a current, times the strength of what came in where that is a number.
    private func add(_ weight: String, to place: String) -> String {
        takesReal ? "current[\(place)] += \(weight) * strengths[k]" : "current[\(place)] += \(weight)"
    }

    /// The windows that a place of a picture lies in, with `channel`, `down`, `right` and `target`, the place of the window.
    private func windows(_ it: SpikingGrid, _ body: () -> [String]) -> String {
        """
            let place: Int = Int(spikes[k])
            let channel: Int = place / \(it.height * it.width)
            let line: Int = place / \(it.width) % \(it.height) + \(it.padding)
            let column: Int = place % \(it.width) + \(it.padding)
            for down in 0..<\(it.kernel) {
                let above: Int = line - down
                if \(Self.begins("above", it.stride, it.outputHeight)) {
                    for right in 0..<\(it.kernel) {
                        let before: Int = column - right
                        if \(Self.begins("before", it.stride, it.outputWidth)) {
                            let target: Int = above / \(it.stride) * \(it.outputWidth) + before / \(it.stride)
        \(body().map { "                    " + $0 }.joined(separator: "\n"))
                        }
                    }
                }
            }
        """
    }

    private static func begins(_ distance: String, _ stride: Int, _ count: Int) -> String {
        let isOnGrid = stride == 1 ? "" : " && \(distance) % \(stride) == 0"
        return "\(distance) >= 0 && \(distance) < \(count * stride)\(isOnGrid)"
    }

    /// Whether the place at hand is the one of its window that has spiked most.
    private func choice(_ window: PoolingWindow) -> [String] {
        let first = "(channel * \(window.height) + above) * \(window.width) + before"
        return [
            "let first: Int = \(first)", "var best: Int = first", "for y in 0..<\(window.kernel) {",
            "    for x in 0..<\(window.kernel) {",
            "        let other: Int = first + y * \(window.width) + x",
            "        if arrived\(number)[other] > arrived\(number)[best] {", "            best = other", "        }",
            "    }", "}", "if best == place {",
            "    current[\(window.target)] = \(takesReal ? "strengths[k]" : "1")", "}",
        ]
    }
}

/// Windows on the pictures of a layer.
struct SpikingGrid {
    var height: Int
    var width: Int
    var kernel: Int
    var stride: Int
    var padding: Int
    var outputHeight: Int
    var outputWidth: Int
}

extension ConvolutionSynapses {
    fileprivate var grid: SpikingGrid {
        SpikingGrid(
            height: height, width: width, kernel: kernel, stride: stride, padding: padding,
            outputHeight: outputHeight, outputWidth: outputWidth)
    }
}

extension PoolingWindow {
    fileprivate var grid: SpikingGrid {
        SpikingGrid(
            height: height, width: width, kernel: kernel, stride: stride, padding: 0, outputHeight: outputHeight,
            outputWidth: outputWidth)
    }

    /// The place of the window at hand among the currents.
    fileprivate var target: String { "channel * \(outputHeight * outputWidth) + target" }
}
