import Foundation

@testable import FrugalTrack

/// A report with every kind of block and chart, and with names that would break a page that does not escape them.
enum SampleReport {
    static let hostile = "<script>alert(\"1\")</script> & 고양이 🐦"

    static func noise(_ index: Int) -> Double { (Double((index &* 7919 &+ 13) % 1000) / 1000) - 0.5 }

    static var learningCurves: LineChart {
        let epochs = 1...60
        func loss(_ start: Double, _ floor: Double, _ speed: Double, _ seed: Int) -> [Double] {
            epochs.map { floor + (start - floor) * exp(-Double($0) / speed) + 0.03 * noise($0 * 31 + seed) }
        }
        return LineChart(
            "Learning curves",
            series: [
                .init("residual 16, training", values: loss(2.3, 0.05, 7, 1)),
                .init("residual 16, validation", values: loss(2.3, 0.14, 8, 2)),
                .init("plain 8, training", values: loss(2.3, 0.2, 12, 3)),
                .init("plain 8, validation", values: loss(2.3, 0.27, 13, 4)),
            ],
            x: ChartAxis("epoch"), y: ChartAxis("cross-entropy", low: 0),
            rules: [.horizontal(0.48, label: "logistic regression"), .vertical(41, label: "chosen epoch 41")])
    }

    private static func decay(_ factor: Double) -> [(x: Double, y: Double)] {
        (0..<50).map { step in (x: pow(10, 6 + Double(step) / 10), y: 2.3 * pow(factor, Double(step))) }
    }

    static var logarithmicCurves: LineChart {
        LineChart(
            "Loss against multiply-adds",
            series: [.init("Adam", decay(0.9)), .init("learned optimiser", decay(0.87))],
            x: ChartAxis("multiply-adds of training", isLogarithmic: true),
            y: ChartAxis("loss", isLogarithmic: true))
    }

    static var leaderboard: BarChart {
        BarChart(
            "Validation accuracy",
            bars: [
                .init("residual 16, 3 blocks", 0.983, interval: Interval(low: 0.966, high: 0.992), isHighlighted: true),
                .init("plain 8", 0.961, interval: Interval(low: 0.938, high: 0.976)),
                .init("logistic regression on pixels", 0.941, interval: Interval(low: 0.914, high: 0.96)),
                .init("nearest centroid", 0.872, interval: Interval(low: 0.836, high: 0.902)),
                .init("majority class", 0.101, interval: Interval(low: 0.075, high: 0.135)),
                .init("고양이 network with a name that is too long to stand here", .nan),
            ],
            axis: ChartAxis("share right, with 95 % interval", format: .percent, high: 1))
    }

    static var scatter: ScatterChart {
        ScatterChart(
            "Accuracy against cost",
            points: [
                .init("majority", x: 10, y: 0.101, group: "baseline"),
                .init("centroid", x: 640, y: 0.872, group: "baseline"),
                .init("logistic", x: 650, y: 0.941, group: "baseline"),
                .init("plain 8", x: 51_000, y: 0.961, group: "network"),
                .init("plain 16", x: 190_000, y: 0.958, group: "network"),
                .init("residual 8", x: 210_000, y: 0.975, group: "network"),
                .init("residual 16", x: 800_000, y: 0.983, group: "network"),
                .init("residual 32", x: 3_200_000, y: 0.981, group: "network"),
            ],
            x: ChartAxis("multiply-adds per example", isLogarithmic: true), y: ChartAxis("accuracy", format: .percent),
            showsParetoFront: true)
    }

    static func confusion(_ count: Int) throws -> MatrixChart {
        var matrix = try ConfusionMatrix(classes: (0..<count).map { count > 10 ? "class \($0)" : "\($0)" })
        for truth in 0..<count {
            for _ in 0..<36 { try matrix.record(truth: truth, predicted: truth) }
            try matrix.record(truth: truth, predicted: (truth * 7 + 3) % count)
            if truth % 3 == 0 { try matrix.record(truth: truth, predicted: (truth * 5 + 1) % count) }
        }
        for _ in 0..<6 { try matrix.record(truth: min(8, count - 1), predicted: 1) }
        return MatrixChart("Confusion of \(count) classes", confusion: matrix)
    }

    static var reliability: ReliabilityChart {
        ReliabilityChart(
            "Calibration",
            Calibration(
                (0..<3000).map { index in
                    let confidence = 1 - pow(Double(index % 1000) / 1000, 3) * 0.8
                    return (confidence: confidence, isRight: noise(index) + 0.5 < confidence * 0.95)
                }))
    }

    static var raster: SpikeRaster {
        SpikeRaster(
            "Spikes of 80 neurons",
            spikes: (0..<6000).map { index in
                let time = Double((index * 7919) % 50_000) / 100
                return (time: time, neuron: (index * 31 + index / 97) % 80)
            }, neuronCount: 80)
    }

    static func heat() throws -> MatrixChart {
        try MatrixChart(
            "Accuracy by width and depth",
            rows: [
                ("1 block", [0.91, 0.93, 0.95]), ("2 blocks", [0.93, 0.96, 0.97]), ("3 blocks", [0.94, 0.97, 0.983]),
            ],
            columnNames: ["8", "16", "32"], rowLabel: "depth", columnLabel: "width", format: ChartAxis(format: .percent)
        )
    }

    static func report() throws -> Report {
        let picture = Report.Picture(tinyPNG, caption: "8 taken for 1 (62 %)")
        return Report(
            title: "digits.frugal",
            summary: "The residual network is right on 98.3 % of digits it never saw (95 % interval 96.6 to 99.2 %).",
            tiles: [
                .init("test accuracy", "98.3 %", note: "96.6 to 99.2 %, 360 digits"),
                .init("parameters", "77.8 k"), .init("multiply-adds", "800 k", note: "per picture"),
                .init("time", "52.1 s", note: "of 60 s"),
                .init("calibration error", "1.1 %", note: "after temperature 1.21"),
            ],
            sections: [
                .init(
                    "Leaderboard",
                    [
                        .table(
                            .init(
                                header: ["model", "validation", "parameters", "multiply-adds", "time"],
                                rows: [
                                    ["residual 16, 3 blocks", "98.3 %", "77.8 k", "800 k", "21.0 s"],
                                    ["plain 8", "96.1 %", "5,210", "51 k", "8.4 s"],
                                    [hostile, "94.1 %", "650", "650", "0.9 s"],
                                    ["failed: out of memory", "", "12.3 M", "1.2 G", "2.0 s"],
                                ], highlightedRow: 0,
                                caption: "Best first; the test part was read once, for the first row.")),
                        .chart(leaderboard, caption: "Whiskers are Wilson's 95 % intervals."),
                        .chart(scatter, caption: "The dashed steps join the networks that nothing cheaper equals."),
                    ]),
                .init("Learning", [.chart(learningCurves), .chart(logarithmicCurves)]),
                .init(
                    "Where it errs",
                    [
                        .prose("Of 360 test digits 6 are wrong. \(hostile)"),
                        .charts([try confusion(10), reliability]),
                        .gallery([picture, picture, .init([1, 2], caption: hostile)], height: 96),
                        .note("The test part is small: two digits more or less are within chance."),
                    ]),
                .init(
                    "More",
                    [
                        .chart(try confusion(30)), .chart(try confusion(100)), .chart(try confusion(2)),
                        .charts([try heat(), SparklineChart("loss", (0..<40).map { exp(-Double($0) / 9) })]),
                        .chart(raster),
                    ]),
                .init("Repeat it", [.code("frugal fit digits/ --for 60s --seed 7 --out digits.frugal < \(hostile)")]),
            ],
            footer: "Frugal 0.1, libtorch 2.13.0, seed 7.")
    }
}
