import FrugalData

/// A linear map between two groups of numbers, with only those factors that are not zero: all that lies between two
/// nodes with spikes, since weights, convolutions, pools and factors are linear.
struct SparseMap: Hashable, Sendable {
    /// More factors than this are refused: 2^24.
    static let limit = 1 << 24

    /// The numbers that go out.
    var outputs: Int
    /// For each number that comes in, where it goes and with what factor, in rising order.
    var rows: [[Int: Double]]
    /// What is added.
    var bias: [Double]

    /// Every number to its own place.
    init(identity count: Int) {
        outputs = count
        rows = (0..<count).map { [$0: 1] }
        bias = Array(repeating: 0, count: count)
    }

    /// What a node does to an input of a shape and makes an output of another.
    /// - Throws: `DataError` for a map with too many factors.
    init(_ node: NIRNode, from input: [Int], to output: [Int]) throws {
        let inputs = input.reduce(1, *)
        outputs = output.reduce(1, *)
        bias = Array(repeating: 0, count: outputs)
        rows = Array(repeating: [:], count: inputs)
        switch node.type {
        case .affine, .linear:
            let weight = try node.numbers(.weight)
            try Self.check(weight.values.count)
            for target in 0..<outputs {
                for source in 0..<inputs { rows[source][target] = weight.values[target * inputs + source] }
            }
        case .scale:
            let scale = try node.numbers(.scale)
            for place in 0..<inputs { rows[place][place] = scale.common ?? scale.values[place] }
        case .convolution1d, .convolution2d, .sumPool2d, .averagePool2d:
            try slide(node, from: input, to: output)
        default: self = SparseMap(identity: inputs)
        }
        if let bias = node[.bias] {
            let places = outputs / max(1, bias.values.count)
            self.bias = bias.values.flatMap { Array(repeating: $0, count: places) }
        }
    }

    /// This map, then another.
    func then(_ next: SparseMap) throws -> SparseMap {
        var result = self
        result.outputs = next.outputs
        result.bias = next.apply(bias)
        for place in next.bias.indices { result.bias[place] += next.bias[place] }
        var count = 0
        for source in rows.indices {
            var row: [Int: Double] = [:]
            for (middle, factor) in rows[source] {
                for (target, weight) in next.rows[middle] { row[target, default: 0] += factor * weight }
            }
            count += row.count
            try Self.check(count)
            result.rows[source] = row
        }
        return result
    }

    private func apply(_ numbers: [Double]) -> [Double] {
        var result = Array(repeating: 0.0, count: outputs)
        for (source, number) in numbers.enumerated() where number != 0 {
            for (target, weight) in rows[source] { result[target] += number * weight }
        }
        return result
    }

    private static func check(_ count: Int) throws {
        guard count <= limit else {
            throw DataError(
                .tooLarge, "more than \(limit) connections", remedy: "Read it as a feed-forward network instead")
        }
    }

    /// Kernels and windows: a pool is a kernel of ones, or of parts of one, in which each channel meets itself.
    private mutating func slide(_ node: NIRNode, from input: [Int], to output: [Int]) throws {
        let isRow = input.count == 2
        let windows = try node.windows()
        let one = NIRWindow(kernel: 1, stride: 1, before: 0, after: 0, dilation: 1)
        let (down, right) = isRow ? (one, windows[0]) : (windows[0], windows[1])
        let (height, width) = isRow ? (1, input[1]) : (input[1], input[2])
        let (outputHeight, outputWidth) = isRow ? (1, output[1]) : (output[1], output[2])
        let weight = node[.weight]?.values
        let part = node.type == .averagePool2d ? 1 / Double(down.kernel * right.kernel) : 1
        let members = weight == nil ? 1 : input[0] / (try node.whole(.groups)[0])
        let filters = output[0] / (input[0] / members)
        try Self.check(NIRArray.count(output + [members, down.kernel, right.kernel]))
        for filter in 0..<output[0] {
            for member in 0..<members {
                let channel = filter / filters * members + member
                for kernel in 0..<down.kernel * right.kernel {
                    let (rise, run) = (kernel / right.kernel, kernel % right.kernel)
                    let factor = weight?[(filter * members + member) * down.kernel * right.kernel + kernel] ?? part
                    for place in 0..<outputHeight * outputWidth {
                        guard let y = down.input(at: place / outputWidth, rise, along: height),
                            let x = right.input(at: place % outputWidth, run, along: width)
                        else { continue }
                        let source = (channel * height + y) * width + x
                        rows[source][filter * outputHeight * outputWidth + place, default: 0] += factor
                    }
                }
            }
        }
    }
}
