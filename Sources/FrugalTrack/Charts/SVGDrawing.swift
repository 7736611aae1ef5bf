/// The body of an SVG picture under construction, in units of one pixel at its natural size.
public struct SVGDrawing: Sendable {
    /// The natural width.
    public let width: Double
    /// The natural height.
    public let height: Double
    private(set) var body = ""

    /// Where a text stands to its point.
    enum Anchor: String { case start, middle, end }

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The whole element with its title and description for screen readers.
    func element(title: String, summary: String, css: String?) -> String {
        let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        let box = "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
        let style = css.map { "<style>\($0)</style>" } ?? ""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="frugal-chart" role="img" \(size) \(box) \
            style="max-width:\(Self.number(width))px"><title>\(Markup.escape(title))</title>\
            <desc>\(Markup.escape(summary))</desc>\(style)\(body)</svg>
            """
    }

    mutating func text(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String = "", rotation: Double? = nil
    ) {
        let place = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        let side = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        let turn =
            rotation.map {
                " transform=\"rotate(\(Self.number($0)) \(Self.number(x)) \(Self.number(y)))\""
            } ?? ""
        body += "<text\(Self.classed(style)) \(place)\(side)\(turn)>\(Markup.escape(text))</text>"
    }

    /// Draws a title above everything else, shortened to a width; nothing where it is empty.
    mutating func title(_ title: String, within width: Double) {
        guard !title.isEmpty else { return }
        text(ChartStyle.fitted(title, size: ChartStyle.titleSize, to: width), x: 0, y: 16, style: "title")
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
        path("M\(Self.number(x1)) \(Self.number(y1))L\(Self.number(x2)) \(Self.number(y2))", style: style)
    }

    mutating func path(_ data: String, style: String, attributes: String = "") {
        guard !data.isEmpty else { return }
        body += "<path\(Self.classed(style))\(attributes) d=\"\(data)\"/>"
    }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, radius: Double = 0, style: String, opacity: Double = 1,
        tip: String? = nil
    ) {
        let corner = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
        let shade = opacity < 1 ? " fill-opacity=\"\(Self.number(opacity))\"" : ""
        let size = "width=\"\(Self.number(max(0, width)))\" height=\"\(Self.number(max(0, height)))\""
        let open =
            "<rect\(Self.classed(style)) x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" \(size)\(corner)\(shade)"
        body += open + Self.closing("rect", tip: tip)
    }

    /// Another drawing, moved and made smaller.
    mutating func place(_ other: SVGDrawing, x: Double, y: Double, scale: Double) {
        let move = "translate(\(Self.number(x)) \(Self.number(y))) scale(\(Self.number(scale)))"
        body += "<g transform=\"\(move)\">\(other.body)</g>"
    }

    mutating func circle(x: Double, y: Double, radius: Double, style: String, tip: String? = nil) {
        let place = "cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\""
        body += "<circle\(Self.classed(style)) \(place)" + Self.closing("circle", tip: tip)
    }

    private static func closing(_ name: String, tip: String?) -> String {
        tip.map { "><title>\(Markup.escape($0))</title></\(name)>" } ?? "/>"
    }

    private static func classed(_ style: String) -> String { style.isEmpty ? "" : " class=\"\(style)\"" }

    /// A coordinate with two decimals at most, the same in every locale.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(sign)\(whole)" }
        return "\(sign)\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }
}
