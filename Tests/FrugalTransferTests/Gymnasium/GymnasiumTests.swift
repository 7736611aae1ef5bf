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
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy(count: 3))
        try toys.reset(seed: 40)
        func seen() -> [[Double]] { (0..<3).map { toys.observations[$0, 0].doubles() } }
        #expect(seen() == [[40, 0, 0], [41, 0, 0], [42, 0, 0]])
        // -1, 0 and 1 for the environment.
        try toys.step([0, 1, 2])
        #expect(toys.rewards == [-0.5, 0, 0.5])
        #expect(toys.hasEnded == [false, false, false])
        #expect(seen() == [[40, -1, 1], [41, 0, 1], [42, 1, 1]])
        try toys.step([0, 1, 2])
        #expect(toys.rewards == [-0.5, 0, 0.5])
        #expect(toys.hasEnded == [false, false, true])
        #expect(toys.isTruncated == [false, false, false])
        // The third begins anew in the same step, without a seed.
        #expect(seen() == [[40, -2, 2], [41, 0, 2], [-1, 0, 0]])
        for _ in 0..<3 { try toys.step([0, 1, 1]) }
        #expect(toys.hasEnded == [true, true, false])
        #expect(toys.isTruncated == [true, true, false])
        try toys.reset(seed: 0)
        #expect(toys.hasEnded == [false, false, false])
        #expect(seen() == [[0, 0, 0], [1, 0, 0], [2, 0, 0]])
    }

    @Test("Observations are copies: a later step does not change them")
    func copies() throws {
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy())
        try toys.reset(seed: 5)
        let first = toys.observations
        try toys.step([2])
        #expect(first[0, 0].doubles() == [5, 0, 0])
        #expect(toys.observations[0, 0].doubles() == [5, 1, 1])
    }

    @Test("Single numbers, and types that Frugal does not have")
    func kinds() throws {
        let lights = try GymnasiumEnvironments(GymnasiumPython.settings("toy_environment:Lights-v0", count: 2))
        try lights.reset(seed: 0)
        try lights.step([1, 0])
        #expect(lights.observations.dtype == .int64)
        #expect(lights.observations.doubles() == [3, 0])
        let short = try GymnasiumEnvironments(GymnasiumPython.toy(options: ["kind": .text("short")]))
        try short.reset(seed: 3)
        #expect(short.observations.dtype == .float32)
        #expect(short.observations[0, 0].doubles() == [3, 0, 0])
    }

    @Test("The same seed and actions give the same numbers", arguments: [UInt32(1), 7])
    func repeats(seed: UInt32) throws {
        func run() throws -> [Double] {
            let carts = try GymnasiumEnvironments(GymnasiumPython.settings("CartPole-v1", count: 2))
            try carts.reset(seed: seed)
            for index in 0..<40 { try carts.step([index % 2, (index / 3) % 2]) }
            return carts.observations.doubles()
        }
        #expect(try run() == run())
    }

    @Test("Closing lets the environments close, and later calls say so")
    func closing() throws {
        let folder = try ScratchFolder()
        let mark = folder.url.appendingPathComponent("closed")
        setenv("TOY_CLOSED", mark.path, 1)
        let toys = try GymnasiumEnvironments(
            GymnasiumPython.toy(options: ["fault": .text("telling"), "at": .integer(99)]))
        try toys.reset(seed: 0)
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
            try toys.reset(seed: 0)
            return toys.worker.process
        }()
        #expect(kill(process, 0) != 0)
        #expect(errno == ESRCH)
    }

    @Test("Breakout of ale-py: pixels come as Python sees them")
    func breakout() throws {
        let settings = GymnasiumPython.settings(
            "ale_py:ALE/Breakout-v5", count: 2, options: ["obs_type": .text("grayscale")])
        let games = try GymnasiumEnvironments(settings)
        #expect(games.spaces.observationShape == [210, 160])
        #expect(games.spaces.observationType == .uint8)
        #expect(games.spaces.actions == 4)
        try games.reset(seed: 1)
        let first = games.observations
        #expect(first.shape == [2, 210, 160])
        // Black behind, bricks and walls before it.
        #expect(first.to(.float32).max().doubles()[0] > 100)
        var score: Float = 0
        var ends = 0
        var random = RandomStream(seed: 3)
        for _ in 0..<400 {
            try games.step([Int.random(in: 0..<4, using: &random), Int.random(in: 0..<4, using: &random)])
            score += games.rewards.reduce(0, +)
            ends += games.hasEnded.count { $0 }
        }
        #expect(score > 0)
        #expect(ends > 0)
        #expect(games.observations.doubles() != first.doubles())
    }
}
