import Foundation
import Testing

@testable import FrugalTrack

@Suite struct ScaleTests {
    private func labels(_ axis: ChartAxis, _ values: [Double], isNice: Bool = true) -> [String] {
        ChartScale(axis, values: values, range: (0, 100), isNice: isNice).ticks.map(\.label)
    }

    @Test func ticksAreRoundNumbers() {
        #expect(labels(ChartAxis(), [0, 1]) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(labels(ChartAxis(), [3, 97]) == ["0", "20", "40", "60", "80", "100"])
        #expect(labels(ChartAxis(), [-3, 7]) == ["-4", "-2", "0", "2", "4", "6", "8"])
        // What is counted has no halves.
        #expect(labels(ChartAxis(), [1, 3], isNice: false) == ["1", "2", "3"])
        #expect(
            labels(ChartAxis(), [1, 2.5], isNice: false) == ["1.0", "1.2", "1.4", "1.6", "1.8", "2.0", "2.2", "2.4"])
        #expect(labels(ChartAxis(), [0, 40_000]) == ["0", "10 k", "20 k", "30 k", "40 k"])
        #expect(labels(ChartAxis(format: .percent), [0.9, 1]) == ["90 %", "92 %", "94 %", "96 %", "98 %", "100 %"])
        #expect(labels(ChartAxis(isLogarithmic: true), [1, 1e4]) == ["1", "10", "100", "1000", "10 k"])
        #expect(
            labels(ChartAxis(isLogarithmic: true), [0.01, 0.1]) == ["0.01", "0.02", "0.03", "0.05", "0.07", "0.1"])
    }

    @Test(arguments: [
        [], [5], [0, 0], [1e16, 1e16 + 2], [-1e299, 1e299], [.nan, .infinity],
        [.leastNonzeroMagnitude, 4 * .leastNonzeroMagnitude],
        [.greatestFiniteMagnitude, 0], [-5, -5],
    ])
    func oddRangesGiveFewOrderedTicks(values: [Double]) {
        for isLogarithmic in [false, true] {
            let axis = ChartAxis(isLogarithmic: isLogarithmic)
            let scale = ChartScale(axis, values: values, range: (0, 100))
            #expect((1...25).contains(scale.ticks.count))
            #expect(zip(scale.ticks, scale.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
            for value in values where axis.shows(value) { #expect((0...100).contains(scale.place(value))) }
        }
    }

    @Test func placesAreLinearOrLogarithmic() {
        let linear = ChartScale(ChartAxis(), values: [0, 10], range: (100, 0))
        #expect(linear.place(2.5) == 75)
        let logarithmic = ChartScale(ChartAxis(isLogarithmic: true), values: [1, 100], range: (0, 100))
        #expect(abs(logarithmic.place(10) - 50) < 1e-9)
    }
}

@Suite struct ChartTests {
    private func count(_ chart: any Chart, _ name: String) -> Int { elements(in: chart.svg())?[name] ?? 0 }

    /// Long names that differ in their middle alone.
    @Test func barsThatAreToldApartStaySo() {
        let names = [10, 50, 500].map {
            "five classes to the other five classes, \($0) labels a class: all layers minus the head"
        }
        let svg = BarChart("gains", bars: names.map { .init($0, 1) }).svg(isStandalone: false)
        for count in ["10", "50", "500"] { #expect(svg.contains(" \(count) labels")) }
    }

    @Test func everyChartIsAccessibleWellFormedXML() throws {
        let charts: [any Chart] = [
            SampleReport.learningCurves, SampleReport.logarithmicCurves, SampleReport.leaderboard, SampleReport.scatter,
            try SampleReport.confusion(2), try SampleReport.confusion(10), try SampleReport.confusion(100),
            SampleReport.reliability, SampleReport.raster, try SampleReport.heat(), SparklineChart("a", [1, 2]),
        ]
        for chart in charts {
            let svg = chart.svg()
            let found = elements(in: svg)
            #expect(found?["svg"] == 1 && found?["desc"] == 1 && found?["style"] == 1)
            #expect(svg.contains("role=\"img\"") && svg.contains("<title>\(Markup.escape(chart.title))</title>"))
            #expect(!svg.contains("nan") && !svg.contains("inf\""))
            #expect(elements(in: chart.svg(isStandalone: false))?["style"] == nil)
        }
    }

    @Test func hostileAndEmptyInputStaysWellFormed() throws {
        let name = SampleReport.hostile + "\u{0}\u{1B}\u{FFFE}"
        let wild: [(x: Double, y: Double)] = [
            (.nan, 1), (1, .infinity), (-1e308, 1e308), (1, -1), (2, .leastNonzeroMagnitude),
        ]
        let charts: [any Chart] = [
            LineChart(name, series: []), LineChart("", series: [.init(name, wild)], x: ChartAxis(name)),
            LineChart(name, series: [.init(name, wild)], y: ChartAxis(isLogarithmic: true)),
            BarChart(name, bars: []), BarChart(name, bars: [.init(name, -1e299), .init("", 1e299)]),
            ScatterChart(name, points: []),
            PathsChart(
                name, layers: 0, modules: -1, paths: [.init(name, modules: [[-5, 0, 99], [1]])], frozen: [[7], [2]]),
            ScatterChart(name, points: wild.map { .init(name, x: $0.x, y: $0.y, group: name) }, showsParetoFront: true),
            MatrixChart(name, confusion: try ConfusionMatrix(classes: [name])),
            try MatrixChart(name, rows: [(name, [.nan, 1e308])], columnNames: ["", name]),
            try MatrixChart(name, rows: [], columnNames: []),
            ReliabilityChart(name, Calibration([])), SparklineChart(name, []), SparklineChart(name, [.nan, 1, .nan]),
            SpikeRaster(name, spikes: [(.nan, 0), (1, -1), (1, .max)], neuronCount: 0),
        ]
        for chart in charts {
            #expect(elements(in: chart.svg()) != nil)
            #expect(!chart.svg().contains("<script"))
        }
    }

    @Test func chartsStandSideBySideInAGrid() {
        let chart = PathsChart("one", layers: 2, modules: 3, paths: [.init("a", modules: [[0], [1, 2]])])
        let grid = ChartGrid("all", charts: [chart, chart, chart], columns: 2)
        #expect(elements(in: grid.svg()) != nil)
        #expect(count(grid, "g") == 3)
        // Two rows of charts, none wider than its half.
        let drawing = grid.drawing()
        #expect(drawing.width == 960)
        #expect(drawing.height > 2 * chart.drawing().height * 0.9)
        #expect(ChartGrid("none", charts: [], columns: 0).drawing().height > 0)
    }

    @Test func linesBreakAtGapsAndSinglePointsAreDots() throws {
        let chart = LineChart("", series: [.init("a", values: [1, 2, .nan, 3, 4, .nan, 5])])
        let svg = chart.svg()
        let path = try #require(
            svg.split(separator: "class=\"line s0\"").last?.split(separator: "\"").dropFirst().first)
        #expect(path.filter { $0 == "M" }.count == 2)
        #expect(count(chart, "circle") == 1)
    }

    @Test func aLegendNamesSeveralSeriesOnly() {
        let one = LineChart("t", series: [.init("only", values: [1, 2])])
        #expect(!one.svg().contains(">only<"))
        let svg = SampleReport.learningCurves.svg()
        #expect(svg.contains(">residual 16, training<") && svg.contains(">plain 8, validation<"))
        #expect(svg.contains(">chosen epoch 41<"))
    }

    @Test func longSeriesStaySmallAndKeepTheirExtremes() {
        var values = (0..<200_000).map { SampleReport.noise($0) }
        values[77_777] = 40
        let svg = LineChart("t", series: [.init("a", values: values)]).svg()
        #expect(svg.utf8.count < 80_000)
        let top = LineChart.thinned(values.enumerated().map { (Double($0.offset) / 400, $0.element) })
        #expect(top.contains { $0.1 == 40 })
    }

    @Test func seriesBeyondThePaletteAreDashed() {
        #expect(ChartStyle.dashes(0) == nil)
        #expect(ChartStyle.dashes(7) != nil)
        #expect(ChartStyle.dashes(7) != ChartStyle.dashes(14))
    }

    @Test func paretoFrontByHand() {
        let chart = ScatterChart(
            "",
            points: [
                .init("a", x: 1, y: 1), .init("b", x: 2, y: 3), .init("c", x: 2, y: 2), .init("d", x: 3, y: 3),
                .init("e", x: 4, y: 4), .init("f", x: 0, y: .nan),
            ])
        #expect(chart.paretoFront == [0, 1, 4])
    }

    @Test func scatterLabelsDoNotOverlap() {
        let crowded = (0..<40).map { ScatterChart.Point("point \($0)", x: Double($0 % 7), y: Double($0 % 5)) }
        var drawing = SVGDrawing(width: 720, height: 360)
        let frame = PlotFrame(
            in: &drawing, title: "", keys: [], xAxis: ChartAxis(), yAxis: ChartAxis(), xs: crowded.map(\.x),
            ys: crowded.map(\.y))
        let places = crowded.map { (frame.x.place($0.x), frame.y.place($0.y)) }
        let labels = PointLabels(frame: frame, points: places).placed(crowded.map(\.name))
        #expect(!labels.isEmpty)
        for (index, one) in labels.enumerated() {
            for other in labels.dropFirst(index + 1) where abs(one.y - other.y) < 10 {
                #expect(one.x != other.x)
            }
        }
    }

    @Test func barsHaveValuesAndWhiskers() {
        let svg = SampleReport.leaderboard.svg()
        #expect(svg.contains(">98.3 %<") && svg.contains(">no value<"))
        #expect(svg.components(separatedBy: "class=\"mark\"").count - 1 == 5)
        // A long name keeps both its ends.
        #expect(svg.contains(">고양이 ") && svg.contains("…") && svg.contains("here<"))
    }

    @Test func matrixShowsCountsWhereTheyFit() throws {
        #expect(try SampleReport.confusion(10).svg().contains(">36<"))
        let large = try SampleReport.confusion(100)
        #expect(!large.svg().contains(">36<"))
        #expect(large.svg().utf8.count < 60_000)
        #expect(large.svg().contains(">class 0<") && !large.svg().contains(">class 1<"))
        #expect(throws: TrackError.self) { try MatrixChart("", rows: [("a", [1, 2])], columnNames: ["x"]) }
    }

    @Test func rasterIsOnePath() {
        let svg = SampleReport.raster.svg()
        #expect(svg.components(separatedBy: "class=\"dots").count - 1 == 1)
        #expect(svg.utf8.count < 200_000)
    }

    @Test func coordinatesAreShort() {
        #expect(SVGDrawing.number(1.005) == "1" || SVGDrawing.number(1.005) == "1.01")
        #expect(SVGDrawing.number(-0.001) == "0")
        #expect(SVGDrawing.number(-3.05) == "-3.05")
        #expect(SVGDrawing.number(12.5) == "12.5")
        #expect(SVGDrawing.number(.nan) == "0")
    }

    @Test func coloursDifferInLightAndDark() {
        #expect(ChartStyle.css.contains("prefers-color-scheme:dark"))
        #expect(ChartStyle.css.components(separatedBy: "--fc-0:").count - 1 == 3)
    }
}
