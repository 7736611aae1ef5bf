import FrugalNN
import FrugalTensor

@testable import FrugalSearch

/// Tensors by name, and the few layers that both spaces are made of, written anew.
struct PlainLayers {
    let weights: StateDictionary

    func callAsFunction(_ name: String) -> Tensor { weights[name] ?? Tensor.zeros([1]) }

    func norm(_ x: Tensor, _ path: String) -> Tensor {
        // By hand: the mean and the biased variance of the batch.
        let channels = x.shape[1]
        let mean = x.mean(along: 0, 2, 3, keepingDimensions: true)
        let centred = x - mean
        let variance = centred.squared().mean(along: 0, 2, 3, keepingDimensions: true)
        let scale = self("\(path).weight").reshaped(1, channels, 1, 1)
        let shift = self("\(path).bias").reshaped(1, channels, 1, 1)
        return centred / (variance + 1e-5).sqrt() * scale + shift
    }

    func conv(_ x: Tensor, _ path: String, padding: Int = 0, stride: Int = 1, groups: Int = 1) -> Tensor {
        x.conv2d(
            weight: self("\(path).weight"), stride: Extent(stride), padding: Extent(padding), groups: groups)
    }

    func reduction(_ x: Tensor, _ path: String) -> Tensor {
        // The pixels of even rows and columns, and those one further down and right, with zeros outside.
        let shape = x.shape
        let outside = Tensor.zeros([shape[0], shape[1], 1, shape[3]])
        let down = Tensor.concatenated(
            [x.narrowed(along: 2, from: 1, length: shape[2] - 1), outside], along: 2)
        let right = Tensor.concatenated(
            [
                down.narrowed(along: 3, from: 1, length: shape[3] - 1),
                .zeros([shape[0], shape[1], shape[2], 1]),
            ], along: 3)
        let halves = [conv(x, "\(path).even", stride: 2), conv(right, "\(path).odd", stride: 2)]
        return norm(.concatenated(halves, along: 1), "\(path).norm")
    }

    func averagePool(_ x: Tensor) -> Tensor {
        // The sum of nine pixels over how many of them are in the picture.
        let kernel = Tensor.ones([x.shape[1], 1, 3, 3])
        let sums = x.conv2d(weight: kernel, padding: 1, groups: x.shape[1])
        return sums / Tensor.ones(x.shape).conv2d(weight: kernel, padding: 1, groups: x.shape[1])
    }

    func linear(_ x: Tensor, _ path: String) -> Tensor {
        x.matmul(self("\(path).weight").transposed()) + self("\(path).bias")
    }
}

/// A micro network read off its tokens and the shared weights, without the library's plans, cells and networks.
struct PlainMicro {
    let layers: PlainLayers
    let settings: EnasMicro.Settings

    func scores(_ x: Tensor, _ tokens: [Int]) -> Tensor {
        let half = tokens.count / 2
        var outputs = [layers.norm(layers.conv(x, "stem.conv", padding: 1), "stem.norm")]
        outputs.append(outputs[0])
        for index in 0..<(settings.cells + 2) {
            let path = "cells.\(index)"
            var inputs = Array(outputs.suffix(2))
            let isReduction = index == settings.reductions[0] || index == settings.reductions[1]
            if isReduction {
                let reduced = layers.reduction(inputs[1], "\(path).reduction")
                inputs = [layers.reduction(inputs[1].relu(), "\(path).entries.0.reduction"), reduced]
                outputs.append(reduced)
            } else {
                for side in 0..<2 where layers.weights["\(path).entries.\(side).projection.conv.weight"] != nil {
                    let entry = "\(path).entries.\(side).projection"
                    inputs[side] = layers.norm(layers.conv(inputs[side].relu(), "\(entry).conv"), "\(entry).norm")
                }
            }
            let cell = Array(isReduction ? tokens[half...] : tokens[..<half])
            outputs.append(self.cell(inputs, cell, path))
        }
        let features = outputs[outputs.count - 1].relu().mean(along: 2, 3)
        return layers.linear(features, "classifier")
    }

    private func cell(_ inputs: [Tensor], _ tokens: [Int], _ path: String) -> Tensor {
        var outputs = inputs
        var used: Set<Int> = []
        // The convolutions of a cell lie node after node, side after side, input after input, 3x3 before 5x5.
        var unit = 0
        for node in 0..<settings.nodes {
            var sum: Tensor?
            for side in 0..<2 {
                let (input, operation) = (tokens[4 * node + 2 * side], tokens[4 * node + 2 * side + 1])
                used.insert(input)
                let x = outputs[input]
                let result: Tensor
                switch operation {
                case 0, 1:
                    result = separable(x, "\(path).units.\(unit + 2 * input + operation)", padding: operation + 1)
                case 2: result = layers.averagePool(x)
                case 3: result = x.maxPool2d(3, stride: 1, padding: 1)
                default: result = x
                }
                sum = sum.map { $0 + result } ?? result
                unit += 2 * (node + 2)
            }
            outputs.append(sum ?? x0(inputs))
        }
        // The 1x1 convolution as a sum over the loose ends.
        var result: Tensor?
        for end in outputs.indices where !used.contains(end) {
            let part = outputs[end].relu().conv2d(weight: layers("\(path).ends.\(end)"))
            result = result.map { $0 + part } ?? part
        }
        return layers.norm(result ?? x0(inputs), "\(path).norm")
    }

    private func x0(_ inputs: [Tensor]) -> Tensor { inputs[0] }

    private func separable(_ x: Tensor, _ path: String, padding: Int) -> Tensor {
        ["first", "second"].reduce(x) { x, half in
            let depthwise = layers.conv(
                x.relu(), "\(path).\(half).conv.depthwise", padding: padding, groups: x.shape[1])
            return layers.norm(layers.conv(depthwise, "\(path).\(half).conv.pointwise"), "\(path).\(half).norm")
        }
    }
}

/// A macro network read off its tokens and the shared weights.
struct PlainMacro {
    let layers: PlainLayers
    let settings: EnasMacro.Settings

    func scores(_ x: Tensor, _ tokens: [Int]) -> Tensor {
        var outputs = [layers.norm(layers.conv(x, "stem.conv", padding: 1), "stem.norm")]
        var rest = tokens[...]
        for layer in 0..<settings.layers {
            let path = "layers.\(layer)"
            let operation = rest.removeFirst()
            var result = branch(outputs[layer], operation, "\(path).branches.\(operation)")
            for output in 0..<layer where rest.removeFirst() == 1 { result = result + outputs[output] }
            outputs.append(layer == 0 ? result : layers.norm(result, "\(path).norm"))
            guard settings.reductions.contains(layer) else { continue }
            outputs = outputs.enumerated().map { layers.reduction($1, "\(path).reductions.\($0)") }
        }
        return layers.linear(outputs[settings.layers].mean(along: 2, 3), "classifier")
    }

    private func branch(_ x: Tensor, _ operation: Int, _ path: String) -> Tensor {
        let x = layers.norm(layers.conv(x, "\(path).entry.conv"), "\(path).entry.norm").relu()
        switch operation {
        case 0, 2: return layers.norm(layers.conv(x, "\(path).conv", padding: operation / 2 + 1), "\(path).norm").relu()
        case 1, 3:
            let depthwise = layers.conv(
                x, "\(path).separable.depthwise", padding: operation / 2 + 1, groups: x.shape[1])
            return layers.norm(layers.conv(depthwise, "\(path).separable.pointwise"), "\(path).norm").relu()
        case 4: return layers.averagePool(x)
        default: return x.maxPool2d(3, stride: 1, padding: 1)
        }
    }
}
