import FrugalData
import FrugalLimits
import FrugalTensor
import FrugalTrack

/// How a model bears pictures that are not as those it learned from: what `frugal probe` measures.
public struct ModelProbe: Codable, Sendable {
    /// Which corruptions are measured.
    public enum Suite: String, CaseIterable, Sendable {
        /// The kinds of MNIST-C at every severity.
        case mnistC = "mnist-c"
        /// The kinds of CIFAR-10-C at five severities.
        case cifar10C = "cifar-10-c"
        /// Every kind there is, MNIST-C's constants for gray pictures and CIFAR-10-C's for colour.
        case all

        /// What fits pictures of so many channels best.
        public static func fitting(channels: Int) -> Suite { channels == 1 ? .mnistC : .cifar10C }

        /// The corruptions, brightness +20 % among them.
        func corruptions(channels: Int) throws -> CorruptionSuite {
            let table: SeverityTable = channels == 1 ? .mnistC : .cifar10C
            let base: CorruptionSuite
            switch self {
            case .mnistC: base = .mnistCLevels
            case .cifar10C: base = .cifar10C
            case .all: return .all(table)
            }
            let brighter = try [CorruptionKind.brightnessPlus20, .brightnessTimes120].map {
                try Corruption($0, table: table)
            }
            return CorruptionSuite(
                name: "\(base.name), and brightness +20 %", corruptions: base.corruptions + brighter)
        }
    }

    /// The model.
    public var bundle: String
    /// The data.
    public var data: String
    /// Classes that the model tells apart.
    public var classes: Int
    /// Pictures that were shown each time.
    public var pictures: Int
    /// The accuracies.
    public var sweep: ShiftSweep
    /// What augmentation would buy; nil where that was not asked for.
    public var gain: AugmentationGain?

    /// What it takes to measure what augmentation would buy.
    public struct Augmenting: Sendable {
        /// Seconds for training twice.
        public var seconds: Double
        /// Where the training data lie; where the bundle says if nil.
        public var data: String?

        /// A budget, and data.
        public init(seconds: Double, data: String? = nil) {
            self.seconds = seconds
            self.data = data
        }
    }

    /// Measures a model on labelled pictures; of many, evenly spread ones are taken.
    /// - Parameters:
    ///   - limit: pictures at most.
    ///   - augmenting: whether, and in which time, the model is trained anew with and without augmentation.
    ///   - progress: told the part, what is done of it and all of it; it may throw to stop.
    /// - Throws: ``FrugalError`` for a model or data of tables, or where it cannot be trained anew; what `progress` throws.
    public init(
        _ predictor: Predictor, bundle: String, _ data: LabelledData, suite: Suite? = nil, limit: Int = 2000,
        seed: UInt64 = 1, augmenting: Augmenting? = nil,
        progress: (_ part: String, Int, Int) throws -> Void = { _, _, _ in }
    ) throws {
        guard case .pictures(let all) = data.contents else {
            throw FrugalError(
                .data, data.path, "these are rows of a table, and corruptions are of pictures",
                remedy: "give a model of pictures, and pictures")
        }
        guard limit > 0 else {
            throw FrugalError(.usage, "--limit", "\(limit) pictures measure nothing", remedy: "give 1 or more")
        }
        let count = min(limit, all.count)
        let images = try all.subset((0..<count).map { $0 * all.count / count })
        let corruptions = try (suite ?? .fitting(channels: images.channels)).corruptions(channels: images.channels)
        self.bundle = bundle
        self.data = data.path
        classes = predictor.classes.count
        pictures = count
        sweep = try ShiftSweep(
            images, corruptions, seed: seed, threads: Engine.threads,
            progress: { try progress("corruptions", $0, $1) }
        ) { images in
            let shown = LabelledData(path: data.path, pictures: images, findings: [], duplicates: [])
            return try predictor.evaluate(shown).accuracy
        }
        gain = try augmenting.map {
            try AugmentationGain(
                of: predictor, at: $0.data, images, corruptions, seconds: $0.seconds, seed: seed, progress: progress)
        }
    }

    /// The figures as text.
    public var text: String {
        let levels = Set(sweep.points.map(\.severity)).sorted()
        let rows = sweep.kinds.map { kind, accuracy in
            [kind.words, Humanise.percent(accuracy)]
                + levels.map { level in
                    sweep.points.first { $0.kind == kind && $0.severity == level }
                        .map { Humanise.percent($0.accuracy.share) } ?? ""
                }
        }
        let table = TextTable(
            header: ["corruption", "mean"] + levels.map { "severity \($0)" }, rows: rows,
            alignments: [.left] + Array(repeating: .right, count: levels.count + 1))
        let clean = sweep.clean
        return table.text()
            + "\nclean: \(Humanise.percent(clean.share, decimals: 2)) (\(clean.successes) of \(clean.total))\n"
            + "mean:  \(Humanise.percent(sweep.meanAccuracy, decimals: 2)) over \(sweep.kinds.count) corruptions\n"
            + (sweep.worst.map {
                "worst: \(Humanise.percent($0.accuracy.share, decimals: 2)), \($0.kind.words) of severity \($0.severity)\n"
            } ?? "") + (gain.map { "\n\($0.text)" } ?? "")
    }

    /// The figures as a page.
    /// - Parameter command: the command that repeats it.
    public func report(command: String) -> Report {
        let ranked = sweep.kinds.sorted { $0.accuracy < $1.accuracy }
        let chart = LineChart(
            "The five corruptions that cost most",
            series: ranked.prefix(5).map { kind, _ in
                LineChart.Series(
                    kind.words,
                    [(0, sweep.clean.share)]
                        + sweep.points.filter { $0.kind == kind }.map { (Double($0.severity), $0.accuracy.share) })
            }, x: ChartAxis("severity; 0 is the picture as it is"), y: ChartAxis("accuracy", low: 0, high: 1),
            rules: [.horizontal(1 / Double(max(1, classes)), label: "chance")])
        let table = Report.Table(
            header: ["corruption", "mean accuracy", "lost"],
            rows: ranked.map { kind, accuracy in
                [kind.words, Humanise.percent(accuracy), Humanise.percent(sweep.clean.share - accuracy)]
            }, caption: "\(sweep.suite); \(Humanise.grouped(pictures)) pictures, the same ones each time.")
        return Report(
            title: "How the model bears a shift",
            summary: "\(Humanise.percent(sweep.clean.share)) of the pictures as they are, "
                + "\(Humanise.percent(sweep.meanAccuracy)) on average over \(ranked.count) corruptions.",
            tiles: [
                Report.Tile("clean", Humanise.percent(sweep.clean.share, decimals: 2)),
                Report.Tile("mean under corruption", Humanise.percent(sweep.meanAccuracy, decimals: 2)),
                Report.Tile(
                    "worst", sweep.worst.map { Humanise.percent($0.accuracy.share, decimals: 2) } ?? "-",
                    note: sweep.worst.map { "\($0.kind.words), severity \($0.severity)" } ?? ""),
            ],
            sections: [
                Report.Section("Accuracy by severity", [.chart(chart), .table(table)])
            ] + (gain.map { [$0.section] } ?? []) + [Report.Section("Again", [.code(command)])],
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }
}
