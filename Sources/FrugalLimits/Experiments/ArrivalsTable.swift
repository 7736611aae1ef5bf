import FrugalTrack

/// What the seeds of ``ArrivalsExperiment`` say together.
struct ArrivalsTable {
    let results: [ArrivalsTrial.Result]
    let settings: ArrivalsExperiment.Settings

    private typealias Condition = ArrivalsTrial.Condition

    /// Scratch minus warm start after 50 % and then 100 % of CIFAR-10 (Ash and Adams 2020, as the re-run
    /// teaching-on-testbeds/re_warm_start_nn quotes their table).
    private static let published = Published(
        3.6, source: "Ash and Adams 2020, ResNet-18 with Adam, 78.0 - 74.4, as a re-run quotes it")

    func reproduction(_ experiment: ArrivalsExperiment, _ context: ExperimentContext) -> Reproduction {
        Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale, scaledDown: scaledDown(context.scale),
            protocolLines: protocolLines, seeds: context.seeds,
            rows: Condition.allCases.flatMap { condition in
                settings.arrivals(condition).flatMap { rows(condition, $0) }
            }, illustrations: settings.arrivals(.plain).map(front),
            ledger: LedgerRecord(trainingMultiplyAdds: results.reduce(0) { $0 + $1.multiplyAdds }))
    }

    private func of(_ condition: Condition, _ arrival: Int, _ policy: String) -> [ArrivalsTrial.Result] {
        results.filter { $0.condition == condition && $0.arrival == arrival && $0.policy == policy }
    }

    private func rows(_ condition: Condition, _ arrival: Int) -> [ReproductionRow] {
        let policies = settings.policies(condition)
        let place = settings.name(of: arrival) + (condition == .plain ? "" : ", augmented")
        func block(
            _ what: String, unit: String, aim: ReproductionRow.Aim = .higher,
            note: ([ArrivalsTrial.Result]) -> String = { _ in "" }, _ value: (ArrivalsTrial.Result) -> Double
        ) -> [ReproductionRow] {
            policies.map { policy in
                let found = of(condition, arrival, policy.name)
                return ReproductionRow(
                    "\(place), \(policy.name): \(what)", unit: unit, values: found.map(value), aim: aim,
                    note: note(found))
            }
        }
        return block("test", unit: "% accuracy", note: note) { 100 * $0.test }
            + [gap("warm", condition, arrival), gap("shrink-perturb", condition, arrival)]
            + block("old pictures", unit: "% accuracy") { 100 * $0.old }
            + block("new pictures", unit: "% accuracy") { 100 * $0.new }
            + block("operations", unit: "10^9 multiply-adds", aim: .lower) { Double($0.multiplyAdds) / 1e9 }
            + block("time", unit: "s", aim: .lower) { $0.seconds }
    }

    private func note(_ found: [ArrivalsTrial.Result]) -> String {
        let epochs = SampleSummary(found.map(\.epochs)).mean
        let kept = found.first?.samplesKept ?? 0
        return "\(Humanise.fixed(epochs, 1)) epochs, \(Humanise.grouped(kept)) old pictures kept"
    }

    /// How far a policy ends below training anew, paired by seed.
    private func gap(_ policy: String, _ condition: Condition, _ arrival: Int) -> ReproductionRow {
        let pairs = zip(of(condition, arrival, "scratch"), of(condition, arrival, policy))
        let differences = pairs.map { 100 * ($0.test - $1.test) }
        let summary = SampleSummary(differences)
        let said =
            switch Comparison(difference: summary.mean, standardError: summary.standardError).verdict {
            case .higher: "scratch is ahead"
            case .lower: "\(policy) is ahead"
            case .tie: "a tie: under two standard errors"
            case .unknown: "too few seeds to tell"
            }
        let cost = pairs.map { Double($0.multiplyAdds) / Double(max(1, $1.multiplyAdds)) }
        let isPublished = policy == "warm" && condition == .plain && arrival == settings.old
        return ReproductionRow(
            "\(settings.name(of: arrival))\(condition == .plain ? "" : ", augmented"): scratch minus \(policy), paired",
            unit: "points", values: differences, published: isPublished ? Self.published : nil, aim: .equal,
            note: "\(said); scratch takes \(Humanise.fixed(SampleSummary(cost).mean, 1)) times the operations",
            isComparable: false)
    }

    /// Test accuracy against operations.
    private func front(_ arrival: Int) -> Illustration {
        .points(
            "Test accuracy against operations, \(settings.name(of: arrival))",
            x: "multiply-adds to take the arrival in",
            y: "test accuracy, %", isLogarithmic: true,
            series: settings.policies(.plain).map { policy in
                let found = of(.plain, arrival, policy.name)
                return Illustration.Series(
                    policy.name, x: [SampleSummary(found.map { Double($0.multiplyAdds) }).mean],
                    y: [SampleSummary(found.map { 100 * $0.test }).mean])
            }, caption: "Means over the seeds. The line joins the policies that no other beats in both.")
    }

    private func scaledDown(_ scale: Reproduction.Scale) -> [String] {
        ["three convolution blocks of \(settings.width) channels in place of ResNet-18"]
            + (scale == .full
                ? []
                : [
                    "\(Humanise.grouped(settings.old)) pictures first in place of 25,000",
                    "\(Humanise.grouped(settings.test)) of the 10,000 test pictures",
                    "with augmentation, the largest arrival and three policies only",
                ])
    }

    private var protocolLines: [String] {
        let trainings = Condition.allCases.compactMap { condition in
            settings.training[condition].map {
                "\(condition.rawValue) to \(Humanise.percent($0.threshold, decimals: 0)) or \($0.maximumEpochs) epochs"
            }
        }
        return [
            "\(Humanise.grouped(settings.old)) pictures drawn by the seed, then "
                + settings.arrivals.map(Humanise.grouped).joined(separator: " or ") + " more of the same kind",
            "every model trains with Adam at 0.001 in batches of 64 to the end of the first epoch whose training accuracy "
                + "reaches a threshold: " + trainings.joined(separator: ", ")
                + ". Thresholds and limits were fixed beforehand, and nothing was chosen on test pictures",
            "scratch, warm and shrink-perturb (λ = \(ArrivalPolicy.lambda), σ = \(ArrivalPolicy.sigma)) learn from old and new "
                + "pictures, new-only from new ones, replay from new ones and \(settings.buffer) old ones",
            "old and new are training pictures as they are: what is remembered, and what was taken in; test is unseen",
            "operations and time are those of taking the arrival in; the first model is not in them",
            "published beside: ResNet-18 with SGD 56.2 and 51.7, with Adam 78.0 and 74.4, a perceptron with Adam 39.4 and "
                + "36.1 % (scratch, warm; half of CIFAR-10, then all), warm starts about 10 times faster",
        ]
    }
}
