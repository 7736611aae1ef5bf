/// The examples of a forecast task, in the order of time, in three parts.
struct ForecastData: Sendable {
    /// The periods whose demand is forecast.
    let targets: [Int]
    /// A row of inputs an example: numbers in standard deviations of the training part, then flags of 0 and 1.
    let inputs: [[Double]]
    /// The demand that was measured.
    let actual: [Double]
    /// Which of the examples are for training, for choosing, and for the last judgement.
    let training, validation, test: Range<Int>
    /// How inputs were brought to a common scale.
    let scaling: InputScaling

    /// The examples of `series`; a demand that was filled in is never one.
    /// - Parameters:
    ///   - validationStart: the first target that is not for training.
    ///   - testStart: the first target for the last judgement.
    init(_ series: LoadSeries, _ task: ForecastTask, validationStart: Int, testStart: Int) {
        let source = LoadInputs(series, task)
        var (targets, rows): ([Int], [[Double]]) = ([], [])
        for target in 0..<series.count where series.isMeasured[target] {
            guard let row = source.row(target) else { continue }
            targets.append(target)
            rows.append(row)
        }
        let first = targets.firstIndex { $0 >= validationStart } ?? targets.count
        let second = targets.firstIndex { $0 >= testStart } ?? targets.count
        (training, validation, test) = (0..<first, first..<second, second..<targets.count)
        let scaling = InputScaling(rows[..<first], flags: LoadInputs.flagCount)
        self.scaling = scaling
        self.targets = targets
        inputs = rows.map(scaling.scaled)
        actual = targets.map { series.demand[$0] }
    }
}

/// Mean and deviation of each input but the flags, of training examples only.
struct InputScaling: Codable, Hashable, Sendable {
    private(set) var means: [Double] = []
    private(set) var deviations: [Double] = []

    init(_ rows: ArraySlice<[Double]>, flags: Int) {
        let count = Double(max(1, rows.count))
        for column in 0..<max(0, (rows.first?.count ?? 0) - flags) {
            let mean = rows.reduce(0) { $0 + $1[column] } / count
            let variance = rows.reduce(0) { $0 + ($1[column] - mean) * ($1[column] - mean) } / count
            means.append(mean)
            // An input that never changes in training says nothing, whatever it does later.
            deviations.append(variance > 1e-18 ? variance.squareRoot() : .infinity)
        }
    }

    /// How many numbers are scaled; flags follow.
    var count: Int { means.count }

    func scaled(_ row: [Double]) -> [Double] {
        row.enumerated().map { column, value in
            column < means.count ? (value - means[column]) / deviations[column] : value
        }
    }
}

/// The mean of absolute errors in per cent of what was measured, the usual measure of load forecasts.
func meanPercentageError(_ forecasts: some Collection<Double>, _ actual: some Collection<Double>) -> Double {
    let sum = zip(forecasts, actual).reduce(0) { $0 + abs($1.0 - $1.1) / $1.1 }
    return 100 * sum / Double(actual.count)
}
