import ArgumentParser
import FrugalSpike

/// How `--coding` is written: `direct`, `regular:0.5`, `poisson:0.5`, `latency:0.5`.
extension InputCoding: ExpressibleByArgument {
    /// The coding of that name and number; nil for anything else.
    public init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let number = parts.count > 1 ? Float(parts[1]) : nil
        guard let kind = parts.first, parts.count == 1 || number != nil else { return nil }
        switch kind {
        case "direct" where parts.count == 1: self = .direct
        case "regular": self = .regular(rate: number ?? 1)
        case "poisson": self = .poisson(rate: number ?? 1)
        case "latency": self = .latency(threshold: number ?? 0.5)
        default: return nil
        }
    }

    /// The coding as it is written.
    public var defaultValueDescription: String {
        switch self {
        case .direct: "direct"
        case .regular(let rate): "regular:\(rate)"
        case .poisson(let rate): "poisson:\(rate)"
        case .latency(let threshold): "latency:\(threshold)"
        }
    }
}

/// How `--normalisation` is written: `maximum`, `percentile` or `balanced`.
enum NormalisationOption: String, ExpressibleByArgument, CaseIterable {
    case maximum, percentile, balanced
}
