import FrugalData
import FrugalTensor
import SpikeEngine

/// The training of a network by showing pictures one after the other, which can be left and gone on with anywhere.
public struct DiehlCookTraining: Sendable {
    /// The network as it is now.
    public private(set) var network: DiehlCookNetwork
    /// Pictures shown so far, repetitions of an epoch included.
    public private(set) var shown = 0
    /// Mean excitatory spikes of a picture, for each thousand of them.
    public private(set) var activity: [Double] = []
    private let seed: UInt64
    private var spikesSince = 0

    /// Training that is left, to be written down.
    public struct Checkpoint: Codable, Sendable {
        var shown: Int
        var activity: [Double]
        var spikesSince: Int
        var state: SimulationState
    }

    /// A training that has not begun.
    /// - Throws: `SpikeError` for settings that make no network.
    public init(_ settings: DiehlCookSettings, pixels: Int, seed: UInt64) throws {
        network = try DiehlCookNetwork(settings, pixels: pixels, seed: seed)
        self.seed = seed
    }

    /// Goes on from where a training with the same settings and seed was left.
    /// - Throws: `SpikeError` for a damaged checkpoint, or one of another training.
    public mutating func restore(_ checkpoint: Checkpoint) throws {
        try network.restore(checkpoint.state)
        shown = checkpoint.shown
        activity = checkpoint.activity
        spikesSince = checkpoint.spikesSince
    }

    /// What is needed to go on from here as if nothing had happened.
    public var checkpoint: Checkpoint {
        Checkpoint(shown: shown, activity: activity, spikesSince: spikesSince, state: network.state)
    }

    /// Shows pictures until each of `indices` has been shown ``DiehlCookSettings/epochs`` times, in an order of its own
    /// in each epoch.
    /// - Parameter tick: told after each picture how many have been shown; throws to stop.
    public mutating func run(
        _ pictures: LabelledImages, _ indices: [Int], tick: (DiehlCookTraining) throws -> Void = { _ in }
    ) throws {
        let total = indices.count * network.settings.epochs
        while shown < total {
            var random = RandomStream(seed: seed, stream: UInt64(shown / indices.count))
            let order = indices.shuffled(using: &random)
            for index in order[(shown % indices.count)...] {
                spikesSince += try network.learn(pictures.picture(index)).reduce(0, +)
                shown += 1
                if shown % 1000 == 0 {
                    activity.append(Double(spikesSince) / 1000)
                    spikesSince = 0
                }
                try tick(self)
            }
        }
    }
}
