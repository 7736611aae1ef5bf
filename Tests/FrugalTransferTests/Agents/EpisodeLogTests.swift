import Testing

@testable import FrugalTransfer

@Suite struct EpisodeLogTests {
    @Test func episodesAreSummedByCopyAndBinnedByFrames() {
        var log = EpisodeLog(copies: 2)
        log.note(EnvironmentStep(rewards: [1, 2], hasEnded: [false, false]), frames: 2)
        log.note(EnvironmentStep(rewards: [3, 4], hasEnded: [true, false]), frames: 4)
        log.note(EnvironmentStep(rewards: [5, 6], hasEnded: [false, true]), frames: 6)
        log.note(EnvironmentStep(rewards: [7, 8], hasEnded: [true, true]), frames: 8)
        #expect(log.episodes.map(\.copy) == [0, 1, 0, 1])
        #expect(log.episodes.map(\.value) == [4, 12, 12, 8])
        #expect(log.meanReturn(ofLast: 2) == 10)
        // Parts of two frames: none, one, one, two episodes.
        #expect(log.curve(bins: 4, frames: 8, start: -1) == [-1, 4, 12, 10])
        #expect(log.curve(bins: 2, frames: 16) == [9, 9])
    }
}
