import Foundation

/// The discrete cosine transform of blocks of 8x8 samples, there, quantised, and back.
struct CosineBlocks {
    /// The step to whose multiples each coefficient is rounded, row by row.
    let steps: [Float]

    /// Passes one plane through the blocks. Its samples lie around 0; what a block has beyond the picture repeats the
    /// edge, as encoders do.
    func quantise(_ plane: inout Planes) {
        let (height, width) = (plane.height, plane.width)
        var block = [Float](repeating: 0, count: 64)
        var other = block
        plane.samples.withUnsafeMutableBufferPointer { samples in
            block.withUnsafeMutableBufferPointer { block in
                other.withUnsafeMutableBufferPointer { other in
                    for top in stride(from: 0, to: height, by: 8) {
                        for left in stride(from: 0, to: width, by: 8) {
                            for place in 0..<64 {
                                let row = min(top + place / 8, height - 1)
                                block[place] = samples[row * width + min(left + place % 8, width - 1)]
                            }
                            pass(block, other)
                            for row in top..<min(top + 8, height) {
                                for column in left..<min(left + 8, width) {
                                    samples[row * width + column] = block[(row - top) * 8 + column - left]
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// One block there and back; `other` is room to work in.
    private func pass(_ block: UnsafeMutableBufferPointer<Float>, _ other: UnsafeMutableBufferPointer<Float>) {
        let (forward, backward) = (Self.waves, Self.transposedWaves)
        Self.multiplyTransposed(forward, block, into: other)
        Self.multiplyTransposed(forward, other, into: block)
        for place in 0..<64 { block[place] = (block[place] / steps[place]).rounded() * steps[place] }
        Self.multiplyTransposed(backward, block, into: other)
        Self.multiplyTransposed(backward, other, into: block)
    }

    /// The transpose of `matrix` times `block`: twice is `matrix` from the left and its transpose from the right.
    private static func multiplyTransposed(
        _ matrix: [Float], _ block: UnsafeMutableBufferPointer<Float>, into out: UnsafeMutableBufferPointer<Float>
    ) {
        matrix.withUnsafeBufferPointer { matrix in
            for row in 0..<8 {
                for column in 0..<8 {
                    var sum: Float = 0
                    for index in 0..<8 { sum += matrix[row * 8 + index] * block[index * 8 + column] }
                    out[column * 8 + row] = sum
                }
            }
        }
    }

    /// Row `u` is the wave of `u` half turns over eight samples; the rows are orthonormal.
    private static let waves: [Float] = (0..<64).map { place in
        let (frequency, sample) = (place / 8, place % 8)
        let scale = frequency == 0 ? (1.0 / 8).squareRoot() : 0.5
        return Float(scale * cos(Double((2 * sample + 1) * frequency) * .pi / 16))
    }

    private static let transposedWaves: [Float] = (0..<64).map { waves[$0 % 8 * 8 + $0 / 8] }
}
