import FrugalNN
import FrugalTensor
import Testing

@Suite struct PoolingTests {
    private let x = sample([2, 3, 7, 6])

    /// The windows of every place in turn, as lists of pixels; nil for a pixel of the padding.
    private func windows(
        _ x: Plain, _ window: Extent, stride: Extent, padding: Extent, height: Int, width: Int
    ) -> [[Double?]] {
        var result: [[Double?]] = []
        for n in 0..<x.shape[0] {
            for c in 0..<x.shape[1] {
                for row in 0..<height {
                    for column in 0..<width {
                        var pixels: [Double?] = []
                        for u in 0..<window.height {
                            for v in 0..<window.width {
                                let value = x.at(
                                    n, c, row * stride.height + u - padding.height,
                                    column * stride.width + v - padding.width, otherwise: .nan)
                                pixels.append(value.isNaN ? nil : value)
                            }
                        }
                        result.append(pixels)
                    }
                }
            }
        }
        return result
    }

    @Test("Pooling over images is its definition")
    func images() {
        let window = Extent(height: 3, width: 2), stride = Extent(height: 2, width: 3), padding: Extent = 1
        for input in [x, x.channelsLast()] {
            let largest = input.maxPool2d(window, stride: stride, padding: padding)
            #expect(largest.shape == [2, 3, 4, 3])
            let seen = windows(Plain(x), window, stride: stride, padding: padding, height: 4, width: 3)
            #expect(distance(largest.doubles(), seen.map { $0.compactMap { $0 }.max() ?? .nan }) == 0)

            let mean = input.averagePool2d(window, stride: stride, padding: padding)
            #expect(distance(mean.doubles(), seen.map { $0.compactMap { $0 }.reduce(0, +) / 6 }) < 1e-14)
            let within = input.averagePool2d(window, stride: stride, padding: padding, countsPadding: false)
            let means = seen.map { pixels in
                pixels.compactMap { $0 }.reduce(0, +) / Double(pixels.compactMap { $0 }.count)
            }
            #expect(distance(within.doubles(), means) < 1e-14)
        }
    }

    @Test("Pooling over sequences is pooling over images of one row")
    func sequences() {
        let sequence = sample([2, 3, 9])
        let image = sequence.unsqueezed(2)
        let window = Extent(height: 1, width: 3), stride = Extent(height: 1, width: 2)
        let padding = Extent(height: 0, width: 1)
        #expect(
            sequence.maxPool1d(3, stride: 2, padding: 1).doubles()
                == image.maxPool2d(window, stride: stride, padding: padding).doubles())
        #expect(
            distance(
                sequence.averagePool1d(3, stride: 2, padding: 1).doubles(),
                image.averagePool2d(window, stride: stride, padding: padding).doubles()) < 1e-15)
        #expect(sequence.maxPool1d(4, roundingUp: true).shape == [2, 3, 3])
        #expect(sequence.averagePool1d(4).shape == [2, 3, 2])
        #expect(
            sequence.adaptiveMaxPool1d(4).doubles()
                == image.adaptiveMaxPool2d(Extent(height: 1, width: 4)).doubles())
        #expect(
            distance(
                sequence.adaptiveAveragePool1d(4).doubles(),
                image.adaptiveAveragePool2d(Extent(height: 1, width: 4)).doubles()) < 1e-15)
    }

    @Test("Adaptive windows run from floor to ceiling of their share")
    func adaptive() {
        let plain = Plain(x)
        let largest = x.adaptiveMaxPool2d(Extent(height: 3, width: 4))
        let mean = x.adaptiveAveragePool2d(Extent(height: 3, width: 4))
        var maxima: [Double] = []
        var means: [Double] = []
        for n in 0..<2 {
            for c in 0..<3 {
                for row in 0..<3 {
                    for column in 0..<4 {
                        var pixels: [Double] = []
                        for u in (row * 7 / 3)..<((row * 7 + 7 + 2) / 3) {
                            for v in (column * 6 / 4)..<((column * 6 + 6 + 3) / 4) { pixels.append(plain[n, c, u, v]) }
                        }
                        maxima.append(pixels.max() ?? .nan)
                        means.append(pixels.reduce(0, +) / Double(pixels.count))
                    }
                }
            }
        }
        #expect(largest.doubles() == maxima)
        #expect(distance(mean.doubles(), means) < 1e-14)
    }

    @Test("A global average is the mean of every channel")
    func global() {
        #expect(distance(x.globalAveragePool().doubles(), x.mean(along: 2, 3).doubles()) < 1e-15)
        #expect(GlobalAveragePool()(sample([2, 5, 4]), .evaluation).shape == [2, 5])
        #expect(throws: TensorError.self) { try Tensor.checking { sample([2, 5]).globalAveragePool() } }
    }

    @Test("Resizing by a whole factor repeats pixels, and blends between their centres")
    func resizing() {
        let image = Tensor([0, 1, 2, 3] as [Double], shape: [1, 1, 2, 2])
        #expect(
            image.resizedNearest(to: 4).doubles() == [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3])
        let row = Tensor([0, 4] as [Double], shape: [1, 1, 1, 2])
        let wide = Extent(height: 1, width: 4)
        #expect(row.resizedBilinear(to: wide).doubles() == [0, 1, 3, 4])
        #expect(
            distance(
                row.resizedBilinear(to: wide, alignsCorners: true).doubles(), [0, 4 / 3, 8 / 3, 4]) < 1e-12)
    }

    @Test("Gradients are slopes")
    func slopes() {
        let x = sample([1, 2, 5, 4])
        #expect(gradientError([x]) { $0[0].maxPool2d(2, stride: 1, padding: 1) } < 1e-7)
        #expect(gradientError([x]) { $0[0].averagePool2d(3, stride: 2, padding: 1) } < 1e-7)
        #expect(gradientError([x]) { $0[0].adaptiveAveragePool2d(3) } < 1e-7)
        #expect(gradientError([x]) { $0[0].resizedBilinear(to: Extent(height: 7, width: 3)) } < 1e-7)
        #expect(gradientError([x]) { $0[0].globalAveragePool() } < 1e-7)
    }

    @Test("Misuse is an error")
    func misuse() {
        #expect(throws: TensorError.self) { try Tensor.checking { sample([2, 3]).maxPool2d(2) } }
        #expect(throws: TensorError.self) { try Tensor.checking { x.maxPool2d(0) } }
        #expect(throws: TensorError.self) { try Tensor.checking { x.averagePool2d(20) } }
        #expect(throws: TensorError.self) { try Tensor.checking { x.resizedNearest(to: -1) } }
    }
}
