/// Accuracy against stated confidence: bars on the diagonal are honest, below it overconfident.
public struct ReliabilityChart: Chart {
    /// What the chart shows.
    public var title: String
    /// The binned predictions.
    public var calibration: Calibration
    /// Natural width in pixels.
    public var width = 380.0

    /// A diagram of `calibration`.
    public init(_ title: String, _ calibration: Calibration) {
        self.title = title
        self.calibration = calibration
    }

    /// The calibration error in words.
    public var summary: String {
        "Reliability diagram of \(calibration.bins.reduce(0) { $0 + $1.count }) predictions in "
            + "\(calibration.bins.count) bins; expected calibration error "
            + "\(Humanise.percent(calibration.expectedError))."
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let strip = 44.0
        var drawing = SVGDrawing(width: width, height: width + strip)
        let frame = PlotFrame(
            in: &drawing, title: title, keys: [], xAxis: ChartAxis("confidence", format: .percent, low: 0, high: 1),
            yAxis: ChartAxis("share that is right", format: .percent, low: 0, high: 1), xs: [], ys: [])
        let pitch = (frame.right - frame.left) / Double(max(1, calibration.bins.count))
        let most = Double(calibration.bins.map(\.count).max() ?? 0)
        // Counts hang as a strip in the head of the plot's lower edge, scaled to the fullest bin.
        for (index, bin) in calibration.bins.enumerated() where bin.count > 0 {
            let x = frame.left + Double(index) * pitch
            let top = frame.y.place(bin.accuracy)
            drawing.rectangle(
                x: x + 1, y: top, width: pitch - 2, height: frame.bottom - top, radius: 1.5,
                style: ChartStyle.fill(0), opacity: 0.35 + 0.6 * (Double(bin.count) / most).squareRoot(),
                tip: "\(bin.count) predictions, mean confidence \(Humanise.percent(bin.confidence)), "
                    + "right \(Humanise.percent(bin.accuracy))")
        }
        drawing.line(frame.left, frame.bottom, frame.right, frame.y.place(1), style: "rule")
        for bin in calibration.bins where bin.count > 0 {
            drawing.circle(
                x: frame.x.place(bin.confidence), y: frame.y.place(bin.accuracy), radius: 4,
                style: "ring \(ChartStyle.fill(1))")
        }
        drawing.text(
            "expected calibration error \(Humanise.percent(calibration.expectedError))", x: frame.left + 8,
            y: frame.top + 16, style: "small halo")
        // Short lines: the bars of a sure model stand on the right.
        for (line, text) in ["dot: mean confidence", "deeper bar: more predictions"].enumerated() {
            drawing.text(
                text, x: frame.left + 8, y: frame.top + 31 + 14 * Double(line), style: "muted tiny halo")
        }
        return drawing
    }
}
