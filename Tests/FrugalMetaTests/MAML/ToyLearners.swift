import FrugalNN
import FrugalTensor

@testable import FrugalMeta

/// One weight: `x` becomes `w x`.
struct OneWeight: Layer {
    var weight: Tensor

    init(_ value: Double) { weight = Tensor([value]) }

    mutating func visit(_ visitor: inout Visitor) { visitor.parameter("weight", &weight) }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x * weight }
}

/// Two convolution blocks of few channels and a classifier: batch normalisation and all, but quick.
struct TinyNet: Layer {
    var features: ConvFeatures
    var head: Linear

    init(ways: Int, side: Int = 8, width: Int = 4, using random: inout RandomStream) {
        features = ConvFeatures(channels: 1, width: width, depth: 2, using: &random)
        head = Linear(width * (side / 4) * (side / 4), ways, using: &random)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("features", &features)
        visitor.child("head", &head)
    }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor { head(features(x, pass), pass) }
}

/// A pool whose classes are random patterns with some noise on every picture.
func patternPool(classes: Int, perClass: Int, side: Int = 8, seed: UInt64, prefix: String) -> ClassPool {
    var random = RandomStream(seed: seed)
    var pixels: [UInt8] = []
    for _ in 0..<classes {
        let pattern = (0..<side * side).map { _ in random.uniform() < 0.4 ? 200.0 : 20.0 }
        for _ in 0..<perClass { pixels += pattern.map { UInt8($0 + 50 * random.uniform()) } }
    }
    let count = classes * perClass
    return ClassPool(
        pixels: Tensor(pixels, shape: [count, 1, side, side]),
        classes: (0..<classes).map { place in
            .init(name: "\(prefix) \(place)", rows: Array((place * perClass)..<((place + 1) * perClass)))
        },
        names: (0..<count).map { "\(prefix) picture \($0)" })
}

/// Random pictures with labels in float64, class by class.
func randomTask(ways: Int, shots: Int, queries: Int, side: Int = 8, dtype: DType = .float64) -> AdaptationTask {
    var random = RandomStream(seed: 11)
    func examples(_ perClass: Int) -> Examples {
        let count = ways * perClass
        return Examples(
            Tensor.uniform([count, 1, side, side], dtype: .float64, using: &random).to(dtype),
            Tensor((0..<count).map { $0 / perClass }))
    }
    return AdaptationTask(support: examples(shots), query: examples(queries))
}
