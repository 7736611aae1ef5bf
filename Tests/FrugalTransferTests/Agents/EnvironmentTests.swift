import Foundation
import FrugalTensor
import Testing

@testable import FrugalTransfer

/// Native games as an environment, and their brightness.
@Suite struct EnvironmentTests {
    @Test func gamesStepAsTheyDoByThemselves() throws {
        var environment = try GameEnvironment(.breakout, count: 3, frames: 2, seed: 9)
        var games = try VectorisedGames<Breakout>(count: 3, seed: 9, frames: 2)
        #expect(environment.observationShape == [2, 40, 40] && environment.actionCount == 6)
        var random = RandomStream(seed: 1)
        for _ in 0..<200 {
            let actions = (0..<3).map { _ in random.below(6) }
            let step = try environment.step(actions)
            try games.step(actions.map { GameAction.allCases[$0] })
            #expect(step == EnvironmentStep(rewards: games.rewards, hasEnded: games.hasEnded))
        }
        var pixels = [Float](repeating: -1, count: 3 * 2 * GamePicture.count)
        try pixels.withUnsafeMutableBufferPointer { try games.writePixels(into: $0) }
        let observed = try environment.observed().floats()
        #expect(observed == pixels)
        environment.reset()
        let first = try GameEnvironment(.breakout, count: 3, frames: 2, seed: 9).observed().floats()
        #expect(try environment.observed().floats() == first)
    }

    @Test func aSavedEnvironmentGoesOnBitForBit() throws {
        var one = try GameEnvironment(.pong, count: 2, view: .planes, seed: 3)
        for _ in 0..<30 { _ = try one.step([1, 4]) }
        var other = try restored(one)
        for _ in 0..<30 { #expect(try one.step([3, 4]) == other.step([3, 4])) }
        #expect(try one.observed().floats() == other.observed().floats())
    }

    @Test func staggeredPartsAreAsFarAsTheyShouldBe() throws {
        func part(_ seed: UInt64) throws -> GameEnvironment { try GameEnvironment(.catch, count: 2, seed: seed) }
        var all = try StaggeredEnvironment([part(1), part(2)], stride: 3)
        #expect(all.count == 4 && all.observationShape == [2, 40, 40] && all.actionCount == 6)
        var (first, second) = (try part(1), try part(2))
        for _ in 0..<3 { _ = try second.step([0, 0]) }
        for _ in 0..<2 {
            let shown = try first.observed().floats() + second.observed().floats()
            #expect(try all.observed().floats() == shown)
            let found = try all.step([1, 2, 3, 4])
            let (left, right) = (try first.step([1, 2]), try second.step([3, 4]))
            #expect(found.rewards == left.rewards + right.rewards && found.hasEnded == left.hasEnded + right.hasEnded)
            // Begun anew, it is spread anew.
            try all.reset()
            (first, second) = (try part(1), try part(2))
            for _ in 0..<3 { _ = try second.step([0, 0]) }
        }
        for actions in [[1, 2, 3], [1, 2, 3, 4, 5], []] {
            #expect(throws: GameError.self) { try all.step(actions) }
        }
    }

    @Test func whatIsNoActionIsRefused() throws {
        var environment = try GameEnvironment(.catch, count: 2, seed: 3)
        #expect(throws: GameError.self) { try environment.step([0, 6]) }
        #expect(throws: GameError.self) { try environment.step([0, -1]) }
        #expect(throws: GameError.self) { try environment.step([0]) }
    }

    @Test func brightnessIsDrawnForEachEpisodeAndClipped() throws {
        let base = try GameEnvironment(.catch, count: 4, frames: 1, seed: 3)
        let range = BrightnessRange(shifts: 0.1...0.3, factors: 0.8...1.2)
        var environment = BrightenedEnvironment(base, range: range, random: RandomStream(seed: 8))
        let plain = try base.observed().floats()
        let seen = try environment.observed().floats()
        let grays = (0..<4).map { Set(seen[$0 * 1600..<($0 + 1) * 1600]) }
        // Background, paddle, fruit; the fruit's 1 may have been clipped.
        for copy in 0..<4 {
            let shift = try #require(grays[copy].min())
            #expect(grays[copy].count == 3 && (0.1...0.3).contains(shift))
            let places = copy * 1600..<(copy + 1) * 1600
            let paddle = try #require(places.first { plain[$0] == 0.6 })
            let factor = (seen[paddle] - shift) / 0.6
            for place in places { #expect(abs(seen[place] - min(1, plain[place] * factor + shift)) < 1e-5) }
        }
        #expect(Set(grays.map { $0.min() }).count == 4)
        _ = try environment.step([0, 0, 0, 0])
        #expect(Set(try environment.observed().floats()[..<1600]) == grays[0])
        while try !environment.step([0, 0, 0, 0]).hasEnded[0] {}
        #expect(try environment.observed().floats()[..<1600].min() != grays[0].min())
    }

    @Test func inputsAreDeafToBrightness() throws {
        var random = RandomStream(seed: 2)
        let x = Tensor.uniform([3, 2, 8, 8], in: 0..<0.5, using: &random)
        for input in [PictureInput.normalised, .difference] {
            let one = input(x)
            #expect(one.shape == [3, input.channels(of: 2), 8, 8])
            for (a, b) in zip(one.floats(), input(x + 0.3).floats()) { #expect(abs(a - b) < 1e-5) }
        }
        // Against a plain loop over one picture.
        let values = x.floats()[64..<128].map(Double.init)
        let mean = values.reduce(0, +) / 64
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 64).squareRoot()
        let found = PictureInput.normalised(x).floats()[64..<128]
        for (value, raw) in zip(found, values) {
            #expect(abs(Double(value) - (raw - mean) / (deviation + 1e-3)) < 1e-4)
        }
        #expect(PictureInput.difference.operations(frames: 2, pixels: 1600) == 1600)
        #expect(PictureInput.plain.operations(frames: 2, pixels: 1600) == 0)
    }
}
