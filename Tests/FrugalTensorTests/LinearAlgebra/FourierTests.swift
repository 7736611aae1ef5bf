import Foundation
import FrugalTensor
import Testing

/// Fourier transforms against the sum that defines them.
struct FourierTests {
    /// Pairs of real and imaginary part.
    private func transform(_ pairs: [[Double]]) -> [Double] {
        let n = pairs.count
        return (0..<n).flatMap { k in
            var real = 0.0, imaginary = 0.0
            for (j, pair) in pairs.enumerated() {
                let angle = -2 * Double.pi * Double(j * k) / Double(n)
                real += pair[0] * cos(angle) - pair[1] * sin(angle)
                imaginary += pair[0] * sin(angle) + pair[1] * cos(angle)
            }
            return [real, imaginary]
        }
    }

    @Test(arguments: [1, 2, 5, 8])
    func complexNumbers(_ n: Int) {
        let x = sample([n, 2])
        expectClose(x.fft(along: 0), transform(rows(x)), shape: [n, 2])
        expectClose(x.fft(along: -1).inverseFFT(along: -1), x)
    }

    @Test(arguments: [4, 7])
    func realNumbers(_ n: Int) {
        let x = sample([3, n])
        let spectrum = x.realFFT(along: 1)
        #expect(spectrum.shape == [3, n / 2 + 1, 2])
        let whole = Tensor.complex(x).fft(along: 1)
        expectClose(spectrum, whole[.all, ..<(n / 2 + 1)])
        expectClose(spectrum.inverseRealFFT(along: 1, length: n), x)
        if n % 2 == 0 { expectClose(spectrum.inverseRealFFT(along: 1), x) }
    }

    @Test func twoDimensions() {
        let x = sample([3, 4, 2])
        expectClose(x.fft2(), x.fft(along: 0).fft(along: 1))
        expectClose(x.fft2().inverseFFT2(), x)
        #expect(sample([2, 4, 6]).realFFT(along: 1, 2).shape == [2, 4, 4, 2])
    }

    @Test func whatIsNotPairsIsRefused() {
        #expect(throws: TensorError.self) { try Tensor.checking { Tensor.zeros([3]).fft(along: 0) } }
    }
}
