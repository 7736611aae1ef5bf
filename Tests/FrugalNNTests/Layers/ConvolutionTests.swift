import FrugalNN
import FrugalTensor
import Testing

/// One set of options of a convolution.
struct ConvolutionCase: Sendable, CustomTestStringConvertible {
    var stride: Extent = 1
    var padding: Extent = 0
    var dilation: Extent = 1
    var groups = 1
    var kernel: Extent = 3

    var testDescription: String {
        "stride \(stride), padding \(padding), dilation \(dilation), groups \(groups), kernel \(kernel)"
    }

    static let all = [
        ConvolutionCase(), ConvolutionCase(stride: 2), ConvolutionCase(padding: 1), ConvolutionCase(dilation: 2),
        ConvolutionCase(groups: 2), ConvolutionCase(groups: 4),
        ConvolutionCase(
            stride: Extent(height: 2, width: 1), padding: Extent(height: 0, width: 2),
            dilation: Extent(height: 1, width: 2), groups: 2, kernel: Extent(height: 2, width: 3)),
        ConvolutionCase(stride: 3, padding: 2, kernel: 1),
    ]
}

@Suite struct ConvolutionTests {
    /// The definition, pixel by pixel.
    private func slow(_ x: Plain, _ w: Plain, _ b: Plain, _ c: ConvolutionCase) -> Plain {
        let height =
            (x.shape[2] + 2 * c.padding.height - c.dilation.height * (w.shape[2] - 1) - 1) / c.stride.height + 1
        let width = (x.shape[3] + 2 * c.padding.width - c.dilation.width * (w.shape[3] - 1) - 1) / c.stride.width + 1
        var y = Plain([x.shape[0], w.shape[0], height, width])
        let outputs = w.shape[0] / c.groups
        for n in 0..<x.shape[0] {
            for o in 0..<w.shape[0] {
                for row in 0..<height {
                    for column in 0..<width {
                        var sum = b[o]
                        for i in 0..<w.shape[1] {
                            for u in 0..<w.shape[2] {
                                for v in 0..<w.shape[3] {
                                    let pixel = x.at(
                                        n, o / outputs * w.shape[1] + i,
                                        row * c.stride.height + u * c.dilation.height - c.padding.height,
                                        column * c.stride.width + v * c.dilation.width - c.padding.width)
                                    sum += pixel * w[o, i, u, v]
                                }
                            }
                        }
                        y[n, o, row, column] = sum
                    }
                }
            }
        }
        return y
    }

    @Test("conv2d is its definition", arguments: ConvolutionCase.all)
    func images(_ c: ConvolutionCase) {
        let x = sample([2, 4, 7, 6], seed: 1)
        let w = sample([8, 4 / c.groups, c.kernel.height, c.kernel.width], seed: 2)
        let b = sample([8], seed: 3)
        let expected = slow(Plain(x), Plain(w), Plain(b), c)
        for input in [x, x.channelsLast()] {
            let y = input.conv2d(
                weight: w, bias: b, stride: c.stride, padding: c.padding, dilation: c.dilation, groups: c.groups)
            #expect(y.shape == expected.shape)
            #expect(distance(y.doubles(), expected.values) < 1e-12)
        }
        let single = x.to(.float32).channelsLast().conv2d(
            weight: w.to(.float32).channelsLast(), bias: b.to(.float32), stride: c.stride, padding: c.padding,
            dilation: c.dilation, groups: c.groups)
        #expect(distance(single.doubles(), expected.values) < 1e-4)
    }

    @Test("conv1d is conv2d on images of one row")
    func sequences() {
        let x = sample([2, 4, 9]), w = sample([6, 2, 3], seed: 2), b = sample([6], seed: 3)
        let y = x.conv1d(weight: w, bias: b, stride: 2, padding: 1, dilation: 2, groups: 2)
        let c = ConvolutionCase(
            stride: Extent(height: 1, width: 2), padding: Extent(height: 0, width: 1),
            dilation: Extent(height: 1, width: 2), groups: 2)
        let expected = slow(Plain(x.unsqueezed(2)), Plain(w.unsqueezed(2)), Plain(b), c)
        #expect(distance(y.doubles(), expected.values) < 1e-12)
        #expect(y.shape == [2, 6, expected.shape[3]])
    }

    /// The transpose of a linear map A is what satisfies <A x, y> = <x, Aᵀ y> for all x and y.
    @Test("transposedConv2d is the transpose", arguments: ConvolutionCase.all)
    func transposed(_ c: ConvolutionCase) {
        let x = sample([2, 4, 7, 6], seed: 1)
        let w = sample([8, 4 / c.groups, c.kernel.height, c.kernel.width], seed: 2)
        let forward = x.conv2d(
            weight: w, stride: c.stride, padding: c.padding, dilation: c.dilation, groups: c.groups)
        let y = sample(forward.shape, seed: 4)
        // A strided convolution ignores what is left over at the edge; output padding gives it back.
        let rest = Extent(
            height: (7 + 2 * c.padding.height - c.dilation.height * (c.kernel.height - 1) - 1) % c.stride.height,
            width: (6 + 2 * c.padding.width - c.dilation.width * (c.kernel.width - 1) - 1) % c.stride.width)
        let back = y.transposedConv2d(
            weight: w, stride: c.stride, padding: c.padding, outputPadding: rest, dilation: c.dilation,
            groups: c.groups)
        #expect(back.shape == x.shape)
        #expect(((forward * y).sum().item() - (x * back).sum().item()).magnitude < 1e-10)
    }

    @Test("transposedConv1d is transposedConv2d on images of one row")
    func transposedSequences() {
        let x = sample([2, 4, 5]), w = sample([4, 3, 3], seed: 2), b = sample([6], seed: 3)
        let y = x.transposedConv1d(weight: w, bias: b, stride: 2, padding: 1, outputPadding: 1, groups: 2)
        let image = x.unsqueezed(2).transposedConv2d(
            weight: w.unsqueezed(2), bias: b, stride: Extent(height: 1, width: 2),
            padding: Extent(height: 0, width: 1), outputPadding: Extent(height: 0, width: 1), groups: 2)
        #expect(y.shape == [2, 6, 10])
        #expect(distance(y.doubles(), image.doubles()) < 1e-12)
    }

    @Test("Gradients are slopes", arguments: ConvolutionCase.all)
    func slopes(_ c: ConvolutionCase) {
        let w = sample([4, 2 / min(2, c.groups), c.kernel.height, c.kernel.width], seed: 2)
        var c = c
        c.groups = min(2, c.groups)
        let error = gradientError([sample([1, 2, 5, 5]), w, sample([4], seed: 3)]) { list in
            list[0].conv2d(
                weight: list[1], bias: list[2], stride: c.stride, padding: c.padding, dilation: c.dilation,
                groups: c.groups)
        }
        #expect(error < 1e-7)
    }

    @Test("A separable convolution is a whole one with factored kernels")
    func separable() {
        var stream = RandomStream(seed: 5)
        let layer = SeparableConv2d(3, 5, kernel: 3, stride: 2, padding: 1, using: &stream).to(.float64)
        let x = sample([2, 3, 6, 6])
        // Kernel [o, i] of the whole convolution: the pointwise weight times channel i's own kernel.
        let kernels =
            layer.pointwise.weight
            * layer.depthwise.weight.reshaped(1, 3, 9).transposed(1, 2)
            .reshaped(1, 9, 3).transposed(1, 2).reshaped(1, 3, 3, 3)
        let whole = x.conv2d(weight: kernels, bias: layer.pointwise.bias, stride: 2, padding: 1)
        #expect(distance(layer(x, .evaluation).doubles(), whole.doubles()) < 1e-12)
        #expect(layer.parameterPaths == ["depthwise.weight", "pointwise.weight", "pointwise.bias"])
    }

    @Test("Misuse is an error that names the shapes")
    func misuse() {
        var stream = RandomStream(seed: 6)
        let layer = Conv2d(3, 8, kernel: 3, using: &stream)
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([1, 4, 9, 9]), .evaluation) } }
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([3, 9]), .evaluation) } }
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([1, 3, 2, 2]), .evaluation) } }
        #expect(throws: TensorError.self) {
            try Tensor.checking { Tensor.zeros([1, 3, 9]).conv1d(weight: .zeros([8, 3, 3]), groups: 0) }
        }
        #expect(throws: TensorError.self) {
            var stream = RandomStream(seed: 6)
            return try Tensor.checking { Conv2d(-3, .max, kernel: 3, groups: 0, using: &stream) }
        }
    }
}
