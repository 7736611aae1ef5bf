import FrugalTensor
import FrugalTesting
import Testing

/// Normalisation, sum and rectifier as one operation against the three.
@Suite("Rectified normalisation")
struct RectifiedNormTests {
    /// Few channels are taken several rows at a time; the odd ones do not fill the vector lanes.
    static let sizes = [[8, 16, 8, 8], [3, 5, 7, 9], [2, 64, 4, 4], [4, 33, 3, 3], [2, 80, 5, 5], [6, 12]]

    struct Case {
        let inputs: [Tensor]
        let statistics: (mean: Tensor, variance: Tensor)?
        let gradient: Tensor
        let adds: Bool

        init(_ size: [Int], adds: Bool, usesRunning: Bool = false, dtype: DType = .float32) {
            var random = RandomStream(seed: 5)
            func images() -> Tensor {
                let drawn = (Tensor.normal(size, using: &random) * 2 + 3).to(dtype)
                return size.count == 4 ? drawn.channelsLast() : drawn
            }
            let channels = size[1]
            inputs = [
                images(), Tensor.normal([channels], using: &random), Tensor.normal([channels], using: &random),
                images() - 3,
            ].map { $0.recordingGradients() }
            statistics =
                usesRunning
                ? (
                    Tensor.normal([channels], using: &random),
                    Tensor.uniform([channels], in: 0.5..<1.5, using: &random)
                ) : nil
            gradient = Tensor.normal(size, using: &random)
            self.adds = adds
        }

        var trained: [Tensor] { adds ? inputs : Array(inputs.dropLast()) }

        func fused() -> (output: Tensor, statistics: (mean: Tensor, variance: Tensor)?) {
            inputs[0].rectifiedNorm(
                scale: inputs[1], shift: inputs[2], adding: adds ? inputs[3] : nil, statistics: statistics)
        }

        func parts() -> (output: Tensor, statistics: (mean: Tensor, variance: Tensor)?) {
            func finished(_ normal: Tensor) -> Tensor { (adds ? normal + inputs[3] : normal).relu() }
            if let statistics {
                return (
                    finished(
                        inputs[0].batchNorm(
                            weight: inputs[1], bias: inputs[2], mean: statistics.mean, variance: statistics.variance)),
                    nil
                )
            }
            let batch = inputs[0].batchNorm(weight: inputs[1], bias: inputs[2])
            return (finished(batch.output), (batch.mean, batch.variance))
        }
    }

    @Test(arguments: sizes, [false, true])
    func agreesWithItsParts(size: [Int], adds: Bool) throws {
        let example = Case(size, adds: adds)
        let (fused, parts) = (example.fused(), example.parts())
        #expect(relativeDistance(fused.output, parts.output) < 1e-5)
        let (ours, theirs) = (try #require(fused.statistics), try #require(parts.statistics))
        #expect(relativeDistance(ours.mean, theirs.mean) < 1e-5)
        #expect(relativeDistance(ours.variance, theirs.variance) < 1e-5)
        let found = gradients(of: fused.output, withRespectTo: example.trained, seed: example.gradient)
        let expected = gradients(of: parts.output, withRespectTo: example.trained, seed: example.gradient)
        for (index, (our, their)) in zip(found, expected).enumerated() {
            #expect(relativeDistance(our, their) < 1e-5, "gradient \(index)")
        }
    }

    @Test(arguments: sizes, [false, true])
    func agreesByGivenStatistics(size: [Int], adds: Bool) {
        let example = Case(size, adds: adds, usesRunning: true)
        let without = withoutGradients { (example.fused().output, example.parts().output) }
        #expect(relativeDistance(without.0, without.1) < 1e-5)
        #expect(withoutGradients { example.fused().statistics } == nil)
        let found = gradients(of: example.fused().output, withRespectTo: example.trained, seed: example.gradient)
        let expected = gradients(of: example.parts().output, withRespectTo: example.trained, seed: example.gradient)
        for (our, their) in zip(found, expected) { #expect(relativeDistance(our, their) < 1e-5) }
    }

    @Test func bfloat16IsCloseToItself() {
        let example = Case([4, 16, 6, 6], adds: true, dtype: .bfloat16)
        let (fused, parts) = (example.fused().output, example.parts().output)
        #expect(fused.dtype == .bfloat16)
        #expect(relativeDistance(fused.to(.float32), parts.to(.float32)) < 1e-2)
    }

    @Test func secondGradientsAgree() {
        let example = Case([3, 4, 5, 5], adds: true)
        func second(_ output: Tensor) -> [Tensor] {
            let first = gradients(
                of: output, withRespectTo: example.trained, seed: example.gradient, createGraph: true)
            let length = first.reduce(Tensor.zeros([])) { $0 + $1.squared().sum() }
            return gradients(of: length, withRespectTo: Array(example.trained.dropLast()))
        }
        for (our, their) in zip(second(example.fused().output), second(example.parts().output)) {
            #expect(relativeDistance(our, their) < 1e-4)
        }
    }

    @Test func notANumberIsPassedOn() {
        var values = [Float](repeating: 1, count: 32)
        values[3] = .nan
        let y = Tensor(values, shape: [16, 2])
        let out = y.rectifiedNorm(scale: .ones([2]), shift: .zeros([2]), statistics: (.zeros([2]), .ones([2]))).output
        #expect(out.floats()[3].isNaN && out.floats()[2] > 0.9)
        #expect(throws: TensorError.self) {
            try Tensor.checking {
                _ = Tensor.ones([1, 2]).rectifiedNorm(scale: .ones([2]), shift: .zeros([2]), statistics: nil)
            }
        }
    }
}
