import FrugalData

/// Puts the nodes of a chain together to the layers of a feed-forward network.
struct ChainBuilder {
    let timeStep: Double
    let reading: NIRReading
    private(set) var inputShape: [Int] = []
    private(set) var notes: [String] = []
    /// The shape of what the last node passed on.
    private var shape: [Int] = []
    private var layers: [SpikingLayer] = []
    /// The weights that wait for their neurons.
    private var waiting: (name: String, connection: SpikingConnection)?
    private var lastNode = ""

    init(timeStep: Double, reading: NIRReading) {
        self.timeStep = timeStep
        self.reading = reading
    }

    /// Takes the next node, which passes on `shape`.
    mutating func add(_ node: NIRNode, _ key: String, shape: [Int]) throws {
        defer {
            self.shape = shape
            if node.type != .output { lastNode = key }
        }
        if let last = layers.last, last.neurons != nil, last.neurons?.threshold == nil, node.type != .output {
            throw node.fault(
                .unsupported, "'\(last.name)' before it has no spikes", remedy: "Use such neurons at the end only")
        }
        var name = key
        if case .text(let layer) = node.metadata[NIRNote.layer] { name = layer }
        switch node.type {
        case .input: inputShape = shape
        case .output, .flatten: break
        case .affine, .linear: try connect(name, .dense(dense(node)))
        case .scale: try connect(name, Self.oneToOne(node.numbers(.scale), self.shape, node))
        case .convolution2d: try connect(name, .convolution(convolution(node)))
        case .averagePool2d: try connect(name, .averagePool(pool(node)))
        case .sumPool2d: try connect(name, .convolution(sum(pool(node), node)))
        case .delay, .convolution1d, .currentLeakyIntegrator, .currentLeakyIntegrateAndFire, .graph:
            throw node.fault(
                .unsupported, "a feed-forward network has no \(node.type.rawValue)",
                remedy: "Read it for the engine, which has")
        default: try add(neurons: node, name)
        }
    }

    /// The layers.
    mutating func finished() throws -> [SpikingLayer] {
        guard waiting == nil, layers.last?.neurons != nil else {
            throw DataError(
                .unsupported, place: "node '\(lastNode)'", "no neurons follow, so that nothing could answer",
                remedy: "Put neurons behind it: an I sums its input")
        }
        return layers
    }

    private mutating func connect(_ name: String, _ connection: SpikingConnection) {
        if let waiting { layers.append(SpikingLayer(name: waiting.name, connection: waiting.connection, neurons: nil)) }
        waiting = (name, connection)
    }

    private mutating func add(neurons node: NIRNode, _ name: String) throws {
        let membrane = try NIRMembrane(node, timeStep: timeStep, reading: reading)
        notes += membrane.notes.map { "node '\(name)': \($0)" }
        // A pool has no weights that could take up the gain.
        if waiting == nil || (waiting?.connection.isPool == true && membrane.gain != 1) {
            connect("\(name) in", try Self.oneToOne(NIRArray(repeating: 1, shape: []), shape, node))
        }
        guard let (layer, connection) = waiting else { return }
        waiting = nil
        layers.append(
            SpikingLayer(
                name: layer, connection: connection.scaled(by: membrane.gain), neurons: try neurons(membrane, node)))
    }

    private func neurons(_ membrane: NIRMembrane, _ node: NIRNode) throws -> SpikingNeurons {
        let decay = Float(membrane.decay)
        guard let threshold = membrane.threshold else { return .silent(decay: decay) }
        guard threshold > 0 else {
            throw node.fault(
                .unsupported, "its threshold lies \(threshold) above its leak", remedy: "Give a threshold above v_leak")
        }
        guard membrane.reset == .subtract || membrane.reset == .to(0) else {
            throw node.fault(
                .unsupported, "a spike puts its membrane to another value than v_leak",
                remedy: "Read it for the engine, or ask for a reset to zero or by subtraction")
        }
        return SpikingNeurons(
            decay: decay, threshold: Float(threshold).nextUp, reset: membrane.reset == .subtract ? .subtract : .zero)
    }

    private func dense(_ node: NIRNode) throws -> DenseSynapses {
        let weight = try node.numbers(.weight)
        return DenseSynapses(
            inputs: weight.shape[1], outputs: weight.shape[0], weights: weight.floats, bias: Self.bias(node))
    }

    /// Biases; none where all are zero, since NIR's convolutions must have some.
    private static func bias(_ node: NIRNode) -> [Float] {
        guard let bias = node[.bias], bias.common != 0 else { return [] }
        return bias.floats
    }

    private func convolution(_ node: NIRNode) throws -> ConvolutionSynapses {
        let weight = try node.numbers(.weight)
        let window = try square(node)
        guard window.dilation == 1, try node.whole(.groups) == [1] else {
            throw node.fault(
                .unsupported, "it has dilation or groups", remedy: "Read it for the engine, which has both")
        }
        return ConvolutionSynapses(
            channels: shape[0], height: shape[1], width: shape[2], filters: weight.shape[0], kernel: window.kernel,
            stride: window.stride, padding: window.before, weights: weight.floats, bias: Self.bias(node))
    }

    private func pool(_ node: NIRNode) throws -> PoolingWindow {
        let window = try square(node)
        guard window.before == 0 else {
            throw node.fault(.unsupported, "it pools with padding", remedy: "Read it for the engine, which can")
        }
        return PoolingWindow(
            channels: shape[0], height: shape[1], width: shape[2], kernel: window.kernel, stride: window.stride)
    }

    /// The sum of each window as a convolution in which each channel meets itself.
    private func sum(_ window: PoolingWindow, _ node: NIRNode) throws -> ConvolutionSynapses {
        try Self.check([window.channels, window.channels, window.kernel, window.kernel], node)
        let area = window.kernel * window.kernel
        let weights = (0..<window.channels * window.channels).flatMap { pair in
            Array(repeating: Float(pair / window.channels == pair % window.channels ? 1 : 0), count: area)
        }
        return ConvolutionSynapses(
            channels: window.channels, height: window.height, width: window.width, filters: window.channels,
            kernel: window.kernel, stride: window.stride, weights: weights)
    }

    /// What slides the same way in both directions.
    private func square(_ node: NIRNode) throws -> NIRWindow {
        let windows = try node.windows()
        guard windows[0] == windows[1], windows[0].before == windows[0].after else {
            throw node.fault(
                .unsupported, "its kernel, stride or padding differ between directions",
                remedy: "Read it for the engine, which takes any")
        }
        return windows[0]
    }

    /// What lies between numbers one by one takes the square of them in weights, most of which are zero.
    private static func check(_ extents: [Int], _ node: NIRNode) throws {
        guard NIRArray.count(extents) <= 1 << 24 else {
            throw node.fault(
                .unsupported, "as a layer of its own it would take \(extents) weights",
                remedy: "Read it for the engine, which leaves out those that are zero")
        }
    }

    /// Each number to the neuron of its own place, times its factor.
    private static func oneToOne(_ factors: NIRArray, _ shape: [Int], _ node: NIRNode) throws -> SpikingConnection {
        let count = shape.reduce(1, *)
        try check(shape.count == 3 && factors.common != nil ? [shape[0], shape[0]] : [count, count], node)
        if let factor = factors.common, shape.count == 3 {
            let weights = (0..<shape[0] * shape[0]).map { Float($0 / shape[0] == $0 % shape[0] ? factor : 0) }
            return .convolution(
                ConvolutionSynapses(
                    channels: shape[0], height: shape[1], width: shape[2], filters: shape[0], kernel: 1,
                    weights: weights))
        }
        var weights = [Float](repeating: 0, count: count * count)
        for index in 0..<count { weights[index * (count + 1)] = Float(factors.common ?? factors.values[index]) }
        return .dense(DenseSynapses(inputs: count, outputs: count, weights: weights))
    }
}

extension SpikingConnection {
    fileprivate var isPool: Bool {
        switch self {
        case .averagePool, .maxPool: true
        case .dense, .convolution: false
        }
    }

    /// The same with all weights and biases times a factor.
    func scaled(by factor: Double) -> SpikingConnection {
        func scale(_ numbers: [Float]) -> [Float] { factor == 1 ? numbers : numbers.map { Float(Double($0) * factor) } }
        switch self {
        case .dense(var dense):
            dense.weights = scale(dense.weights)
            dense.bias = scale(dense.bias)
            return .dense(dense)
        case .convolution(var convolution):
            convolution.weights = scale(convolution.weights)
            convolution.bias = scale(convolution.bias)
            return .convolution(convolution)
        case .averagePool, .maxPool: return self
        }
    }
}
