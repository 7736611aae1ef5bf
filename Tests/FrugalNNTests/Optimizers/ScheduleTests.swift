import Foundation
import FrugalNN
import Testing

@Suite("Schedules against PyTorch")
struct ScheduleTests {
    static let schedules: [String: any Schedule] = [
        "step": StepDecay(0.4, every: 3, factor: 0.5),
        "multiStep": MultiStepDecay(0.4, at: [2, 5, 9]),
        "cosine": CosineDecay(0.4, over: 12, minimum: 0.01),
        "restarts": CosineWarmRestarts(0.4, period: 3, growth: 2, minimum: 0.01),
        "evenRestarts": CosineWarmRestarts(0.4, period: 4),
        "oneCycle": OneCycle(peak: 0.4, over: 12),
        "warmCosine": CosineDecay(0.4, over: 8).warmedUp(over: 4, from: 0.1),
    ]

    @Test("The first rates are PyTorch's", arguments: OptimizerReferences.rates.keys.sorted())
    func rates(name: String) throws {
        let schedule = try #require(Self.schedules[name])
        let expected = try #require(OptimizerReferences.rates[name])
        let found = expected.indices.map(schedule.rate)
        for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-12) }
    }

    @Test("Steps before the start and after the end have a rate too")
    func edges() {
        for schedule in Self.schedules.values {
            #expect(schedule.rate(at: -5) == schedule.rate(at: 0))
            #expect(schedule.rate(at: 1_000_000).isFinite)
            #expect(schedule.rate(at: .max).isFinite)
        }
        #expect(CosineDecay(1, over: 10, minimum: 0.25).rate(at: 10) == 0.25)
        #expect(CosineDecay(1, over: 10, minimum: 0.25).rate(at: 99) == 0.25)
        #expect(abs(OneCycle(peak: 1, over: 10).rate(at: 50) - 1 / 25e4) < 1e-15)
        #expect(OneCycle(peak: 1, over: 0).rate(at: 0).isFinite)
        #expect(ConstantRate(3).rate(at: 7) == 3)
        #expect(ConstantRate(3).warmedUp(over: 0).rate(at: 0) == 3)
    }

    @Test("A schedule is a value that can be stored")
    func stored() throws {
        let schedule = CosineDecay(0.4, over: 8).warmedUp(over: 4, from: 0.1)
        let data = try JSONEncoder().encode(schedule)
        #expect(try JSONDecoder().decode(Warmup<CosineDecay>.self, from: data) == schedule)
    }
}
