import FrugalNN
import FrugalTensor

/// A layer that small targets can run.
public protocol EdgeLayer: Layer {
    /// Appends what the layer computes in evaluation.
    /// - Throws: `FrugalError` of kind `model` that names the layer where its settings cannot be exported.
    func append(to builder: inout EdgeBuilder) throws
}

extension Linear: EdgeLayer {
    /// A row of weights a number that goes out.
    public func append(to builder: inout EdgeBuilder) throws {
        let (outputs, inputs) = (weight.size(of: 0), weight.size(of: 1))
        guard builder.value.shape == [inputs] else {
            throw builder.refusal("it takes \(inputs) numbers and gets \(builder.value.shape)")
        }
        try builder.append(
            .linear(
                EdgeMatrix(rows: outputs, values: weight.floats()),
                bias: bias?.floats() ?? Array(repeating: 0, count: outputs)), shape: [outputs])
    }
}

extension Conv2d: EdgeLayer {
    /// Kernels slid over the picture.
    public func append(to builder: inout EdgeBuilder) throws {
        let (channels, height, width) = try builder.picture()
        let shape = weight.shape
        guard groups > 0, shape.count == 4, shape[1] * groups == channels, shape[0].isMultiple(of: groups) else {
            throw builder.refusal("its weights \(shape) in \(groups) groups do not fit \(channels) channels")
        }
        let rows = EdgeWindow(
            side: height, kernel: shape[2], stride: stride.height, padding: padding.height, dilation: dilation.height)
        let columns = EdgeWindow(
            side: width, kernel: shape[3], stride: stride.width, padding: padding.width, dilation: dilation.width)
        guard rows.isPossible, columns.isPossible else {
            throw builder.refusal("its kernel of \(shape[2])x\(shape[3]) does not fit a picture of \(height)x\(width)")
        }
        let convolution = EdgeConvolution(
            channels: channels, rows: rows, columns: columns, groups: groups,
            weights: EdgeMatrix(rows: shape[0], values: weight.floats()),
            bias: bias?.floats() ?? Array(repeating: 0, count: shape[0]))
        try builder.append(.convolution(convolution), shape: [shape[0], rows.count, columns.count])
    }
}

extension BatchNorm: EdgeLayer {
    /// A scale and a shift for each channel, folded into a linear map or convolution just before.
    public func append(to builder: inout EdgeBuilder) throws {
        let channels = runningMean.count
        guard builder.value.shape.first == channels else {
            throw builder.refusal("it takes \(channels) channels and gets \(builder.value.shape)")
        }
        let ones = Array(repeating: 1.0, count: channels)
        let (means, variances) = (runningMean.doubles(), runningVariance.doubles())
        let (weights, biases) = (weight?.doubles() ?? ones, bias?.doubles() ?? ones.map { _ in 0 })
        let scale = zip(weights, variances).map { $0 / ($1 + epsilon).squareRoot() }
        let shift = channels == 0 ? [] : (0..<channels).map { biases[$0] - means[$0] * scale[$0] }
        try builder.normalise(scale: scale, shift: shift)
    }
}

extension EdgeBuilder {
    /// Every channel times its scale, plus its shift.
    public mutating func normalise(scale: [Double], shift: [Double]) throws {
        if let last = foldable, let folded = operations[last].kind.folding(scale: scale, shift: shift) {
            return try replace(last, with: folded)
        }
        let places = value.shape.dropFirst().reduce(1, *)
        try append(
            .affine(places: places, scale: scale.map { Float($0) }, shift: shift.map { Float($0) }), shape: value.shape)
    }

    /// The largest or mean of windows of the picture.
    public mutating func pool(
        _ window: Extent, stride: Extent? = nil, padding: Extent = 0, takesLargest: Bool
    ) throws {
        let (channels, height, width) = try picture()
        let stride = stride ?? window
        let rows = EdgeWindow(side: height, kernel: window.height, stride: stride.height, padding: padding.height)
        let columns = EdgeWindow(side: width, kernel: window.width, stride: stride.width, padding: padding.width)
        guard rows.isPossible, columns.isPossible, 2 * padding.height <= window.height,
            2 * padding.width <= window.width
        else {
            throw refusal("its window of \(window) does not fit a picture of \(height)x\(width)")
        }
        try append(
            .pool(EdgePool(channels: channels, rows: rows, columns: columns, takesLargest: takesLargest)),
            shape: [channels, rows.count, columns.count])
    }

    /// The mean of every channel, as a vector.
    public mutating func globalAveragePool() throws {
        let (_, height, width) = try picture()
        if height * width > 1 { try pool(Extent(height: height, width: width), takesLargest: false) }
        flatten()
    }
}

extension EdgeOperation.Kind {
    /// The same operation with its rows scaled and shifted; nil for one without weights.
    fileprivate func folding(scale: [Double], shift: [Double]) -> EdgeOperation.Kind? {
        func rows(_ matrix: EdgeMatrix) -> EdgeMatrix {
            let columns = matrix.columns
            return EdgeMatrix(
                rows: matrix.rows,
                values: matrix.values.indices.map { Float(Double(matrix.values[$0]) * scale[$0 / columns]) })
        }
        func moved(_ bias: [Float]) -> [Float] { bias.indices.map { Float(Double(bias[$0]) * scale[$0] + shift[$0]) } }
        switch self {
        case .linear(let matrix, let bias): return .linear(rows(matrix), bias: moved(bias))
        case .convolution(var convolution):
            convolution.weights = rows(convolution.weights)
            convolution.bias = moved(convolution.bias)
            return .convolution(convolution)
        case .pool, .affine, .rectify, .add, .encode: return nil
        }
    }
}
