import FrugalNN
import FrugalTensor

/// How fast the probability of a class falls as pixels are blackened, most important first (Samek et al. 2017). A map is of
/// use where it falls faster than in random order.
enum PixelFlipping {
    /// The shares of the pixels that are blackened.
    static let shares = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5]

    /// The probability of `label` at each share, pixels going in `order`.
    /// - Parameter x: `[1, C, H, W]`.
    static func curve(_ network: some Layer, _ x: Tensor, label: Int, order: [Int]) -> [Double] {
        let (height, width) = (x.size(of: 2), x.size(of: 3))
        var masks: [Float] = []
        for share in shares {
            var mask = [Float](repeating: 1, count: height * width)
            for pixel in order.prefix(Int((share * Double(order.count)).rounded())) { mask[pixel] = 0 }
            masks += mask
        }
        let mask = Tensor(masks, shape: [shares.count, 1, height, width])
        return withoutGradients {
            network(x * mask, .evaluation).softmax(along: 1).narrowed(along: 1, from: label, length: 1).doubles()
        }
    }

    /// The area under a curve by the trapezoid rule, over the greatest share: a mean probability.
    static func area(_ curve: [Double]) -> Double {
        var area = 0.0
        for place in curve.indices.dropFirst() {
            area += (shares[place] - shares[place - 1]) * (curve[place] + curve[place - 1]) / 2
        }
        return area / (shares[shares.count - 1])
    }
}
