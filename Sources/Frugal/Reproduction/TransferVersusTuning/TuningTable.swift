import FrugalTrack

/// What the seeds of ``TransferVersusTuningExperiment`` say together.
struct TuningTable {
    let outcomes: [TuningOutcome]
    let anchors: PublishedWeights.Anchors
    let settings: TransferVersusTuningExperiment.Settings

    func reproduction(_ experiment: TransferVersusTuningExperiment, _ context: ExperimentContext) -> Reproduction {
        var result = Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: context.scale == .quick ? scaledDown : [], protocolLines: protocolLines, seeds: context.seeds,
            rows: anchorRows + groups.flatMap(rows) + groups.compactMap(tradeOff) + pairTasks.compactMap(fewLabels))
        result.illustrations = pairTasks.map(curves)
        return result
    }

    /// Tasks and numbers of labels in the order in which they were run.
    private var groups: [(task: String, labels: Int?)] {
        var found: [(task: String, labels: Int?)] = []
        for outcome in outcomes where !found.contains(where: { $0 == (outcome.task, outcome.labels) }) {
            found.append((outcome.task, outcome.labels))
        }
        return found
    }

    private var pairTasks: [String] { settings.pairs.map(\.words) }

    private func select(_ task: String, _ labels: Int?, _ way: String) -> [TuningOutcome] {
        outcomes.filter { $0.task == task && $0.labels == labels && $0.way == way }
    }

    private func ways(_ task: String) -> [String] {
        var found: [String] = []
        for outcome in outcomes where outcome.task == task && !found.contains(outcome.way) { found.append(outcome.way) }
        return found
    }

    private var anchorRows: [ReproductionRow] {
        [
            ReproductionRow(
                "ResNet-20 on CIFAR-10 from its weights", unit: "% error", values: [anchors.residualError],
                published: Published(8.27, source: "akamaster/pytorch_resnet_cifar10"), aim: .equal, tolerance: 0.001,
                note: "10,000 test pictures")
        ]
            + [(1, 47.7, 0.9), (5, 66.3, 0.8)].map { shots, mean, half in
                ReproductionRow(
                    "clothing photographs, nearest class mean, \(shots)-shot", unit: "% accuracy",
                    values: [anchors.nearestClassMeans[shots] ?? .nan],
                    published: Published(mean, source: "the data set's own description, ± \(half)"), aim: .equal,
                    // The rounds are drawn anew on both sides.
                    tolerance: half * 2.0.squareRoot(),
                    note: "5 classes, 15 queries each, 600 rounds, frozen features of MobileNet v1")
            }
    }

    private func rows(_ group: (task: String, labels: Int?)) -> [ReproductionRow] {
        ways(group.task).map { way in
            let found = select(group.task, group.labels, way)
            func mean(_ value: (TuningOutcome) -> Double) -> Double { SampleSummary(found.map(value)).mean }
            let shifted = found.compactMap(\.shifted)
            return ReproductionRow(
                name(group, way), unit: "% accuracy", values: found.map { 100 * $0.accuracy },
                note: (shifted.isEmpty
                    ? ""
                    : "under fifteen corruptions \(Humanise.fixed(100 * SampleSummary(shifted).mean, 1)) %; ")
                    + "\(Humanise.count(Int(mean { Double($0.trainedParameters) }))) parameters trained, "
                    + "\(Humanise.count(Int(mean { Double($0.multiplyAdds) }))) multiply-adds, "
                    + Humanise.duration(mean(\.seconds)))
        }
    }

    private func name(_ group: (task: String, labels: Int?), _ way: String) -> String {
        group.task + (group.labels.map { ", \($0) labels a class" } ?? "") + ": \(way)"
    }

    /// Paired differences of everything tuned at once and of probe-then-tune to a probe, as they come and shifted.
    private func tradeOff(_ group: (task: String, labels: Int?)) -> ReproductionRow? {
        func differences(_ way: String, _ value: (TuningOutcome) -> Double?) -> [Double] {
            zip(select(group.task, group.labels, way), select(group.task, group.labels, "probe")).compactMap {
                guard let one = value($0), let other = value($1) else { return nil }
                return 100 * (one - other)
            }
        }
        let clean = differences("all", { $0.accuracy })
        guard !clean.isEmpty else { return nil }
        let shifted = differences("all", { $0.shifted })
        let both = differences("probe-then-tune", { $0.accuracy })
        let bothShifted = differences("probe-then-tune", { $0.shifted })
        return ReproductionRow(
            name(group, "all minus probe"), unit: "points", values: clean,
            published: Published(2, source: "Kumar et al. 2022, mean of their data sets, by its abstract"),
            note:
                "shifted \(Self.words(shifted)) points (published -7); probe-then-tune minus probe \(Self.words(both)), "
                + "shifted \(Self.words(bothShifted)); other data and networks than the paper's", isComparable: false)
    }

    /// Whether a probe is at least as good as scratch where labels are fewest.
    private func fewLabels(_ task: String) -> ReproductionRow? {
        guard let fewest = settings.labels.min() else { return nil }
        func minusScratch(_ way: String) -> [Double] {
            zip(select(task, fewest, way), select(task, fewest, TuningOutcome.scratch)).map {
                100 * ($0.accuracy - $1.accuracy)
            }
        }
        return ReproductionRow(
            "\(task): probe minus scratch at \(fewest) labels a class", unit: "points", values: minusScratch("probe"),
            published: Published(0, source: "the bar: a probe is no worse"),
            note: "paired; all layers tuned minus scratch \(Self.words(minusScratch("all")))")
    }

    private static func words(_ values: [Double]) -> String {
        let summary = SampleSummary(values)
        let sign = summary.mean >= 0 ? "+" : ""
        return "\(sign)\(Humanise.fixed(summary.mean, 1))"
            + (abs(summary.mean) < 2 * summary.standardError ? " (a tie)" : "")
    }

    private func curves(_ task: String) -> Illustration {
        let x = settings.labels.map(Double.init)
        return .lines(
            "\(task): accuracy by labelled pictures a class", x: "labelled pictures a class", y: "% accuracy",
            isLogarithmic: true,
            series: ways(task).map { way in
                Illustration.Series(
                    way, x: x,
                    y: settings.labels.map { labels in
                        SampleSummary(select(task, labels, way).map { 100 * $0.accuracy }).mean
                    })
            })
    }

    private var scaledDown: [String] {
        [
            "first task: \(Humanise.grouped(settings.sourcePictures)) pictures for \(settings.sourceEpochs) epochs",
            "\(Humanise.grouped(settings.testPictures)) test pictures, \(settings.shiftedPictures) under each corruption",
            "photos of \(settings.photoSide) pixels for \(settings.photoEpochs) epochs, \(settings.scratchEpochs) from scratch",
            "three seeds",
        ]
    }

    private var protocolLines: [String] {
        [
            "small tasks: a network of three stages (32, 64, 128 channels) trained by Frugal on the first, then tuned; "
                + "\(zip(settings.labels, settings.steps).map { "\($1) steps at \($0) labels a class" }.joined(separator: ", ")), "
                + "the same for every way that takes steps; no validation, the last network counts",
            "normalisation keeps the statistics of the first training, but from scratch and where all layers are tuned at once it "
                + "takes those of the batches",
            "rates: 0.001, after a probe 0.0006, from scratch 0.003; rates and normalisation were chosen by training pictures that "
                + "were held out (docs/decisions/031), none by test pictures",
            "shift: the fifteen kinds of MNIST-C at its own severities, of CIFAR-10-C at severity 3",
            "photos: split by sender, a quarter to test on, an eighth to choose the epoch by; the published weights, or the "
                + "same network from scratch",
        ]
    }
}
