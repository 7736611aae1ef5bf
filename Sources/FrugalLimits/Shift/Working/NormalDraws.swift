import Foundation
import FrugalTensor

extension RandomStream {
    /// Two independent draws of mean 0 and standard deviation 1 (Box and Muller 1958).
    mutating func normalPair() -> (first: Float, second: Float) {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        let angle = 2 * Double.pi * uniform()
        return (Float(radius * cos(angle)), Float(radius * sin(angle)))
    }

    /// Adds to each value a draw of its own of this standard deviation, times `scale` of the value.
    @inline(__always)
    mutating func addNormals(to values: inout [Float], deviation: Float, scale: (Float) -> Float = { _ in 1 }) {
        values.withUnsafeMutableBufferPointer { values in
            for place in stride(from: 0, to: values.count, by: 2) {
                let (first, second) = normalPair()
                values[place] += first * deviation * scale(values[place])
                guard place + 1 < values.count else { return }
                values[place + 1] += second * deviation * scale(values[place + 1])
            }
        }
    }

    /// -1 or 1, equally likely.
    mutating func sign() -> Float { below(2) == 0 ? -1 : 1 }
}
