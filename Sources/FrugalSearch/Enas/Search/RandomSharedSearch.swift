import Foundation
import FrugalTensor

/// Random search with weight sharing: ENAS without its policy. The shared weights are trained through uniformly random children, and
/// the best of some random architectures is chosen with them.
///
/// Li and Talwalkar, "Random Search and Reproducibility for Neural Architecture Search", UAI 2019: the baseline that ENAS has to
/// beat, and did not in their hands.
public struct RandomSharedSearch<Family: SharedFamily>: Sendable {
    /// The search that does the work.
    public let search: EnasSearch<Family>

    /// A search with ENAS's shared phase.
    /// - Throws: `FrugalError` of kind `usage` for settings that cannot be.
    public init(
        _ family: Family, _ data: ChildData, settings: EnasSettings = EnasSettings(), seed: UInt64,
        device: Device = .cpu
    ) throws {
        var settings = settings
        settings.children = .uniform
        search = try EnasSearch(family, data, settings: settings, seed: seed, device: device)
    }

    /// Runs the search, or goes on from its checkpoint, as ``EnasSearch/run(checkpoint:check:progress:)`` does.
    public func run(
        checkpoint: URL? = nil, check: () throws -> Void = {}, progress: (EnasState) -> Void = { _ in }
    ) throws -> (result: EnasResult, shared: Family.Shared) {
        let found = try search.run(checkpoint: checkpoint, check: check, progress: progress)
        return (found.result, found.shared)
    }
}
