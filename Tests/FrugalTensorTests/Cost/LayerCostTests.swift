import FrugalTensor
import Testing

/// Convolutions, recurrent layers and attention cost what their formulas say, however the library computes them.
struct LayerCostTests {
    private func count(_ shapes: [[Int]], _ body: ([Tensor]) -> Tensor) -> (forward: Int, backward: Int) {
        let leaves = shapes.map { sample($0).to(.float32).recordingGradients() }
        let (loss, forward) = CostLedger.measure { body(leaves).sum() }
        let backward = CostLedger.measure { gradients(of: loss, withRespectTo: leaves) }.cost
        return (forward.multiplyAdds, backward.multiplyAdds)
    }

    struct Convolution: Sendable {
        var kernel: Extent = 3
        var stride: Extent = 1
        var padding: Extent = 0
        var dilation: Extent = 1
        var groups = 1
        /// Height and width of the result for 8 x 8 pixels.
        var size: Int
    }

    @Test(arguments: [
        Convolution(size: 6), Convolution(stride: 2, padding: 1, size: 4), Convolution(dilation: 2, size: 4),
        Convolution(groups: 2, size: 6), Convolution(groups: 4, size: 6), Convolution(kernel: 1, size: 8),
    ])
    func convolutions(_ c: Convolution) {
        for channelsLast in [false, true] {
            let side = c.kernel.height
            let cost = count([[2, 4, 8, 8], [8, 4 / c.groups, side, side], [8]]) {
                (channelsLast ? $0[0].channelsLast() : $0[0]).conv2d(
                    weight: $0[1], bias: $0[2], stride: c.stride, padding: c.padding, dilation: c.dilation,
                    groups: c.groups)
            }
            let expected = 2 * 8 * c.size * c.size * (4 / c.groups) * side * side
            #expect(cost.forward == expected && cost.backward == 2 * expected)
        }
    }

    @Test func aConvolutionOfDataNeedsNoGradientOfIt() {
        let images = Tensor.ones([2, 4, 8, 8])
        let cost = count([[8, 4, 3, 3]]) { images.conv2d(weight: $0[0]) }
        #expect(cost.forward == 2 * 8 * 36 * 4 * 9 && cost.backward == cost.forward)
    }

    @Test func sequencesAndTransposes() {
        let line = count([[2, 4, 10], [6, 4, 3]]) { $0[0].conv1d(weight: $0[1]) }
        #expect(line.forward == 2 * 6 * 8 * 4 * 3 && line.backward == 2 * line.forward)
        // Every pixel of the input is spread over the kernel of every output channel of its group.
        let spread = count([[2, 4, 5, 5], [4, 3, 3, 3]]) { $0[0].transposedConv2d(weight: $0[1], stride: 2, groups: 2) }
        #expect(spread.forward == 2 * 4 * 25 * 3 * 9 && spread.backward == 2 * spread.forward)
    }

    @Test func recurrentLayers() {
        let (time, batch, features, units) = (5, 3, 4, 6)
        let state = Tensor.zeros([1, batch, units])
        func gated(_ gates: Int, _ run: ([Tensor]) -> Tensor) -> (forward: Int, backward: Int) {
            count(
                [
                    [time, batch, features], [gates * units, features], [gates * units, units], [gates * units],
                    [gates * units],
                ], run)
        }
        let lstm = gated(4) { $0[0].lstm(hidden: state, cell: state, parameters: Array($0[1...])).output }
        let perStep = batch * 4 * units * (features + units)
        #expect(lstm.forward == time * perStep)
        // The first state needs no gradient; the fused kernel computes it all the same.
        let withoutFirst = 2 * time * perStep - batch * 4 * units * units
        #expect(lstm.backward == 2 * time * perStep || lstm.backward == withoutFirst)

        let gru = gated(3) { $0[0].gru(hidden: state, parameters: Array($0[1...])).output }
        #expect(gru.forward == time * batch * 3 * units * (features + units))

        let cell = count([[batch, features], [batch, units], [4 * units, features], [4 * units, units]]) {
            $0[0].lstmCell(hidden: $0[1], cell: $0[1], inputWeight: $0[2], hiddenWeight: $0[3]).hidden
        }
        #expect(cell.forward == perStep && cell.backward == 2 * perStep)
    }

    @Test(arguments: [false, true])
    func attention(_ plain: Bool) {
        let (heads, queries, keys, width) = (2, 5, 7, 4)
        let cost = count([[1, heads, queries, width], [1, heads, keys, width], [1, heads, keys, width]]) {
            $0[0].attention(key: $0[1], value: $0[2], isTwiceDifferentiable: plain)
        }
        let product = heads * queries * keys * width
        #expect(cost.forward == 2 * product)
        // The fused kernel computes the weights again rather than keeping them.
        #expect(cost.backward == (plain ? 4 : 5) * product)
    }

    @Test func distances() {
        let cost = count([[3, 4], [5, 4]]) { $0[0].crossDistance(to: $0[1], order: 1) }
        #expect(cost.forward == 60 && cost.backward == 120)
    }
}
