import FrugalNN
import FrugalTensor
import FrugalTrack

/// Reads a network link by link: keeps the shape, folds normalisation into weights, and refuses what cannot become
/// spiking.
struct AnalogReader {
    private var shape: [Int]
    private var layers: [AnalogLayer] = []

    init(inputShape: [Int]) throws {
        guard [1, 3].contains(inputShape.count), inputShape.allSatisfy({ $0 > 0 }) else {
            throw FrugalError(
                .model, "\(inputShape)", "examples of this shape have no spiking network",
                remedy: "give rows, or pictures as channels, height and width")
        }
        shape = inputShape
    }

    /// Takes over the next link.
    mutating func read(_ link: any Layer) throws {
        switch link {
        case let linear as Linear: try read(linear)
        case let convolution as Conv2d: try read(convolution)
        case let norm as BatchNorm: try fold(norm)
        case is ReLU: try rectify()
        case let activation as Activation where activation == .relu: try rectify()
        case let activation as Activation where activation == .identity: break
        case let pool as MaxPool2d:
            guard pool.padding == 0 else { throw refusal(pool, "pads its pictures", "pool without padding") }
            try pool2d(pool, pool.window, pool.stride) { .maxPool($0) }
        case let pool as AveragePool2d:
            guard pool.padding == 0 else { throw refusal(pool, "pads its pictures", "pool without padding") }
            try pool2d(pool, pool.window, pool.stride) { .averagePool($0) }
        case let pool as GlobalAveragePool:
            guard shape.count == 3 else { throw refusal(pool, "has no picture to average", "leave it out") }
            let all = Extent(height: shape[1], width: shape[2])
            try pool2d(pool, all, all) { .averagePool($0) }
            shape = [shape.reduce(1, *)]
        case let flatten as Flatten:
            guard flatten.first == 1 else { throw refusal(flatten, "keeps a dimension", "flatten from 1 on") }
            shape = [shape.reduce(1, *)]
        case is Dropout: break
        default:
            throw refusal(
                link, "cannot become spiking",
                "use dense layers, convolutions, batch normalisation, ReLU, pooling and Flatten, one after the other")
        }
    }

    /// All layers.
    func finished() throws -> [AnalogLayer] {
        guard let last = layers.last, last.hasWeights else {
            throw FrugalError(
                .model, "the network", "it does not end in a layer with weights, which would answer",
                remedy: "end it with a dense layer")
        }
        return layers
    }

    private mutating func read(_ linear: Linear) throws {
        let sizes = linear.weight.shape
        guard shape.count == 1, sizes == [sizes[0], shape[0]] else {
            throw refusal(
                linear, "takes \(sizes[1]) numbers and gets the shape \(shape)",
                shape.count == 1 ? "give layers that fit each other" : "put a Flatten before it")
        }
        try append(
            .dense(
                DenseSynapses(
                    inputs: sizes[1], outputs: sizes[0], weights: linear.weight.floats(),
                    bias: linear.bias?.floats() ?? [])))
        shape = [sizes[0]]
    }

    private mutating func read(_ layer: Conv2d) throws {
        let sizes = layer.weight.shape
        guard layer.groups == 1, layer.dilation == 1 else {
            throw refusal(layer, "has groups or gaps", "convolve all channels together, without dilation")
        }
        guard sizes[2] == sizes[3], isSquare(layer.stride), isSquare(layer.padding) else {
            throw refusal(layer, "is not the same in both directions", "use square kernels, strides and padding")
        }
        guard shape.count == 3, shape[0] == sizes[1] else {
            throw refusal(layer, "takes \(sizes[1]) channels and gets the shape \(shape)", "give pictures")
        }
        guard sizes[2] <= min(shape[1], shape[2]) + 2 * layer.padding.height else {
            throw refusal(layer, "has a kernel larger than its picture", "give larger pictures")
        }
        let convolution = ConvolutionSynapses(
            channels: shape[0], height: shape[1], width: shape[2], filters: sizes[0], kernel: sizes[2],
            stride: layer.stride.height, padding: layer.padding.height, weights: layer.weight.floats(),
            bias: layer.bias?.floats() ?? [])
        try append(.convolution(convolution))
        shape = [sizes[0], convolution.outputHeight, convolution.outputWidth]
    }

    private mutating func pool2d(
        _ link: any Layer, _ window: Extent, _ stride: Extent, _ connection: (PoolingWindow) -> SpikingConnection
    ) throws {
        guard shape.count == 3 else { throw refusal(link, "gets the shape \(shape)", "give pictures") }
        guard isSquare(window), isSquare(stride), window.height <= min(shape[1], shape[2]) else {
            throw refusal(link, "has a window that is not square or larger than its picture", "pool square windows")
        }
        let pooling = PoolingWindow(
            channels: shape[0], height: shape[1], width: shape[2], kernel: window.height, stride: stride.height)
        try append(connection(pooling))
        shape = [shape[0], pooling.outputHeight, pooling.outputWidth]
    }

    private mutating func append(_ connection: SpikingConnection) throws {
        if let last = layers.last, last.hasWeights, !last.isRectified {
            throw FrugalError(
                .model, last.name, "no rectifier follows it, and spikes cannot be fewer than none",
                remedy: "put a ReLU between it and the next layer")
        }
        let name = "\(layers.count + 1) \(connection.kindName)"
        layers.append(AnalogLayer(name: name, connection: connection, isRectified: false))
    }

    private mutating func rectify() throws {
        // After windows it finds nothing to do: what they look at was rectified before, or is refused.
        guard let last = layers.indices.last, layers.contains(where: \.hasWeights) else {
            throw FrugalError(
                .model, "ReLU", "it stands before every layer with weights", remedy: "begin with a dense layer")
        }
        layers[last].isRectified = true
    }

    private mutating func fold(_ norm: BatchNorm) throws {
        guard let last = layers.indices.last, layers[last].hasWeights, !layers[last].isRectified else {
            throw refusal(
                norm, "does not follow a layer with weights at once", "normalise before the rectifier")
        }
        let deviations = (norm.runningVariance + norm.epsilon).sqrt().floats()
        let means = norm.runningMean.floats()
        let gains = zip(norm.weight?.floats() ?? means.map { _ in 1 }, deviations).map { $0 / $1 }
        let shifts = zip(zip(norm.bias?.floats() ?? means.map { _ in 0 }, means), gains).map { $0.0 - $0.1 * $1 }
        guard let folded = layers[last].connection.scaled(gains, shifts) else {
            throw refusal(norm, "normalises other channels than the layer before it has", "give layers that fit")
        }
        layers[last].connection = folded
    }

    private func isSquare(_ extent: Extent) -> Bool { extent.height == extent.width }

    private func refusal(_ link: any Layer, _ problem: String, _ remedy: String) -> FrugalError {
        FrugalError(.model, "\(type(of: link)) after \(layers.last?.name ?? "the input")", problem, remedy: remedy)
    }
}

extension SpikingConnection {
    /// Every output channel times its gain, plus its shift; nil where there are other channels.
    fileprivate func scaled(_ gains: [Float], _ shifts: [Float]) -> SpikingConnection? {
        func scaled(_ weights: inout [Float], _ bias: inout [Float], channels: Int) -> Bool {
            guard channels == gains.count, channels > 0 else { return false }
            let fan = weights.count / channels
            for index in weights.indices { weights[index] *= gains[index / fan] }
            bias = (0..<channels).map { (bias.isEmpty ? 0 : bias[$0] * gains[$0]) + shifts[$0] }
            return true
        }
        switch self {
        case .dense(var dense):
            return scaled(&dense.weights, &dense.bias, channels: dense.outputs) ? .dense(dense) : nil
        case .convolution(var convolution):
            return scaled(&convolution.weights, &convolution.bias, channels: convolution.filters)
                ? .convolution(convolution) : nil
        case .averagePool, .maxPool: return nil
        }
    }
}
