/// The look of every chart: one style sheet of CSS variables, light and dark.
///
/// Colours are those of Okabe and Ito (2008), which readers with any common colour blindness tell apart, darkened on
/// white and lightened on black until lines stand out from the ground.
public enum ChartStyle {
    /// How many colours there are before they come round again.
    static let colourCount = 7

    /// The style sheet of the charts.
    public static let css = """
        .frugal-chart{\(light)font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK KR",\
        sans-serif;width:100%;height:auto;display:block}
        @media(prefers-color-scheme:dark){.frugal-chart{\(dark)}}
        @media print{.frugal-chart{\(light)}}
        .frugal-chart text{fill:var(--fc-ink)}
        .frugal-chart .title{font-size:14px;font-weight:600}
        .frugal-chart .muted{fill:var(--fc-muted)}
        .frugal-chart .small{font-size:11px}
        .frugal-chart .tiny{font-size:10px}
        .frugal-chart .over{fill:var(--fc-ground)}
        .frugal-chart .halo{paint-order:stroke;stroke:var(--fc-ground);stroke-width:3px;stroke-linejoin:round}
        .frugal-chart .grid{stroke:var(--fc-grid);fill:none}
        .frugal-chart .axis{stroke:var(--fc-axis);fill:none}
        .frugal-chart .rule{stroke:var(--fc-muted);stroke-dasharray:4 3;fill:none}
        .frugal-chart .mark{stroke:var(--fc-ink);fill:none;stroke-width:1.3}
        .frugal-chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .frugal-chart .dots{fill:none;stroke-linecap:round}
        .frugal-chart .ring{stroke:var(--fc-ground);stroke-width:1.5}
        .frugal-chart .panel{fill:var(--fc-panel)}
        .frugal-chart .strong{font-weight:600}
        .frugal-chart .flow{stroke-width:1.6}
        \(colourRules)
        """

    private static let light = """
        --fc-ground:#fff;--fc-panel:#f4f6f8;--fc-ink:#1c2733;--fc-muted:#5f6b7a;--fc-grid:#e6e9ee;--fc-axis:#9aa5b1;\
        --fc-0:#0b6bb5;--fc-1:#d35400;--fc-2:#00835f;--fc-3:#b0508f;--fc-4:#9a7200;--fc-5:#3a9bd1;--fc-6:#6b7785;
        """
    private static let dark = """
        --fc-ground:#14181d;--fc-panel:#1d232a;--fc-ink:#e7ebf0;--fc-muted:#9aa7b5;--fc-grid:#2a323b;--fc-axis:#566370;\
        --fc-0:#5aaef0;--fc-1:#ff8b45;--fc-2:#35c29a;--fc-3:#e59acb;--fc-4:#e6c04f;--fc-5:#9fd6f5;--fc-6:#9aa7b5;
        """

    private static let colourRules = (0..<colourCount).map { index in
        ".frugal-chart .f\(index){fill:var(--fc-\(index))}.frugal-chart .s\(index){stroke:var(--fc-\(index))}"
    }.joined(separator: "\n")

    /// The class that fills with colour `index`.
    static func fill(_ index: Int) -> String { "f\(index % colourCount)" }

    /// The class that strokes with colour `index`.
    static func stroke(_ index: Int) -> String { "s\(index % colourCount)" }

    /// The dashes of series `index`: none in the first round of colours, then a new pattern for each round.
    static func dashes(_ index: Int) -> String? {
        let patterns = [nil, "6 4", "2 3", "8 3 2 3"]
        return patterns[(index / colourCount) % patterns.count]
    }

    /// The size at which a regular face is as wide as titles in their bold one.
    static let titleSize = 16.0

    /// The width of `text` in a common sans-serif face, near enough to keep labels apart.
    static func width(of text: String, size: Double) -> Double {
        text.reduce(0) { sum, character in
            if DisplayWidth.of(character) == 2 { return sum + size }
            if "iljtfrI.,:;'|! ()[]-".contains(character) { return sum + size * 0.39 }
            if "mwMW%@".contains(character) { return sum + size * 0.97 }
            return sum + size * (character.isUppercase ? 0.72 : 0.62) * Double(DisplayWidth.of(character))
        }
    }

    /// `text` with an ellipsis in its middle where it would not stay within `limit` units: of long names the ends tell most.
    static func fitted(_ text: String, size: Double, to limit: Double) -> String {
        if width(of: text, size: size) <= limit { return text }
        let (start, end) = (Array(text), Array(text.reversed()))
        var kept = "…"
        for count in 1..<max(2, start.count) {
            let next = String(start.prefix((count + 1) / 2)) + "…" + String(end.prefix(count / 2).reversed())
            if width(of: next, size: size) > limit { break }
            kept = next
        }
        return kept
    }
}
