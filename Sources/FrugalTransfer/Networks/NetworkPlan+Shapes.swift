import FrugalTrack

/// What flows through a plan, and what it costs.
public struct PlannedShapes: Hashable, Sendable {
    /// The shape of each step's output for one example, without the batch.
    public var outputs: [String: [Int]]
    /// Multiply-adds of each step for one example.
    public var multiplyAdds: [String: Int]
}

extension NetworkPlan {
    /// The shapes of all outputs for pictures of a size.
    /// - Throws: ``FrugalError`` of kind `data` that names the step where a picture is too small or has other channels than
    ///   the kernels.
    public func shapes(height: Int, width: Int) throws -> PlannedShapes {
        var found = PlannedShapes(outputs: [Self.input: [inputChannels, height, width]], multiplyAdds: [:])
        for step in steps {
            let inputs = step.inputs.map { found.outputs[$0] ?? [] }
            let (shape, cost) = try shape(of: step, from: inputs, picture: "\(height)x\(width)")
            guard shape.allSatisfy({ $0 > 0 }) else {
                throw FrugalError(
                    .data, "step \(step.output)", "pictures of \(height)x\(width) leave nothing for it to see",
                    remedy: "give larger pictures, or let them be resized to what the weights were trained on")
            }
            found.outputs[step.output] = shape
            found.multiplyAdds[step.output] = cost
        }
        return found
    }

    private func shape(
        of step: NetworkStep, from inputs: [[Int]], picture: String
    ) throws -> (shape: [Int], multiplyAdds: Int) {
        func refusal(_ problem: String) -> FrugalError {
            FrugalError(.model, "step \(step.output)", problem, remedy: "correct the description beside the weights")
        }
        func image() throws -> (channels: Int, height: Int, width: Int) {
            guard inputs[0].count == 3 else { throw refusal("it takes pictures and is given \(inputs[0])") }
            return (inputs[0][0], inputs[0][1], inputs[0][2])
        }
        switch step.operation {
        case .convolution(let convolution):
            let (channels, height, width) = try image()
            let kernel = tensors[convolution.weight] ?? []
            guard kernel.count == 4, kernel[1] * convolution.groups == channels else {
                throw refusal("its kernels \(kernel) do not fit \(channels) channels")
            }
            let pad = convolution.padding
            func places(_ length: Int, _ size: Int) -> Int {
                length < size ? 0 : (length - size) / convolution.stride + 1
            }
            let rows = places(height + pad[0] + pad[2], kernel[2])
            let columns = places(width + pad[1] + pad[3], kernel[3])
            return ([kernel[0], rows, columns], rows * columns * kernel.reduce(1, *))
        case .linear(let weight, _):
            let matrix = tensors[weight] ?? []
            guard inputs[0].count == 1, matrix.count == 2, matrix[1] == inputs[0][0] else {
                throw refusal("its weight \(matrix) does not fit \(inputs[0]), which pictures of \(picture) lead to")
            }
            return ([matrix[0]], matrix[0] * matrix[1])
        case .maxPool(let size, let stride, let padding, let roundsUp):
            let (channels, height, width) = try image()
            func places(_ length: Int) -> Int {
                let room = length + 2 * padding - size
                guard room >= 0 else { return 0 }
                guard roundsUp else { return room / stride + 1 }
                let count = (room + stride - 1) / stride + 1
                // A window must begin inside the picture or its padding before.
                return (count - 1) * stride >= length + padding ? count - 1 : count
            }
            return ([channels, places(height), places(width)], 0)
        case .averagePool(let height, let width): return ([try image().channels, height, width], 0)
        case .mean: return ([try image().channels], 0)
        case .flatten: return ([inputs[0].reduce(1, *)], 0)
        case .concatenate:
            guard let first = inputs.first, inputs.allSatisfy({ $0.dropFirst() == first.dropFirst() }) else {
                throw refusal("pictures of different sizes \(inputs) cannot be put together")
            }
            return ([inputs.reduce(0) { $0 + $1[0] }] + first.dropFirst(), 0)
        case .shortcut(let added):
            let (channels, height, width) = try image()
            return ([channels + 2 * added, (height + 1) / 2, (width + 1) / 2], 0)
        case .add:
            guard inputs[0] == inputs[1] else { throw refusal("\(inputs[0]) and \(inputs[1]) cannot be added") }
            return (inputs[0], 0)
        case .multiply:
            guard inputs[0].first == inputs[1].first else {
                throw refusal("\(inputs[0]) and \(inputs[1]) cannot be multiplied")
            }
            return (inputs[0], 0)
        case .batchNorm(let name, _, _):
            guard tensors["\(name).weight"] == [inputs[0][0]] else {
                throw refusal("its tensors do not fit \(inputs[0][0]) channels")
            }
            return (inputs[0], 0)
        case .relu, .relu6, .hardSwish, .hardSigmoid, .dropout: return (inputs[0], 0)
        }
    }
}
