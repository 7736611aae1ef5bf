import Foundation
import FrugalLimits
import FrugalTensor
import FrugalTrack

/// What `frugal update` does: a bundle takes in examples that arrived after its training.
///
///     var update = Update(bundle: "photos.frugal", arrival: "new-photos")
///     update.policy = .auto
///     let result = try update.run()
///     try BundleVersions(of: update.bundle).undo()
///
/// Every policy that is tried learns from the same parts and is measured on examples that nothing has learned from.
/// The run lies in `NAME.frugal.update` beside the bundle until it ends, and an equal run goes on from there; the bundle
/// changes in one step at the end, and what it was before is kept in `NAME.frugal.versions`.
public struct Update: Codable, Sendable, Equatable {
    /// Which policy takes the examples in.
    public enum Policy: String, Codable, CaseIterable, Sendable {
        /// The cheapest that is good enough, by measurement.
        case auto
        /// A new network learns from all.
        case scratch
        /// The network goes on with the new examples alone.
        case newOnly = "new-only"
        /// The network goes on with all examples.
        case warm
        /// The network is shrunk and disturbed, then goes on with all examples.
        case shrinkPerturb = "shrink-perturb"
        /// The network goes on with the new examples and some of the old ones.
        case replay
    }

    /// The bundle's folder.
    public var bundle: URL
    /// The data that arrived.
    public var arrival: String
    /// The policy.
    public var policy = Policy.auto
    /// Where the bundle's data lie, first those of the fit and then those of earlier updates; as recorded where nil.
    public var oldData: [String]?
    /// Old examples that replay takes; nil for as many as arrived to learn from.
    public var buffer: Int?
    /// How many points below the best policy a cheaper one may lie under ``Policy/auto``.
    public var within = 1.0
    /// Epochs that training from scratch takes; nil for the rule of `frugal fit`.
    public var epochs: Int?
    /// What all random numbers come from.
    public var seed: UInt64 = 1
    /// Whether broken files are left out and listed instead of refused.
    public var skipsBroken = false

    /// An update of `bundle` by the data at `arrival`.
    public init(bundle: String, arrival: String) {
        self.bundle = URL(fileURLWithPath: bundle)
        self.arrival = arrival
    }

    /// The folder that keeps the run until it ends.
    public var work: URL {
        bundle.deletingLastPathComponent().appendingPathComponent(bundle.lastPathComponent + ".update")
    }

    /// Runs the update, or goes on with it.
    /// - Parameters:
    ///   - command: the line that repeats it, for its record.
    ///   - startsAfresh: whether what an earlier, other update left unfinished is removed first.
    ///   - say: told what happens, in a line each.
    ///   - progress: told the policy under way, its steps done and planned.
    ///   - shouldStop: asked at every step; true saves the state and throws.
    /// - Throws: ``FrugalError``, `DataError`, `TrackError` or `TensorError`, each with what to do about it. The bundle is
    ///   then as it was, to the byte.
    public func run(
        device: Device = .cpu, command: String = "", startsAfresh: Bool = false,
        say: @escaping (String) -> Void = { _ in }, progress: @escaping (String, Int, Int) -> Void = { _, _, _ in },
        shouldStop: @escaping () -> Bool = { false }
    ) throws -> UpdateResult {
        try check()
        let threads = Engine.threads
        defer { Engine.threads = threads }
        let session = try UpdateSession(
            self, device: device, command: command, startsAfresh: startsAfresh, say: say, progress: progress,
            shouldStop: shouldStop)
        return try session.run()
    }

    private func check() throws {
        guard within.isFinite, (0...100).contains(within) else {
            throw FrugalError(
                .usage, "--within", "\(within) percentage points are no margin", remedy: "give 0 to 100, such as 1")
        }
        if let epochs, !(1...1_000_000).contains(epochs) {
            throw FrugalError(.usage, "--epochs", "\(epochs) epochs cannot be trained", remedy: "give at least 1")
        }
        if let buffer, let fault = ArrivalPolicy.replay(buffer: buffer).fault {
            throw FrugalError(.usage, "--buffer", fault, remedy: "give at least 1")
        }
    }
}
