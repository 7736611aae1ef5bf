import Foundation
import FrugalTensor
import Testing

@testable import FrugalTransfer

@Suite("Environments of Gymnasium's", .enabled(if: GymnasiumPython.isThere, "needs FRUGAL_GYM_PYTHON"))
struct GymnasiumTests {
    @Test("Spaces are described; actions count from 0, wherever the environment begins")
    func spaces() throws {
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy(count: 2))
        #expect(toys.spaces.observationShape == [2, 3])
        #expect(toys.spaces.observationType == .float32)
        #expect(toys.spaces.observationRange == 0...1000)
        #expect(toys.spaces.actions == 3)
    }

    @Test("Steps, rewards, ends and new episodes are those worked out by hand, each copy with its own seed")
    func steps() throws {
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy(count: 3, seed: 40))
        func seen() -> [[Double]] { (0..<3).map { toys.observations[$0, 0].doubles() } }
        #expect(seen() == [[40, 0, 0], [41, 0, 0], [42, 0, 0]])
        // -1, 0 and 1 for the environment.
        let none = [false, false, false]
        let first = try toys.step([0, 1, 2])
        #expect(first == .init(rewards: [-0.5, 0, 0.5], hasEnded: none, isTruncated: none))
        #expect(seen() == [[40, -1, 1], [41, 0, 1], [42, 1, 1]])
        let second = try toys.step([0, 1, 2])
        #expect(second == .init(rewards: [-0.5, 0, 0.5], hasEnded: [false, false, true], isTruncated: none))
        // The third begins anew in the same step, without a seed.
        #expect(seen() == [[40, -2, 2], [41, 0, 2], [-1, 0, 0]])
        for _ in 0..<2 { try toys.step([0, 1, 1]) }
        let last = try toys.step([0, 1, 1])
        #expect(last.hasEnded == [true, true, false])
        #expect(last.isTruncated == [true, true, false])
        try toys.reset()
        #expect(seen() == [[40, 0, 0], [41, 0, 0], [42, 0, 0]])
    }

    @Test("Numbers for a network: as they are, or pixels from 0 to 1; the room must fit")
    func numbers() throws {
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy(count: 2, seed: 8))
        var numbers = [Float](repeating: -1, count: 12)
        try numbers.withUnsafeMutableBufferPointer { try toys.writeObservations(into: $0) }
        #expect(numbers == [8, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0])
        var few = [Float](repeating: 0, count: 11)
        let error = try #require(throws: GymnasiumError.self) {
            try few.withUnsafeMutableBufferPointer { try toys.writeObservations(into: $0) }
        }
        #expect(error.code == .settings)
        let lights = try GymnasiumEnvironments(GymnasiumPython.settings("toy_environment:Lights-v0"))
        try lights.step([1])
        var light: [Float] = [0]
        try light.withUnsafeMutableBufferPointer { try lights.writeObservations(into: $0) }
        #expect(light == [3])
        let games = try GymnasiumEnvironments(GymnasiumPython.settings("ale_py:ALE/Breakout-v5"))
        var pixels = [Float](repeating: -1, count: 210 * 160 * 3)
        try pixels.withUnsafeMutableBufferPointer { try games.writeObservations(into: $0) }
        #expect(pixels.allSatisfy { (0...1).contains($0) })
        #expect(pixels.max() ?? 0 > 0.4)
    }

    @Test("Observations are copies: a later step does not change them")
    func copies() throws {
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy(seed: 5))
        let first = toys.observations
        try toys.step([2])
        #expect(first[0, 0].doubles() == [5, 0, 0])
        #expect(toys.observations[0, 0].doubles() == [5, 1, 1])
    }

    @Test("Single numbers, and types that Frugal does not have")
    func kinds() throws {
        let lights = try GymnasiumEnvironments(GymnasiumPython.settings("toy_environment:Lights-v0", count: 2))
        try lights.step([1, 0])
        #expect(lights.observations.dtype == .int64)
        #expect(lights.observations.doubles() == [3, 0])
        let short = try GymnasiumEnvironments(GymnasiumPython.toy(options: ["kind": .text("short")], seed: 3))
        #expect(short.observations.dtype == .float32)
        #expect(short.observations[0, 0].doubles() == [3, 0, 0])
    }

    @Test("The same seed and actions give the same numbers", arguments: [UInt32(1), 7])
    func repeats(seed: UInt32) throws {
        func run() throws -> [Double] {
            let carts = try GymnasiumEnvironments(GymnasiumPython.settings("CartPole-v1", count: 2, seed: seed))
            for index in 0..<40 { try carts.step([index % 2, (index / 3) % 2]) }
            return carts.observations.doubles()
        }
        #expect(try run() == run())
    }

    @Test("Closing lets the environments close, and later calls say so")
    func closing() throws {
        let folder = try ScratchFolder()
        let mark = folder.url.appendingPathComponent("closed")
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy(options: ["mark": .text(mark.path)]))
        toys.close()
        #expect(FileManager.default.fileExists(atPath: mark.path))
        #expect(kill(toys.worker.process, 0) != 0)
        let error = try #require(throws: GymnasiumError.self) { try toys.step([0]) }
        #expect(error.code == .closed)
    }

    @Test("Nothing is left of an object that nobody holds")
    func forgotten() throws {
        let process = try {
            let toys = try GymnasiumEnvironments(GymnasiumPython.toy())
            return toys.worker.process
        }()
        #expect(kill(process, 0) != 0)
        #expect(errno == ESRCH)
    }

    @Test("Breakout of ale-py: pixels come as Python sees them")
    func breakout() throws {
        let settings = GymnasiumPython.settings(
            "ale_py:ALE/Breakout-v5", count: 2, options: ["obs_type": .text("grayscale")], seed: 1)
        let games = try GymnasiumEnvironments(settings)
        #expect(games.spaces.observationShape == [210, 160])
        #expect(games.spaces.observationType == .uint8)
        #expect(games.spaces.actions == 4)
        let first = games.observations
        #expect(first.shape == [2, 210, 160])
        // Black behind, bricks and walls before it.
        #expect(first.to(.float32).max().doubles()[0] > 100)
        var score: Float = 0
        var ends = 0
        var random = RandomStream(seed: 3)
        for _ in 0..<400 {
            let actions = (0..<2).map { _ in Int.random(in: 0..<4, using: &random) }
            let step = try games.step(actions)
            score += step.rewards.reduce(0, +)
            ends += step.hasEnded.count { $0 }
        }
        #expect(score > 0)
        #expect(ends > 0)
        #expect(games.observations.doubles() != first.doubles())
    }
}
