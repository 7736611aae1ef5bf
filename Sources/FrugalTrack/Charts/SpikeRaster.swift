/// Spikes as dots: time to the right, one row a neuron.
public struct SpikeRaster: Chart {
    /// What the chart shows.
    public var title: String
    /// The spikes; those outside `neuronCount` or with a time that is not finite are left out.
    public var spikes: [(time: Double, neuron: Int)]
    /// How many neurons there are, silent ones included.
    public var neuronCount: Int
    /// The horizontal axis.
    public var x: ChartAxis
    /// Natural width in pixels.
    public var width = 720.0

    /// A raster of `spikes` of `neuronCount` neurons.
    public init(
        _ title: String, spikes: [(time: Double, neuron: Int)], neuronCount: Int, x: ChartAxis = ChartAxis("time (ms)")
    ) {
        self.title = title
        self.spikes = spikes
        self.neuronCount = max(1, neuronCount)
        self.x = x
    }

    /// How many spikes and neurons there are.
    public var summary: String {
        "Raster of \(Humanise.grouped(spikes.count)) spikes of \(Humanise.grouped(neuronCount)) neurons."
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let plot = min(420, max(120, Double(neuronCount) * 4))
        var drawing = SVGDrawing(width: width, height: plot + 100)
        let shown = spikes.filter { x.shows($0.time) && (0..<neuronCount).contains($0.neuron) }
        let frame = PlotFrame(
            in: &drawing, title: title, keys: [], xAxis: x, yAxis: ChartAxis("neuron"), xs: shown.map(\.time),
            ys: [0, Double(neuronCount - 1)])
        // Places are rounded to a quarter of a pixel, where the eye no longer parts them, and drawn once.
        struct Place: Hashable {
            let x: Int
            let y: Int
        }
        var seen = Set<Place>()
        var path = ""
        for spike in shown {
            let place = Place(
                x: Int((frame.x.place(spike.time) * 4).rounded()),
                y: Int((frame.y.place(Double(spike.neuron)) * 4).rounded()))
            guard seen.insert(place).inserted else { continue }
            path += "M\(SVGDrawing.number(Double(place.x) / 4)) \(SVGDrawing.number(Double(place.y) / 4))h0"
        }
        let size = seen.count > 5000 ? 1.5 : seen.count > 800 ? 2.2 : 3
        drawing.path(
            path, style: "dots \(ChartStyle.stroke(0))", attributes: " stroke-width=\"\(SVGDrawing.number(size))\"")
        return drawing
    }
}
