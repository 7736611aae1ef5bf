import FrugalData
import FrugalLimits
import FrugalTrack

extension ModelExplanation {
    /// The picture and its maps on one sheet.
    /// - Throws: `DataError` where memory ends.
    public func sheet() throws -> Image {
        let cells =
            [
                PictureGrid.Cell(
                    picture, title: "\(answer) \(Humanise.percent(probability))",
                    detail: answer == explained ? "the picture as the model sees it" : "explained: \(explained)")
            ]
            + (try maps.map {
                PictureGrid.Cell(
                    try $0.heatMap(over: picture), title: $0.method.rawValue, detail: checks(of: $0))
            })
        return try PictureGrid(cells, columns: cells.count > 4 ? 3 : cells.count).image
    }

    /// The answer, the checks and the nearest examples as text.
    public var text: String {
        let table = TextTable(
            header: ["method", "completeness error", "correlation with a randomised network"], rows: rows,
            alignments: [.left, .right, .right])
        var lines = ["\(file): \(answer) \(Humanise.percent(probability))", "explained: \(explained)"]
        if size != shownSize {
            lines.append("shown to the model at \(shownSize[0])x\(shownSize[1]), not \(size[0])x\(size[1])")
        }
        lines += [""] + table.lines()
        if !nearest.isEmpty {
            lines += ["", "nearest of \(Humanise.grouped(searched)) training pictures:"]
            lines += nearest.map { "  \($0.name)  \($0.label)  distance \(Humanise.fixed($0.distance, 3))" }
        }
        return DisplayWidth.sanitisedLines(lines + notes.map { "note: \($0)" })
    }

    private var rows: [[String]] {
        maps.map { map in
            [
                map.method.rawValue, map.completenessError.map { Humanise.percent($0, decimals: 2) } ?? "-",
                Humanise.fixed(map.randomisationCorrelation, 2),
            ]
        }
    }

    private func checks(of map: Explanation) -> String {
        let randomised = "randomised \(Humanise.fixed(map.randomisationCorrelation, 2))"
        return map.completenessError.map { "\(randomised), completeness \(Humanise.percent($0, decimals: 2))" }
            ?? randomised
    }

    /// The explanation as a page.
    /// - Parameter command: the command that repeats it.
    /// - Throws: `DataError` where memory ends.
    public func report(command: String) throws -> Report {
        let shown = try maps.map { map in
            Report.Picture(
                try PNG.encode(map.heatMap(over: picture)), caption: "\(map.method.rawValue): \(checks(of: map))")
        }
        let original = Report.Picture(try PNG.encode(picture), caption: "\(file), as the model sees it")
        let examples = try zip(nearest, nearestPictures).map { example, image in
            Report.Picture(
                try PNG.encode(image),
                caption: "\(example.label): \(example.name), distance \(Humanise.fixed(example.distance, 3))")
        }
        let belief: [Report.Block] = [
            .table(
                Report.Table(
                    header: ["method", "completeness error", "correlation with a randomised network"], rows: rows)),
            .prose(
                "Completeness: how far the numbers of a map are from adding up to what the score gains over a picture of the "
                    + "mean colour; only integrated gradients promise that. Correlation: Spearman's, of the map with that of "
                    + "the same network with its numbers drawn anew. Far from 0, the map shows the picture and not what was "
                    + "learned (Adebayo et al. 2018)."),
        ]
        let byExample: [Report.Block] =
            examples.isEmpty
            ? []
            : [
                .gallery(examples, height: 120),
                .prose(
                    "Those of \(Humanise.grouped(searched)) training pictures that lie nearest before the last layer, by "
                        + "Euclidean distance."),
            ]
        return Report(
            title: "Why the model answered \(answer)",
            summary: "\(file): \(answer), \(Humanise.percent(probability)). Explained is the score of \(explained).",
            sections: [
                Report.Section(
                    "Maps",
                    [
                        .gallery([original] + shown, height: 200),
                        .prose("Red speaks for \(explained), blue against it. Gradient and Grad-CAM have no sign."),
                    ]), Report.Section("How far to believe them", belief),
            ] + (byExample.isEmpty ? [] : [Report.Section("Explained by example", byExample)])
                + (notes.isEmpty ? [] : [Report.Section("Notes", notes.map { .note($0) })])
                + [Report.Section("Again", [.code(command)])],
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }
}

extension DisplayWidth {
    /// Lines, each without what could steer a terminal.
    fileprivate static func sanitisedLines(_ lines: [String]) -> String {
        lines.map { sanitised($0) }.joined(separator: "\n") + "\n"
    }
}
