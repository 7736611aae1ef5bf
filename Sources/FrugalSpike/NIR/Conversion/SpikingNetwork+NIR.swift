import Foundation
import FrugalData
import FrugalTrack

extension SpikingNetwork {
    /// The network as a NIR graph, which other simulators read.
    ///
    /// A leaky layer becomes a LIF with `tau = dt / (1 - decay)` and `r = tau / dt`, so that an Euler step of `dt` is
    /// the network's own; a layer without leak an IF with `r = 1`, which simulators add in each step. NIR cannot say
    /// reset by subtraction: `v_reset` is zero, and a note `reset` says which it is. Coding, steps, readout and `dt`
    /// are notes too.
    /// - Parameters:
    ///   - timeStep: seconds in a step; snnTorch reads every file as if it were 0.0001.
    ///   - unitResistance: whether leaky neurons get `r = 1`, with `tau / dt` multiplied into the weights before them.
    ///     That is what Norse can read, which leaves `r` out; but weights are rounded on the way.
    /// - Throws: `DataError` for max-pooling, which NIR does not have; `FrugalError` for a network that does not fit.
    public func nirGraph(timeStep: Double = 1e-4, unitResistance: Bool = false) throws -> NIRGraph {
        try check()
        guard timeStep > 0, timeStep.isFinite else {
            throw FrugalError(.usage, "time step", "\(timeStep) s makes no step", remedy: "give seconds above zero")
        }
        var chain = [(name: "input", node: NIRNode(.input, [.shape: NIRArray(whole: inputShape)]))]
        var shape = inputShape
        for (index, layer) in layers.enumerated() {
            let number = index + 1
            if layer.connection.isDense, shape.count > 1 {
                chain.append(("flatten\(number)", Self.flatten(shape)))
            }
            let decay = Double(layer.neurons?.decay ?? 1)
            let isMoved = unitResistance && decay < 1
            let connection = isMoved ? layer.connection.scaled(by: 1 / (1 - decay)) : layer.connection
            var weights = try NIRGraph.naming(layer.name) { try connection.node(shape) }
            weights.metadata[NIRNote.layer] = .text(layer.name)
            chain.append(("\(number)", weights))
            shape = layer.connection.outputShape
            guard let neurons = layer.neurons else { continue }
            chain.append(("\(number)n", neurons.node(shape, timeStep: timeStep, unitResistance: isMoved)))
        }
        chain.append(("output", NIRNode(.output, [.shape: NIRArray(whole: shape)])))
        let coding = String(decoding: try JSONEncoder().encode(coding), as: UTF8.self)
        return NIRGraph(
            chain: chain,
            metadata: [
                NIRNote.timeStep: .numbers(NIRArray(shape: [], values: [timeStep])),
                NIRNote.steps: .numbers(NIRArray(whole: steps)), NIRNote.coding: .text(coding),
                NIRNote.readout: .text(readout.rawValue),
            ])
    }

    private static func flatten(_ shape: [Int]) -> NIRNode {
        NIRNode(
            .flatten,
            [
                .startDimension: NIRArray(whole: 0), .endDimension: NIRArray(whole: -1),
                .inputType: NIRArray(whole: shape),
            ])
    }
}

extension SpikingConnection {
    fileprivate var isDense: Bool {
        if case .dense = self { return true }
        return false
    }

    fileprivate func node(_ input: [Int]) throws -> NIRNode {
        switch self {
        case .dense(let dense):
            let weight = NIRArray(shape: [dense.outputs, dense.inputs], weights: dense.weights)
            guard !dense.bias.isEmpty else { return NIRNode(.linear, [.weight: weight]) }
            return NIRNode(.affine, [.weight: weight, .bias: NIRArray(shape: [dense.outputs], weights: dense.bias)])
        case .convolution(let convolution): return convolution.node
        case .averagePool(let window):
            let stride = NIRArray(whole: [window.stride, window.stride])
            return NIRNode(
                .averagePool2d,
                [
                    .kernelSize: NIRArray(whole: [window.kernel, window.kernel]), .stride: stride,
                    .padding: NIRArray(whole: [0, 0]),
                ])
        case .maxPool:
            throw DataError(
                .unsupported, "NIR has no max-pooling", remedy: "Convert a network with average pooling instead")
        }
    }
}

extension ConvolutionSynapses {
    fileprivate var node: NIRNode {
        let zeros = [Float](repeating: 0, count: filters)
        return NIRNode(
            .convolution2d,
            [
                .weight: NIRArray(shape: [filters, channels, kernel, kernel], weights: weights),
                .bias: NIRArray(shape: [filters], weights: bias.isEmpty ? zeros : bias),
                .stride: NIRArray(whole: [stride, stride]), .padding: NIRArray(whole: [padding, padding]),
                .dilation: NIRArray(whole: [1, 1]), .groups: NIRArray(whole: 1),
                .inputShape: NIRArray(whole: [height, width]),
            ])
    }
}

extension SpikingNeurons {
    /// The neurons as a node of a shape, with numbers in double precision, so that they read back as they were.
    fileprivate func node(_ shape: [Int], timeStep: Double, unitResistance: Bool) -> NIRNode {
        func all(_ value: Double) -> NIRArray { NIRArray(repeating: value, shape: shape) }
        let leaks = decay < 1
        let time = timeStep / (1 - Double(decay))
        var fields: [NIRField: NIRArray] = [.resistance: all(leaks && !unitResistance ? time / timeStep : 1)]
        if leaks { fields.merge([.timeConstant: all(time), .leak: all(0)]) { $1 } }
        guard let threshold else { return NIRNode(leaks ? .leakyIntegrator : .integrator, fields) }
        fields[.membraneThreshold] = all(Double(threshold.nextDown))
        fields[.resetPotential] = all(0)
        return NIRNode(
            leaks ? .leakyIntegrateAndFire : .integrateAndFire, fields,
            metadata: [NIRNote.reset: .text(reset.rawValue)])
    }
}
