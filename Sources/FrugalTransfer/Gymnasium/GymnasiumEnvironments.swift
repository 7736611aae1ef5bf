import Foundation
import FrugalTensor
import FrugalTrack

/// Copies of an environment of Gymnasium's, played together in a Python process of their own.
///
///     let carts = try GymnasiumEnvironments(GymnasiumSettings("CartPole-v1", count: 8, seed: 1))
///     let step = try carts.step([0, 1, 0, 1, 0, 1, 0, 1])
///     let seen = carts.observations            // [8, 4]
///
/// Observations are written by Python into memory that both processes share. A copy whose episode ended begins its next
/// one in the same step: the observation shows the new episode, the reward is of the old one. After an error the process
/// is gone and the same error comes again; make new environments.
///
/// `@unchecked Sendable`: the worker and the memory are touched only while `lock` is held.
public final class GymnasiumEnvironments: @unchecked Sendable {
    /// What a step of all copies brought.
    public struct Step: Sendable, Equatable {
        /// The reward of each copy.
        public var rewards: [Float]
        /// Whether the episode of each copy ended with this step, by the rules or because it was cut short.
        public var hasEnded: [Bool]
        /// Whether it was cut short: what would have come after it is then unknown and not nothing.
        public var isTruncated: [Bool]
    }

    /// What is played.
    public let settings: GymnasiumSettings
    /// What is seen and what can be done.
    public let spaces: GymnasiumSpaces

    /// How many copies there are.
    public var count: Int { settings.count }
    /// The shape of what one copy shows.
    public var observationShape: [Int] { spaces.observationShape }
    /// The actions, numbered from 0.
    public var actionCount: Int { spaces.actions }

    let worker: GymnasiumWorker
    private let layout: GymnasiumLayout
    private let memory: SharedMemory
    private let lock = NSLock()

    /// What the worker says first.
    private struct Greeting: Decodable {
        var observation: GymnasiumSpaces.Facts
        var action: GymnasiumSpaces.Facts
    }

    /// Starts Python, makes the copies and begins a first episode in each.
    /// - Throws: ``GymnasiumError`` for a Python that is not there or lacks Gymnasium, an unknown environment, one whose
    ///   spaces cannot be used, and settings that make no sense.
    public init(_ settings: GymnasiumSettings) throws {
        try settings.check()
        self.settings = settings
        worker = try GymnasiumWorker(settings)
        let greeting = try worker.receive(Greeting.self)
        spaces = try GymnasiumSpaces(
            observation: greeting.observation, action: greeting.action, environment: settings.environment)
        layout = try GymnasiumLayout(spaces, count: settings.count, environment: settings.environment)
        memory = try SharedMemory(byteCount: layout.bytes, for: settings.environment)
        try worker.send(TrackJSON.encode(layout, onOneLine: true), descriptor: memory.descriptor)
        try worker.finish()
        try reset()
    }

    /// Begins a first episode in every copy, with the seeds of the settings; what was running is dropped.
    /// - Throws: ``GymnasiumError`` where the worker died, hung or raised an exception.
    public func reset() throws {
        try lock.withLock {
            try worker.send("reset \(settings.seed)".utf8)
            try worker.finish()
        }
    }

    /// Plays one step of each copy.
    /// - Parameter actions: one a copy, each from 0 to ``actionCount`` - 1.
    /// - Throws: ``GymnasiumError`` for other actions, which harms nothing, and where the worker died, hung or raised an
    ///   exception.
    @discardableResult
    public func step(_ actions: [Int]) throws -> Step {
        try check(actions)
        return try lock.withLock {
            for (copy, action) in actions.enumerated() {
                memory.bytes.storeBytes(of: Int64(action), toByteOffset: layout.actions + 8 * copy, as: Int64.self)
            }
            try worker.send("step".utf8)
            try worker.finish()
            let truncated = (0..<count).map { memory.bytes[layout.truncated + $0] != 0 }
            return Step(
                rewards: (0..<count).map {
                    memory.bytes.load(fromByteOffset: layout.rewards + 4 * $0, as: Float.self)
                },
                hasEnded: (0..<count).map { truncated[$0] || memory.bytes[layout.terminated + $0] != 0 },
                isTruncated: truncated)
        }
    }

    private func check(_ actions: [Int]) throws {
        guard actions.count == count else {
            throw GymnasiumError(
                .settings, settings.environment, "\(actions.count) actions for \(count) copies",
                remedy: "give one for each copy")
        }
        if let wrong = actions.first(where: { !(0..<actionCount).contains($0) }) {
            throw GymnasiumError(
                .settings, settings.environment, "there is no action \(wrong)",
                remedy: "give numbers from 0 to \(actionCount - 1)")
        }
    }

    /// What the copies show, `[count]` and ``observationShape``, in the environment's own type: a copy, which later steps do
    /// not change.
    public var observations: Tensor {
        lock.withLock {
            Tensor(copying: observed, shape: [count] + observationShape, dtype: spaces.observationType)
        }
    }

    /// Writes what the copies show as numbers for a network, `[count]` and ``observationShape``: bytes, which are pixels,
    /// become 0 to 1, all else is as it is.
    /// - Throws: ``GymnasiumError`` if there is not room for exactly that many numbers.
    public func writeObservations(into numbers: UnsafeMutableBufferPointer<Float>) throws {
        let size = observationShape.reduce(count, *)
        guard numbers.count == size else {
            throw GymnasiumError(
                .settings, settings.environment, "room for \(numbers.count) numbers of \(size)",
                remedy: "give a buffer of exactly that size")
        }
        switch spaces.observationType {
        case .uint8:
            lock.withLock {
                let bytes = observed
                for place in 0..<size { numbers[place] = Float(bytes[place]) / 255 }
            }
        case .float32:
            lock.withLock { UnsafeMutableRawBufferPointer(numbers).copyMemory(from: observed) }
        default:
            _ = numbers.update(fromContentsOf: observations.to(.float32).floats())
        }
    }

    /// The observations in the shared memory; to be read while `lock` is held.
    private var observed: UnsafeRawBufferPointer {
        let size = observationShape.reduce(count * spaces.observationType.byteCount, *)
        return UnsafeRawBufferPointer(rebasing: memory.bytes[layout.observations..<layout.observations + size])
    }

    /// Lets the environments close what they hold, such as a film that is being written, and ends Python. Without it Python
    /// is simply ended together with this object.
    public func close() { lock.withLock { worker.close(within: Self.closing) } }

    /// Seconds that closing may take.
    private static let closing = 5.0
}
