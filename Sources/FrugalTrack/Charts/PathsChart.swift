/// Paths through layers of modules, as in Figure 7 of the report: a row of modules a layer, the input below and the readout
/// above.
public struct PathsChart: Chart {
    /// A path, and what it is.
    public struct Path: Sendable {
        /// Its name.
        public var name: String
        /// The modules of each layer.
        public var modules: [[Int]]

        /// A path.
        public init(_ name: String, modules: [[Int]]) {
            self.name = name
            self.modules = modules
        }
    }

    /// What the chart shows.
    public var title: String
    /// Modules of a layer.
    public var moduleCount: Int
    /// Layers.
    public var layerCount: Int
    /// Paths; of two that use a module both are seen.
    public var paths: [Path]
    /// Modules that are frozen, by layer.
    public var frozen: [Set<Int>]

    /// A chart of paths.
    public init(_ title: String, layers: Int, modules: Int, paths: [Path], frozen: [Set<Int>] = []) {
        self.title = title
        let (modules, layers) = (max(1, modules), max(1, layers))
        moduleCount = modules
        layerCount = layers
        // Modules that are not there are not drawn.
        self.paths = paths.map { path in
            Path(path.name, modules: path.modules.prefix(layers).map { $0.filter((0..<modules).contains) })
        }
        self.frozen = frozen
    }

    /// How many modules each path uses, and how many are frozen.
    public var summary: String {
        let used = paths.map { "\($0.name) uses \($0.modules.reduce(0) { $0 + $1.count })" }.joined(separator: ", ")
        return "\(layerCount) layers of \(moduleCount) modules; \(used); \(frozen.reduce(0) { $0 + $1.count }) frozen."
    }

    private static let step = (x: 52.0, y: 84.0)
    private static let module = (width: 34.0, height: 24.0)
    private static let margin = 76.0

    /// The SVG element, without its style sheet.
    public func drawing() -> SVGDrawing {
        let width = 2 * Self.margin + Double(moduleCount - 1) * Self.step.x
        var drawing = SVGDrawing(width: width, height: 130 + Double(layerCount + 1) * Self.step.y)
        drawing.text(title, x: 12, y: 22, style: "title")
        for (index, path) in paths.enumerated() {
            let x = 12 + Double(index) * 190
            drawing.line(x, 42, x + 22, 42, style: "line \(ChartStyle.stroke(index))")
            drawing.text(ChartStyle.fitted(path.name, size: 12, to: 150), x: x + 28, y: 46)
        }
        for (index, path) in paths.enumerated() { draw(path, index, width / 2, on: &drawing) }
        for layer in 0..<layerCount {
            for module in 0..<moduleCount { draw(module, layer, on: &drawing) }
            drawing.text("layer \(layer + 1)", x: 10, y: height(layer) + 4, style: "muted small")
        }
        drawing.text("input", x: width / 2, y: height(-1) + 4, anchor: .middle)
        drawing.text("readout", x: width / 2, y: height(layerCount) + 4, anchor: .middle)
        drawing.text(
            "filled: used; framed: frozen", x: width - 12, y: height(-1) + 26, anchor: .end, style: "muted small")
        return drawing
    }

    private func height(_ layer: Int) -> Double { 84 + Double(layerCount - layer) * Self.step.y }

    private func place(_ module: Int) -> Double { Self.margin + Double(module) * Self.step.x }

    private func draw(_ module: Int, _ layer: Int, on drawing: inout SVGDrawing) {
        let user = paths.firstIndex { layer < $0.modules.count && $0.modules[layer].contains(module) }
        let (x, y) = (place(module) - Self.module.width / 2, height(layer) - Self.module.height / 2)
        let isFrozen = layer < frozen.count && frozen[layer].contains(module)
        if isFrozen {
            drawing.rectangle(
                x: x - 4, y: y - 4, width: Self.module.width + 8, height: Self.module.height + 8, radius: 8,
                style: "mark")
        }
        drawing.rectangle(
            x: x, y: y, width: Self.module.width, height: Self.module.height, radius: 5,
            style: user.map { ChartStyle.fill($0) } ?? "panel",
            tip: "layer \(layer + 1), module \(module + 1)\(isFrozen ? ", frozen" : "")")
        drawing.text(
            "\(module + 1)", x: place(module), y: height(layer) + 4, anchor: .middle,
            style: user == nil ? "muted small" : "over small")
    }

    /// Every module of a layer with every one of the next: a sum goes to all.
    private func draw(_ path: Path, _ index: Int, _ middle: Double, on drawing: inout SVGDrawing) {
        var below = [middle]
        var data = ""
        // Paths that share modules run side by side.
        let shift = Double(index) * 4 - Double(paths.count - 1) * 2
        for layer in 0...min(layerCount, path.modules.count) {
            let isReadout = layer == min(layerCount, path.modules.count)
            let above = isReadout ? [middle] : path.modules[layer].map(place)
            for from in below {
                for to in above {
                    let (start, end) = (height(layer - 1) - 13, height(isReadout ? layerCount : layer) + 13)
                    data +=
                        "M\(SVGDrawing.number(from + shift)) \(SVGDrawing.number(start))"
                        + "L\(SVGDrawing.number(to + shift)) \(SVGDrawing.number(end))"
                }
            }
            below = above
        }
        drawing.path(data, style: "flow \(ChartStyle.stroke(index))", attributes: " stroke-opacity=\"0.75\"")
    }
}
