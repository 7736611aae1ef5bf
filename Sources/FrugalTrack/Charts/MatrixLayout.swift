/// Where the cells and names of a matrix go, from two classes to a hundred and more.
struct MatrixLayout {
    let cell: Double
    let left: Double
    let top: Double
    let width: Double
    let height: Double
    let showsValues: Bool
    private let isTurned: Bool
    private let rowNames: [String]
    private let columnNames: [String]

    init(_ chart: MatrixChart) {
        let count = Double(max(chart.rowNames.count, chart.columnNames.count, 1))
        // Few cells grow until their values fit; many share the width there is.
        let roomy = count <= 10 ? min(64, max(38, chart.widestValue + 8)) : 38
        let cell = min(roomy, max(520 / count, count <= 100 ? 5.2 : 2))
        let rowNames = chart.rowNames.map { ChartStyle.fitted($0, size: 11, to: 110) }
        let isTurned = Self.widest(chart.columnNames) > cell - 4
        let columnNames = chart.columnNames.map { ChartStyle.fitted($0, size: 11, to: isTurned ? 90 : 110) }
        // A turned name rises, and the last one leans out to the right, by its width at 45 degrees.
        let lean = isTurned ? Self.widest(columnNames) * 0.71 + 4 : 4

        left = Self.widest(rowNames) + 10 + (chart.rowLabel.isEmpty ? 0 : 18)
        top = (chart.title.isEmpty ? 4 : 28) + (chart.columnLabel.isEmpty ? 0 : 18) + (isTurned ? lean + 10 : 18)
        width = max(
            left + Double(columnNames.count) * cell + lean, 260,
            min(420, ChartStyle.width(of: chart.title, size: ChartStyle.titleSize) + 4))
        height = top + Double(rowNames.count) * cell + (chart.kind == .confusion ? 26 : 6)
        showsValues = chart.widestValue <= cell - 3
        self.cell = cell
        self.rowNames = rowNames
        self.columnNames = columnNames
        self.isTurned = isTurned
    }

    private static func widest(_ names: [String]) -> Double {
        names.map { ChartStyle.width(of: $0, size: 11) }.max() ?? 0
    }

    func drawLabels(of chart: MatrixChart, in drawing: inout SVGDrawing) {
        let right = left + Double(columnNames.count) * cell
        let bottom = top + Double(rowNames.count) * cell
        drawing.title(chart.title, within: width)
        drawing.rectangle(x: left, y: top, width: right - left, height: bottom - top, style: "panel")
        if !chart.columnLabel.isEmpty {
            let y = chart.title.isEmpty ? 14.0 : 40
            drawing.text(chart.columnLabel, x: (left + right) / 2, y: y, anchor: .middle, style: "muted small")
        }
        if !chart.rowLabel.isEmpty {
            drawing.text(
                chart.rowLabel, x: 11, y: (top + bottom) / 2, anchor: .middle, style: "muted small", rotation: -90)
        }
        // Names need eleven units; smaller cells name every second or third class.
        let step = max(1, Int((12 / cell).rounded(.up)))
        for row in stride(from: 0, to: rowNames.count, by: step) {
            drawing.text(
                rowNames[row], x: left - 6, y: top + (Double(row) + 0.5) * cell + 4, anchor: .end, style: "small")
        }
        for column in stride(from: 0, to: columnNames.count, by: step) {
            let x = left + (Double(column) + 0.5) * cell
            if isTurned {
                drawing.text(columnNames[column], x: x + 3, y: top - 6, style: "small", rotation: -45)
            } else {
                drawing.text(columnNames[column], x: x, y: top - 7, anchor: .middle, style: "small")
            }
        }
        if chart.kind == .confusion {
            let y = bottom + 19
            drawing.rectangle(x: left, y: y - 9, width: 10, height: 10, radius: 2, style: ChartStyle.fill(0))
            drawing.text("right", x: left + 15, y: y, style: "muted small")
            drawing.rectangle(x: left + 56, y: y - 9, width: 10, height: 10, radius: 2, style: ChartStyle.fill(1))
            drawing.text("confused", x: left + 71, y: y, style: "muted small")
        }
    }
}
