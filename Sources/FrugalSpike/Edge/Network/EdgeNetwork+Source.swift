import FrugalData
import FrugalTrack

extension EdgeNetwork {
    /// The network as one source file.
    /// - Parameter name: what its functions are to be called after; made an identifier.
    /// - Throws: ``FrugalError`` of kind `model` for one that is too large.
    public func file(_ language: EdgeLanguage, named name: String, weights: EdgeWeights) throws -> EdgeFile {
        let network = weights == .int8 ? quantised() : self
        return try EdgeFile(
            network.source(named: name, weights: weights), language: language, weights: weights,
            parameters: parameterCount, operations: ledger)
    }

    private func source(named name: String, weights: EdgeWeights) -> EdgeSource {
        let memory = EdgeMemory(operations)
        var source = EdgeSource(
            name: EdgeName.identifier(name),
            notes: [
                "\(EdgeName.comment(name)): a network of \(Humanise.grouped(parameterCount)) parameters, written by "
                    + "`frugal export` with \(weights.rawValue) weights.",
                "It allocates nothing. An answer takes \(Humanise.grouped(Int(ledger.operations))) multiply-adds.", "",
                "The input is \(inputCount) numbers of float32:",
            ] + inputNotes.map(EdgeName.comment), classes: classes, inputCount: inputCount)
        if memory.count > 0 {
            source.buffers.append(EdgeBuffer(name: "memory", element: .float, count: memory.count))
        }
        source.buffers.append(EdgeBuffer(name: "result", element: .float, count: classes.count))
        for case .encode(let encoding) in operations.map(\.kind) {
            let calls = EdgeKernels.encode(encoding)
            source.functions += EdgeKernels.columns.filter { calls.contains($0.name + "(") }
        }
        for (index, operation) in operations.enumerated() {
            source.functions.append(operation.function(index + 1, in: &source))
        }
        let calls = operations.enumerated().map { index, operation in
            let values = (operation.inputs + [index + 1]).map { value in
                memory.places[value].map { "memory + \($0)" } ?? (value == 0 ? "input" : "result")
            }
            return "layer\(index + 1)(\(values.joined(separator: ", ")))"
        }
        source.functions.append(EdgeKernels.largest(of: "result", count: classes.count))
        source.functions += EdgeKernels.interface(count: classes.count, predict: calls)
        return source
    }
}

extension EdgeOperation {
    /// The function that does it, its tables added to `source`.
    fileprivate func function(_ number: Int, in source: inout EdgeSource) -> EdgeFunction {
        let (what, body) = content(number, in: &source)
        return EdgeFunction(
            name: "layer\(number)",
            comment: EdgeName.comment(name) + ": " + what + (isRectified && !isPlainRectifier ? ", rectified" : "")
                + ".",
            parameters: [("x", .floats)] + (inputs.count > 1 ? [("z", .floats)] : []) + [("y", .mutableFloats)],
            body: body)
    }

    private var isPlainRectifier: Bool { if case .rectify = kind { true } else { false } }

    private func content(_ number: Int, in source: inout EdgeSource) -> (what: String, body: String) {
        switch kind {
        case .linear(let matrix, let bias):
            let scales = source.addWeights(matrix, values: matrix.values, number: number)
            let shift = source.addFloats("bias", bias, number: number)
            return (
                "\(matrix.columns) numbers to \(matrix.rows)",
                EdgeKernels.linear(
                    matrix, number, finish: finish("sum", row: "row", scales, shift), isRectified: isRectified)
            )
        case .convolution(let convolution):
            let scales = source.addWeights(convolution.weights, values: convolution.weights.values, number: number)
            let shift = source.addFloats("bias", convolution.bias, number: number)
            return (
                "a \(convolution.rows.kernel)x\(convolution.columns.kernel) convolution of \(convolution.channels) pictures "
                    + "of \(convolution.rows.side)x\(convolution.columns.side) to \(convolution.weights.rows) of "
                    + "\(convolution.rows.count)x\(convolution.columns.count)",
                EdgeKernels.convolution(
                    convolution, number, finish: finish("sum", row: "filter", scales, shift), isRectified: isRectified)
            )
        case .pool(let pool):
            return (
                "the \(pool.takesLargest ? "largest" : "mean") of every \(pool.rows.kernel)x\(pool.columns.kernel) pixels of "
                    + "\(pool.channels) pictures of \(pool.rows.side)x\(pool.columns.side)",
                EdgeKernels.pool(pool, isRectified: isRectified)
            )
        case .affine(let places, let scale, let shift):
            let names = (
                source.addFloats("scale", scale, number: number), source.addFloats("shift", shift, number: number)
            )
            let value = "x[place] * \(names.0)[channel] + \(names.1)[channel]"
            return (
                "\(scale.count) channels scaled and shifted",
                EdgeKernels.affine(channels: scale.count, places: places, value: value, isRectified: isRectified)
            )
        case .rectify: return ("rectified", EdgeKernels.elements(count, "x[i]", isRectified: true))
        case .add: return ("the sum of two", EdgeKernels.elements(count, "x[i] + z[i]", isRectified: isRectified))
        case .encode(let encoding): return ("the columns as numbers", EdgeKernels.encode(encoding))
        }
    }

    private func finish(_ sum: String, row: String, _ scales: String?, _ bias: String) -> String {
        (scales.map { "\(sum) * \($0)[\(row)]" } ?? sum) + " + \(bias)[\(row)]"
    }
}
