import FrugalNN
import FrugalTensor

/// What makes an input of a cell as wide and as small as the cell wants it.
struct CellEntry: Module {
    /// Where only the channels differ; a rectifier comes before it.
    var projection: NormalizedConv2d?
    /// Where the pictures are twice as high and wide too.
    var reduction: FactorizedReduction?

    /// The change from one width to another; nothing where they are equal.
    init(_ inputs: Int, _ outputs: Int, halves: Bool, using stream: inout RandomStream) {
        if halves {
            reduction = FactorizedReduction(inputs, outputs, rectified: true, using: &stream)
        } else if inputs != outputs {
            projection = NormalizedConv2d(inputs, outputs, kernel: 1, rectified: false, using: &stream)
        }
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("projection", &projection)
        visitor.child("reduction", &reduction)
    }

    func callAsFunction(_ x: Tensor, _ pass: Pass) -> Tensor {
        reduction?(x, pass) ?? projection?(x.relu(), pass) ?? x
    }
}

/// An operation on an earlier output of a cell.
struct MicroEdge: Module {
    /// Which output.
    let input: Int
    /// The operation.
    let operation: EnasMicro.Operation
    /// The weights of a convolution; nil for the other operations.
    var unit: SeparableUnit?

    mutating func visit(_ visitor: inout Visitor) { visitor.child("unit", &unit) }

    /// - Parameter dropPath: the probability that a path which is not the identity is dropped for an example.
    func callAsFunction(_ outputs: [Tensor], dropPath: Double, _ pass: Pass) -> Tensor {
        let x = outputs[input]
        let result =
            switch operation {
            case .separable3, .separable5: unit?(x, pass) ?? x
            case .averagePool: x.averagePool2d(3, stride: 1, padding: 1, countsPadding: false)
            case .maxPool: x.maxPool2d(3, stride: 1, padding: 1)
            case .identity: x
            }
        return operation == .identity ? result : result.pathDropped(dropPath, in: pass)
    }
}

/// A cell of a micro network.
struct MicroCell: Module {
    /// Halves the newest input first; only in a reduction cell.
    var reduction: FactorizedReduction?
    /// What fits the two inputs to the cell.
    var entries: [CellEntry]
    /// The edges, two a node.
    var edges: [MicroEdge]
    /// Which outputs no node uses.
    let ends: [Int]
    /// For each of them its part of the 1x1 convolution at the end, `[filters, filters, 1, 1]`.
    var weights: [Tensor]
    /// Normalisation after it.
    var norm: BatchNorm

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("reduction", &reduction)
        visitor.children("entries", &entries)
        visitor.children("edges", &edges)
        for index in weights.indices { visitor.parameter(MicroCellWeights.endNames[ends[index]], &weights[index]) }
        visitor.child("norm", &norm)
    }

    /// From the outputs of the two cells before to the newer of the cell's inputs, which is the older one of the next cell, and
    /// the cell's output.
    func callAsFunction(
        _ before: Tensor, _ last: Tensor, dropPath: Double, _ pass: Pass
    ) -> (input: Tensor, output: Tensor) {
        let newest = reduction?(last, pass) ?? last
        var outputs = [entries[0](reduction == nil ? before : last, pass), entries[1](newest, pass)]
        for node in 0..<(edges.count / 2) {
            let first = edges[2 * node](outputs, dropPath: dropPath, pass)
            outputs.append(first + edges[2 * node + 1](outputs, dropPath: dropPath, pass))
        }
        let loose = ends.count == 1 ? outputs[ends[0]] : Tensor.concatenated(ends.map { outputs[$0] }, along: 1)
        let weight = weights.count == 1 ? weights[0] : Tensor.concatenated(weights, along: 1)
        return (newest, norm(loose.relu().channelsLast().conv2d(weight: weight), pass))
    }
}
