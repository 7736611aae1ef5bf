import Foundation
import FrugalTrack

/// Everything that the table is made of.
struct CifarResults {
    var findings: [CifarFinding]
    var finals: [CifarMethod: [CifarFinal]]
    var orders: [CifarOrder]
    var errors: [CifarMethod: [Double]]
    /// Architectures in the space.
    var spaceSize: Double
}

extension CifarExperiment {
    /// The table.
    static func rows(
        _ results: CifarResults, _ settings: CifarSettings, _ scale: Reproduction.Scale
    ) -> [ReproductionRow] {
        let methods = CifarMethod.allCases.filter { results.errors[$0] != nil }
        return methods.map { errorRow($0, results, scale) }
            + methods.flatMap { costRows($0, results) }
            + differences(results) + orderRows(results) + policyRows(results)
    }

    private static func errorRow(
        _ method: CifarMethod, _ results: CifarResults, _ scale: Reproduction.Scale
    ) -> ReproductionRow {
        let isComparable = scale == .full && (method == .enas || method == .reinforce)
        let finals = results.finals[method] ?? []
        let parameters = SampleSummary(finals.map { Double($0.cost.parameters) }).mean
        let found = results.findings.filter { $0.method == method }
        var note = "\(Humanise.count(Int(parameters))) parameters"
        if !found.isEmpty {
            let seconds = SampleSummary(found.map(\.seconds)).mean
            note += ", search \(Humanise.duration(seconds)) over \(found[0].scored) scored architectures"
        }
        note += ", final training \(Humanise.duration(SampleSummary(finals.map(\.seconds)).mean))"
        if !isComparable {
            note +=
                scale == .quick ? "; scaled down, so not comparable" : "; other space, cost or trainer than published"
        }
        return ReproductionRow(
            "\(method.rawValue), test error", unit: "%", values: results.errors[method] ?? [],
            published: method.published, aim: .lower, note: note, isComparable: isComparable)
    }

    private static func costRows(_ method: CifarMethod, _ results: CifarResults) -> [ReproductionRow] {
        let finals = results.finals[method] ?? []
        let found = results.findings.filter { $0.method == method }
        var rows = [
            ReproductionRow(
                "\(method.rawValue), parameters", unit: "million",
                values: finals.map { Double($0.cost.parameters) / 1e6 }, aim: .lower,
                note:
                    "\(Humanise.count(finals.first?.cost.multiplyAdds ?? 0)) multiply-adds a picture in the first seed"),
            ReproductionRow(
                "\(method.rawValue), final training", unit: "seconds", values: finals.map(\.seconds), aim: .lower),
        ]
        if !found.isEmpty {
            rows.append(
                ReproductionRow(
                    "\(method.rawValue), search", unit: "seconds", values: found.map(\.seconds), aim: .lower,
                    note: "\(Humanise.count(Int(SampleSummary(found.map(\.pictures)).mean))) pictures forward and back")
            )
            rows.append(
                ReproductionRow(
                    "\(method.rawValue), search score", unit: "% on validation",
                    values: found.map { 100 * $0.searchScore },
                    note: "of the chosen architecture during the search; says nothing of its final error"))
        }
        return rows
    }

    /// What a search brought over random search, and over the hand-made network. Ties are called ties.
    private static func differences(_ results: CifarResults) -> [ReproductionRow] {
        let pairs: [(CifarMethod, CifarMethod)] = [
            (.enas, .random), (.randomShared, .random), (.reinforce, .random), (.evolution, .random),
            (.enas, .residual), (.reinforce, .residual), (.random, .residual),
        ]
        return pairs.compactMap { first, second in
            guard let ours = results.errors[first], let theirs = results.errors[second], ours.count == theirs.count
            else {
                return nil
            }
            let comparison = SampleSummary(ours).compared(to: SampleSummary(theirs))
            return ReproductionRow(
                "\(first.rawValue) minus \(second.rawValue)", unit: "points of test error",
                values: zip(ours, theirs).map { $0 - $1 }, aim: .lower, note: comparison.verdict.ofErrors)
        }
    }

    private static func orderRows(_ results: CifarResults) -> [ReproductionRow] {
        guard let count = results.orders.first?.alone.count, count > 1 else { return [] }
        let chance = String(format: "%.2f", KendallTau.deviation(count: count))
        return [
            ReproductionRow(
                "Kendall's tau of shared weights and short trainings", unit: "tau",
                values: results.orders.map(\.tau).filter(\.isFinite),
                note: "over the \(count) architectures of random search; \(chance) is one standard deviation of chance"),
            ReproductionRow(
                "the same among the better half", unit: "tau", values: results.orders.map(\.topTau).filter(\.isFinite),
                note: "over \((count + 1) / 2) architectures"),
        ]
    }

    /// Whether the policy learned: its entropy, and where it trains each child alone, how good those were early and late.
    private static func policyRows(_ results: CifarResults) -> [ReproductionRow] {
        let found = results.findings.filter { $0.entropies.count > 1 }
        guard !found.isEmpty else { return [] }
        let uniform = String(format: "%.1f", log(results.spaceSize))
        let probability = found.compactMap(\.probability).max() ?? 0
        var rows = [
            ReproductionRow(
                "policy entropy, at first", unit: "nats", values: found.compactMap(\.entropies.first),
                note: "all alike probable: \(uniform)"),
            ReproductionRow(
                "policy entropy, at last", unit: "nats", values: found.compactMap(\.entropies.last), aim: .lower,
                note: "the most probable architecture has at most \(String(format: "%.1e", probability))"),
        ]
        for method in [CifarMethod.reinforce, .evolution, .random]
        where found.contains(where: { $0.method == .reinforce }) {
            let gains = results.findings.filter { $0.method == method }.compactMap { gain($0.trials) }
            rows.append(
                ReproductionRow(
                    "\(method.rawValue), last quarter's mean search score minus the first's", unit: "points",
                    values: gains, note: "whether the search learned"))
        }
        return rows
    }

    /// By how much the trials of the last quarter were better than those of the first, in points.
    private static func gain(_ trials: [Trial]) -> Double? {
        let quarter = trials.count / 4
        let first = trials.prefix(quarter).compactMap(\.score), last = trials.suffix(quarter).compactMap(\.score)
        guard !first.isEmpty, !last.isEmpty else { return nil }
        return 100 * (SampleSummary(last).mean - SampleSummary(first).mean)
    }
}
