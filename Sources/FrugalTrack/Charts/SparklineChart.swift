/// A curve the size of a word, for tiles and table cells.
public struct SparklineChart: Chart {
    /// What the curve shows.
    public var title: String
    /// Its values at equal steps; a gap where one is not finite.
    public var values: [Double]
    /// Natural width in pixels.
    public var width = 120.0
    /// Natural height in pixels.
    public var height = 28.0

    /// A curve of `values`.
    public init(_ title: String, _ values: [Double]) {
        self.title = title
        self.values = values
    }

    /// The first and last value in words.
    public var summary: String {
        let finite = values.filter(\.isFinite)
        guard let first = finite.first, let last = finite.last else { return "no values" }
        return "from \(Humanise.compact(first)) to \(Humanise.compact(last)) in \(values.count) steps"
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        var drawing = SVGDrawing(width: width, height: height)
        let axis = ChartAxis()
        let x = ChartScale(axis, values: [0, Double(max(1, values.count - 1))], range: (3, width - 5), isNice: false)
        let y = ChartScale(axis, values: values, range: (height - 4, 4), isNice: false)
        let places = values.enumerated().map { (x.place(Double($0.offset)), $0.element) }
        let runs = places.split { !axis.shows($0.1) }.map { LineChart.thinned($0.map { ($0.0, y.place($0.1)) }) }
        let path = runs.map { run in
            "M" + run.map { "\(SVGDrawing.number($0.0)) \(SVGDrawing.number($0.1))" }.joined(separator: "L")
        }
        drawing.path(path.joined(), style: "line \(ChartStyle.stroke(0))", attributes: " style=\"stroke-width:1.5\"")
        if let last = runs.last?.last {
            drawing.circle(x: last.0, y: last.1, radius: 2.5, style: ChartStyle.fill(1))
        }
        return drawing
    }
}
