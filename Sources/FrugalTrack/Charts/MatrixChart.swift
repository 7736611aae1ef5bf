/// A table of shades with its counts: a confusion matrix, or any heat map.
public struct MatrixChart: Chart {
    /// What the shades mean.
    enum Kind {
        /// The diagonal is right and everything else wrong; shades are shares of the row.
        case confusion
        /// Shades run from the least to the greatest value.
        case heat
    }

    /// What the chart shows.
    public var title: String
    let kind: Kind
    let rowNames: [String]
    let columnNames: [String]
    let values: [Double]
    let rowLabel: String
    let columnLabel: String
    let format: ChartAxis

    /// A confusion matrix: rows are the truth, columns the answers.
    public init(_ title: String, confusion: ConfusionMatrix) {
        self.title = title
        kind = .confusion
        rowNames = confusion.classes
        columnNames = confusion.classes
        values = confusion.counts.map(Double.init)
        rowLabel = "truth"
        columnLabel = "answer"
        format = ChartAxis()
    }

    /// A heat map of `rows`, each with one value a column.
    /// - Parameter format: how values are written in the cells.
    /// - Throws: ``TrackError`` where a row has another length than `columnNames`.
    public init(
        _ title: String, rows: [(name: String, values: [Double])], columnNames: [String], rowLabel: String = "",
        columnLabel: String = "", format: ChartAxis = ChartAxis()
    ) throws {
        if let bad = rows.first(where: { $0.values.count != columnNames.count }) {
            throw TrackError(
                .invalidValue,
                "row \"\(bad.name)\" of a heat map has \(bad.values.count) values for \(columnNames.count) columns",
                remedy: "give every row one value a column")
        }
        self.title = title
        kind = .heat
        rowNames = rows.map(\.name)
        self.columnNames = columnNames
        values = rows.flatMap(\.values)
        self.rowLabel = rowLabel
        self.columnLabel = columnLabel
        self.format = format
    }

    /// The size of the matrix and, of a confusion matrix, what is confused most.
    public var summary: String {
        guard kind == .confusion else { return "Heat map of \(rowNames.count) by \(columnNames.count) values." }
        let wrong = values.indices.filter { values[$0] > 0 && $0 / columnNames.count != $0 % columnNames.count }
        let worst = wrong.sorted { (values[$0], $1) > (values[$1], $0) }.prefix(3).map { index in
            let names = (rowNames[index / columnNames.count], columnNames[index % columnNames.count])
            return "\(names.0) answered as \(names.1) \(Int(values[index])) times"
        }
        let mistakes = worst.isEmpty ? "no mistakes" : worst.joined(separator: "; ")
        return "Confusion matrix of \(rowNames.count) classes: \(mistakes)."
    }

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let layout = MatrixLayout(self)
        var drawing = SVGDrawing(width: layout.width, height: layout.height)
        layout.drawLabels(of: self, in: &drawing)
        drawCells(in: &drawing, layout: layout)
        return drawing
    }

    /// How strongly each cell is filled, 0...1.
    private func shades() -> [Double] {
        switch kind {
        case .confusion:
            return values.indices.map { index in
                let begin = index / columnNames.count * columnNames.count
                let total = values[begin..<(begin + columnNames.count)].reduce(0, +)
                let share = total > 0 ? values[index] / total : 0
                let isRight = index / columnNames.count == index % columnNames.count
                // Mistakes are rare; the root makes one in a hundred visible.
                return isRight || share == 0 ? share : 0.2 + 0.8 * share.squareRoot()
            }
        case .heat:
            let finite = values.filter { format.shows($0) }
            guard let low = finite.min(), let high = finite.max() else { return values.map { _ in 0 } }
            return values.map { value in
                guard format.shows(value) else { return 0 }
                return high > low ? 0.06 + 0.94 * (value - low) / (high - low) : 0.5
            }
        }
    }

    /// Cells of one shade become one path: a hundred classes make ten thousand cells.
    private func drawCells(in drawing: inout SVGDrawing, layout: MatrixLayout) {
        let levels = 24.0
        let gap = layout.cell > 12 ? 1.0 : 0.25
        var paths: [Int: [Int: String]] = [:]
        var texts: [(String, Double, Double, Bool)] = []
        for (index, shade) in shades().enumerated() {
            let (row, column) = (index / columnNames.count, index % columnNames.count)
            let x = layout.left + Double(column) * layout.cell
            let y = layout.top + Double(row) * layout.cell
            let level = shade > 0 ? max(1, Int((shade * levels).rounded())) : 0
            if level > 0 {
                let colour = kind == .confusion && row != column ? 1 : 0
                let side = SVGDrawing.number(layout.cell - gap)
                paths[colour, default: [:]][level, default: ""] +=
                    "M\(SVGDrawing.number(x)) \(SVGDrawing.number(y))h\(side)v\(side)h-\(side)z"
            }
            if layout.showsValues, kind == .heat || values[index] > 0 {
                let middle = layout.cell / 2
                texts.append((format.text(values[index]), x + middle, y + middle + 4, shade > 0.7))
            }
        }
        for (colour, shaded) in paths.sorted(by: { $0.key < $1.key }) {
            for (level, path) in shaded.sorted(by: { $0.key < $1.key }) {
                let opacity = SVGDrawing.number(Double(level) / levels)
                drawing.path(path, style: ChartStyle.fill(colour), attributes: " fill-opacity=\"\(opacity)\"")
            }
        }
        for (text, x, y, isOver) in texts {
            drawing.text(text, x: x, y: y, anchor: .middle, style: isOver ? "tiny over" : "tiny")
        }
    }

    /// The widest value as a cell would show it.
    var widestValue: Double {
        values.map { ChartStyle.width(of: format.text($0), size: 10) }.max() ?? 0
    }
}
