import Foundation
import FrugalTensor
import FrugalTrack

/// Copies of an environment of Gymnasium's, played together in a Python process of their own.
///
///     let games = try GymnasiumEnvironments(GymnasiumSettings("CartPole-v1", count: 8))
///     try games.reset(seed: 1)
///     try games.step([0, 1, 0, 1, 0, 1, 0, 1])
///     let seen = games.observations            // [8, 4]
///
/// Observations are written by Python into memory that both processes share. A copy whose episode ended begins its next
/// one in the same step: the observation shows the new episode, the reward is of the old one. After an error the process
/// is gone and the same error comes again; make new environments. Not to be used by two threads at once.
public final class GymnasiumEnvironments {
    /// What is played.
    public let settings: GymnasiumSettings
    /// What is seen and what can be done.
    public let spaces: GymnasiumSpaces
    /// The reward of the last step, by copy.
    public private(set) var rewards: [Float]
    /// Whether the last step ended an episode, by the rules or because it was cut short, by copy.
    public private(set) var hasEnded: [Bool]
    /// Whether the last step's episode was cut short: what would have come after it is then unknown and not nothing.
    public private(set) var isTruncated: [Bool]

    /// How many copies there are.
    public var count: Int { settings.count }

    let worker: GymnasiumWorker
    private let layout: GymnasiumLayout
    private let memory: SharedMemory

    /// What the worker says first.
    private struct Greeting: Decodable {
        var observation: GymnasiumSpaces.Facts
        var action: GymnasiumSpaces.Facts
    }

    /// Starts Python and makes the copies; ``reset(seed:)`` comes next.
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
        rewards = [Float](repeating: 0, count: settings.count)
        hasEnded = [Bool](repeating: false, count: settings.count)
        isTruncated = hasEnded
        try worker.send(TrackJSON.encode(layout, onOneLine: true), descriptor: memory.descriptor)
        try worker.finish()
    }

    /// Begins an episode in every copy.
    /// - Parameter seed: copy `i` gets `seed + i`.
    /// - Throws: ``GymnasiumError`` where the worker died, hung or raised an exception.
    public func reset(seed: UInt32) throws {
        try worker.send("reset \(seed)".utf8)
        try worker.finish()
        for copy in 0..<count { (rewards[copy], hasEnded[copy], isTruncated[copy]) = (0, false, false) }
    }

    /// Plays one step of each copy.
    /// - Parameter actions: one a copy, each from 0 to ``GymnasiumSpaces/actions`` - 1.
    /// - Throws: ``GymnasiumError`` for other actions, which harms nothing, and where the worker died, hung or raised an
    ///   exception.
    public func step(_ actions: [Int]) throws {
        guard actions.count == count else {
            throw GymnasiumError(
                .settings, settings.environment, "\(actions.count) actions for \(count) copies",
                remedy: "give one for each copy")
        }
        if let wrong = actions.first(where: { !(0..<spaces.actions).contains($0) }) {
            throw GymnasiumError(
                .settings, settings.environment, "there is no action \(wrong)",
                remedy: "give numbers from 0 to \(spaces.actions - 1)")
        }
        for (copy, action) in actions.enumerated() {
            memory.bytes.storeBytes(of: Int64(action), toByteOffset: layout.actions + 8 * copy, as: Int64.self)
        }
        try worker.send("step".utf8)
        try worker.finish()
        for copy in 0..<count {
            rewards[copy] = memory.bytes.load(fromByteOffset: layout.rewards + 4 * copy, as: Float.self)
            isTruncated[copy] = memory.bytes[layout.truncated + copy] != 0
            hasEnded[copy] = isTruncated[copy] || memory.bytes[layout.terminated + copy] != 0
        }
    }

    /// What the copies show, `[count]` and ``GymnasiumSpaces/observationShape``, in the environment's own type: a copy, which
    /// later steps do not change.
    public var observations: Tensor {
        Tensor(copying: observationBytes, shape: [count] + spaces.observationShape, dtype: spaces.observationType)
    }

    /// The bytes of the observations in the shared memory: the next step overwrites them.
    var observationBytes: UnsafeRawBufferPointer {
        let size = spaces.observationShape.reduce(count * spaces.observationType.byteCount, *)
        return UnsafeRawBufferPointer(rebasing: memory.bytes[layout.observations..<layout.observations + size])
    }

    /// Lets the environments close what they hold, such as a film that is being written, and ends Python. Without it Python
    /// is simply ended together with this object.
    public func close() { worker.close(within: Self.closing) }

    /// Seconds that closing may take.
    private static let closing = 5.0
}
