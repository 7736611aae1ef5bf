import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Finds a learning rate by training a copy of the network for some steps while the rate rises from far too small to far too
/// large (Smith 2017).
public struct RateFinder: Codable, Hashable, Sendable {
    /// The first rate.
    public var lowest = 1e-7
    /// The last rate.
    public var highest = 10.0
    /// Steps at most; the search ends where the smoothed loss is four times the least.
    public var steps = 100

    /// A search over 100 steps.
    public init() {}

    /// What a search saw.
    public struct Finding: Codable, Hashable, Sendable {
        /// The rate of each step.
        public var rates: [Double]
        /// The smoothed loss of each step.
        public var losses: [Double]
        /// A rate in the longest fall of the loss, between its middle and its two thirds.
        public var rate: Double
    }

    /// Runs a search. The network itself is not touched.
    /// - Throws: ``FrugalError`` of kind `training` where the loss is no number from the first step on; otherwise as
    ///   ``Tuner/tune(_:on:steps:check:report:)``.
    public func rate<Model: Layer, Source: BatchSource>(
        for start: Model, on data: TuningData<Source>, _ settings: TuningSettings, on device: Device = .cpu,
        check: () throws -> Void = {}
    ) throws -> Finding {
        var network = start.to(device)
        var stepper = TuningStepper(settings, TunedBlocks(of: start), network, device: device)
        let batches = try Batches(
            data.augmented, indices: data.training, size: min(settings.batchSize, data.training.count),
            shuffledWith: settings.seed)
        var (rates, losses): ([Double], [Double]) = ([], [])
        var (average, epoch) = (0.0, 0)
        var iterator = batches.epoch(0)
        for step in 0..<max(2, steps) {
            try check()
            guard let batch = try iterator.next() else {
                epoch += 1
                iterator = batches.epoch(epoch)
                continue
            }
            let rate = lowest * pow(highest / lowest, Double(step) / Double(max(1, steps - 1)))
            // Every block trains as it does at the end, so that a gradual unfreezing is judged as a whole.
            guard let loss = try? stepper.step(&network, batch, number: step, progress: 1, rate: rate) else { break }
            average = 0.98 * average + 0.02 * loss
            let smooth = average / (1 - pow(0.98, Double(losses.count + 1)))
            (rates, losses) = (rates + [rate], losses + [smooth])
            if smooth > 4 * (losses.min() ?? smooth) { break }
        }
        guard let rate = Self.valley(rates, losses) else {
            throw FrugalError(
                .training, settings.policy.description, "no learning rate could be found: the loss is not a number",
                remedy: "give a learning rate")
        }
        return Finding(rates: rates, losses: losses, rate: rate)
    }

    /// The rate seven twelfths into the longest run in which the loss falls without a new high.
    static func valley(_ rates: [Double], _ losses: [Double]) -> Double? {
        guard !rates.isEmpty else { return nil }
        // The longest falling subsequence that ends at each place.
        var (length, before) = (Array(repeating: 1, count: losses.count), Array(repeating: -1, count: losses.count))
        for end in losses.indices {
            for start in 0..<end where losses[start] > losses[end] && length[start] + 1 > length[end] {
                (length[end], before[end]) = (length[start] + 1, start)
            }
        }
        let end = length.indices.max { length[$0] < length[$1] } ?? 0
        var start = end
        while before[start] >= 0 { start = before[start] }
        return rates[start + (end - start) * 7 / 12]
    }
}
