import Testing

@testable import FrugalSearch

@Suite struct StudyTimeTests {
    @Test func noTrialIsBegunThatWouldNotEnd() {
        var now = 100.0
        var time = StudyTime(limit: 60, earlier: 20, before: 5, clock: { now })
        #expect(time.spent == 25 && time.left == 35)
        // Nothing is known yet, so one is tried.
        #expect(time.refusal(effort: 1) == nil)
        for seconds in [14.0, 16, 15] { time.learn(seconds: seconds, effort: 1) }
        now += 20
        #expect(time.refusal(effort: 1) == nil)
        now += 3
        #expect(time.refusal(effort: 1) == "no more trials begun: 12 s left, a trial takes 15 s")
        // A third of a training still fits.
        #expect(time.refusal(effort: 1.0 / 3) == nil)
        now += 12
        #expect(time.refusal(effort: 0.001) == "no more trials begun: no time left")
    }

    @Test func secondsAreToldOnceEach() {
        var now = 0.0
        var time = StudyTime(limit: nil, earlier: 0, before: 2, clock: { now })
        now = 3
        #expect(time.settle() == 5)
        #expect(time.settle() == 0)
        now = 4
        #expect(time.unwritten == 1 && time.settle() == 1)
        #expect(time.refusal(effort: 1) == nil && time.left == .infinity)
    }

    @Test func theEstimateFollowsTheLatest() {
        var time = StudyTime(limit: 10, earlier: 0, before: 0, clock: { 0 })
        #expect(time.estimate(effort: 1) == nil)
        for _ in 0..<30 { time.learn(seconds: 1, effort: 0.5) }
        #expect(time.estimate(effort: 0.25) == 0.5)
        for _ in 0..<15 { time.learn(seconds: 9, effort: 1) }
        #expect(time.estimate(effort: 1) == 9)
    }
}
