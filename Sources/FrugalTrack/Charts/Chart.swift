/// A picture of data that can be drawn as SVG.
public protocol Chart: Sendable {
    /// What the chart shows, in a few words: drawn above it and read out by screen readers.
    var title: String { get }
    /// What there is to see, for readers who cannot see it.
    var summary: String { get }
    /// The SVG element, without its style sheet.
    func drawing() -> SVGDrawing
}

extension Chart {
    /// The chart as an SVG element.
    /// - Parameter isStandalone: whether the style sheet goes along, as a file of its own needs it. A page holds the
    ///   style sheet once, in ``ChartStyle/css``.
    public func svg(isStandalone: Bool = true) -> String {
        drawing().element(title: title, summary: summary, css: isStandalone ? ChartStyle.css : nil)
    }
}
