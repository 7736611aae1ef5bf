import Foundation
import FrugalTensor
import Testing

@testable import FrugalMeta

@Suite struct AffineDistortionTests {
    private let pictures: Tensor = {
        var random = RandomStream(seed: 1)
        return .uniform([3, 2, 7, 6], using: &random)
    }()

    @Test func nothingChangesNothing() {
        var random = RandomStream(seed: 2)
        let same = AffineDistortion(degrees: 0, stretch: 0, slant: 0, shift: 0)(pictures, using: &random)
        #expect(relativeError(same, pictures) < 1e-6)
    }

    /// A pure move, followed by hand with the same draws: bilinear between neighbours, 0 from outside.
    @Test func aMoveIsBilinear() {
        var (random, same) = (RandomStream(seed: 3), RandomStream(seed: 3))
        let moved = AffineDistortion(degrees: 0, stretch: 0, slant: 0, shift: 2)(pictures, using: &random).floats()
        let source = pictures.floats()
        for picture in 0..<3 {
            let (right, down) = (same.uniform(in: -2...2), same.uniform(in: -2...2))
            for channel in 0..<2 {
                func pixel(_ row: Int, _ column: Int) -> Double {
                    guard (0..<7).contains(row), (0..<6).contains(column) else { return 0 }
                    return Double(source[((picture * 2 + channel) * 7 + row) * 6 + column])
                }
                for row in 0..<7 {
                    for column in 0..<6 {
                        let (x, y) = (Double(column) + right, Double(row) + down)
                        let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
                        let (u, v) = (x - Double(left), y - Double(top))
                        let expected =
                            pixel(top, left) * (1 - u) * (1 - v) + pixel(top, left + 1) * u * (1 - v)
                            + pixel(top + 1, left) * (1 - u) * v + pixel(top + 1, left + 1) * u * v
                        let found = Double(moved[((picture * 2 + channel) * 7 + row) * 6 + column])
                        #expect(abs(found - expected) < 1e-5)
                    }
                }
            }
        }
    }

    /// A picture with ink in its middle keeps about as much of it, and every picture is distorted in its own way.
    @Test func inkStays() {
        var ink = Tensor.zeros([20, 1, 16, 16])
        ink[0..., 0..., 6..<10, 6..<10] = Tensor.ones([20, 1, 4, 4])
        var random = RandomStream(seed: 4)
        let distorted = AffineDistortion()(ink, using: &random)
        let sums = distorted.sum(along: 1, 2, 3).floats()
        #expect(sums.allSatisfy { $0 > 11 && $0 < 22 })
        #expect(Set(sums).count > 15)
    }

    private func relativeError(_ a: Tensor, _ b: Tensor) -> Double { (a - b).abs().max().item() }
}
