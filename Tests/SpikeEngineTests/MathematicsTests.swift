import Foundation
import Testing

@testable import SpikeEngine

@Suite("The engine's own mathematics")
struct MathematicsTests {
    /// The distance in units of the last place.
    private func units(_ one: Double, _ other: Double) -> Double {
        one == other ? 0 : abs(one - other) / other.ulp
    }

    @Test("The exponential is within one unit in the last place, to the ends of the range")
    func exponentialFunction() {
        var random = TestRandom(1)
        for _ in 0..<2000 {
            let x = Double.random(in: -745...709.7, using: &random)
            #expect(units(exponential(x), exp(x)) <= 1, "exp(\(x))")
            let small = Double.random(in: -1...1, using: &random)
            #expect(units(exponential(small), exp(small)) <= 1, "exp(\(small))")
            let single = Float(x / 8)
            #expect(exponential(single) == Float(exp(Double(single))))
        }
        #expect(exponential(0.0) == 1)
        #expect(exponential(1000.0) == .infinity)
        #expect(exponential(-1000.0) == 0)
        #expect(exponential(-740.0) > 0)
        #expect(exponential(Double.nan).isNaN)
    }

    @Test("The logarithm is within one unit in the last place, subnormal numbers included")
    func logarithmFunction() {
        var random = TestRandom(2)
        for _ in 0..<2000 {
            let x = exp(Double.random(in: -740...709, using: &random))
            #expect(units(logarithm(x), log(x)) <= 1, "log(\(x))")
            let near = Double.random(in: 0.5...2, using: &random)
            #expect(units(logarithm(near), log(near)) <= 1, "log(\(near))")
            let p = exp(Double.random(in: -40 ... -0.01, using: &random))
            #expect(units(logarithm(oneMinus: p), log1p(-p)) <= 1e4 * (p < 1e-4 ? 1e-3 : 1), "log(1 - \(p))")
        }
        #expect(logarithm(1.0) == 0)
        #expect(logarithm(0.0) == -.infinity)
        #expect(logarithm(-1.0).isNaN)
        #expect(logarithm(Float(2)) == Float(log(2.0)))
    }

    @Test("Eight exponentials are within two units in the last place")
    func lanes() {
        var random = TestRandom(3)
        for _ in 0..<200 {
            var x = Lanes()
            for lane in 0..<8 { x[lane] = Float.random(in: -87...88, using: &random) }
            let y = exponential(x)
            for lane in 0..<8 {
                let exact = exp(Double(x[lane]))
                #expect(abs(Double(y[lane]) - exact) <= 2 * Double(Float(exact).ulp), "exp(\(x[lane]))")
            }
        }
        let ends = exponential(Lanes(-1000, 1000, 0, 0, 0, 0, 0, 0))
        #expect(ends[0] > 0 && ends[0] < 1e-37)
        #expect(ends[1].isFinite && ends[1] > 1e38)
        #expect(ends[2] == 1)
    }

    @Test("Relaxation is right near zero and far, and a lane does not depend on its neighbours")
    func relaxationFunction() {
        var random = TestRandom(4)
        #expect(relaxation(0.0) == 1)
        for _ in 0..<200 {
            let z = Double.random(in: -3...3, using: &random)
            #expect(isNear(relaxation(z), -expm1(-z) / z, 1e-14))
            let ramp = (1 - exp(-z) * (1 + z)) / (z * z)
            #expect(isNear(rampRelaxation(z), ramp, 1e-11 / min(1, z * z)))
            let step = LaneRelaxation(rate: 0.25)
            var x = Lanes()
            for lane in 0..<8 { x[lane] = Float.random(in: 0...8, using: &random) }
            let y = step(x)
            let near = LaneRelaxation.nearZero(x * 0.25) * 0.25
            for lane in 0..<8 {
                let exact = -expm1(-Double(x[lane]) / 4) / Double(x[lane])
                #expect(abs(Double(y[lane]) - exact) <= 5 * Double(Float(exact).ulp), "at \(x[lane])")
                if x[lane] * 0.25 <= LaneRelaxation.nearZero { #expect(y[lane] == near[lane]) }
            }
        }
        #expect(rampRelaxation(0) == 0.5)
    }

    @Test("Random numbers by counter fill the interval evenly and have no memory")
    func counterRandom() {
        let streams = (0..<4).map { CounterRandom(key: CounterRandom(9, 1).key, member: $0) }
        for stream in streams {
            let numbers = (0..<4000).map { stream.uniform($0) }
            #expect(numbers.allSatisfy { $0 > 0 && $0 <= 1 })
            #expect(abs(numbers.reduce(0, +) / 4000 - 0.5) < 0.02)
            let products = zip(numbers, numbers.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) }
            #expect(abs(products.reduce(0, +) / 4000) < 0.005)
        }
        #expect(streams[0].uniform(5) != streams[1].uniform(5))
        #expect(streams[0].uniform(5) == streams[0].uniform(5))
    }
}
