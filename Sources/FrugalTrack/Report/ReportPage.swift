import Foundation

/// Turns a report into HTML.
struct ReportPage {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        let tiles = report.tiles.isEmpty ? "" : Self.html(report.tiles)
        let sections = report.sections.map { section in
            "<section><h2>\(Markup.escape(section.title))</h2>\n\(section.blocks.map(Self.html).joined())</section>\n"
        }
        let footer = report.footer.isEmpty ? "" : "<footer>\(Markup.escape(report.footer))</footer>\n"
        // The policy is a second lock behind the escaping: nothing on the page can run or fetch.
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>\(Markup.escape(report.title))</title>
            <style>
            \(ReportStyle.css)
            \(ChartStyle.css)
            </style></head>
            <body><main>
            <header><h1>\(Markup.escape(report.title))</h1>
            <p class="summary">\(Self.prose(report.summary))</p></header>
            \(tiles)\(sections.joined())\(footer)</main></body></html>

            """
    }

    /// Escaped text in which a percent sign stays on the line of its number.
    private static func prose(_ text: String) -> String {
        Markup.escape(text).split(separator: " %", omittingEmptySubsequences: false).joined(separator: "\u{A0}%")
    }

    private static func html(_ block: Report.Block) -> String {
        switch block {
        case .prose(let text): "<p>\(prose(text))</p>\n"
        case .note(let text): "<p class=\"note\">\(prose(text))</p>\n"
        case .tiles(let tiles): html(tiles)
        case .table(let table): html(table)
        case .chart(let chart, let caption): figure(chart, caption: caption)
        case .charts(let charts): "<div class=\"charts\">\(charts.map { figure($0, caption: "") }.joined())</div>\n"
        case .gallery(let pictures, let height): gallery(pictures, height: height)
        case .code(let text): "<pre><code>\(Markup.escape(text))</code></pre>\n"
        }
    }

    private static func html(_ tiles: [Report.Tile]) -> String {
        let cells = tiles.map { tile in
            let note = tile.note.isEmpty ? "" : "<span class=\"remark\">\(prose(tile.note))</span>"
            return
                "<div class=\"tile\"><dt>\(Markup.escape(tile.name))</dt><dd>\(prose(tile.value))\(note)</dd></div>"
        }
        return "<dl class=\"tiles\">\(cells.joined())</dl>\n"
    }

    private static func html(_ table: Report.Table) -> String {
        let isRight = table.header.indices.map { column in
            let cells = table.rows.map { column < $0.count ? $0[column] : "" }.filter { !$0.isEmpty }
            return !cells.isEmpty && cells.allSatisfy(TextTable.isNumber)
        }
        // Cells of several words get room to stay on few lines; a class of one word needs none.
        let isWordy = table.header.indices.map { column in
            !isRight[column]
                && table.rows.contains { column < $0.count && $0[column].contains(where: { " -".contains($0) }) }
        }
        func cell(_ tag: String, _ text: String, _ column: Int) -> String {
            "<\(tag)\(isRight[column] ? " class=\"number\"" : isWordy[column] ? " class=\"words\"" : "")>\(Markup.escape(text))</\(tag)>"
        }
        let head = table.header.enumerated().map { cell("th", $1, $0) }.joined()
        let rows = table.rows.enumerated().map { index, row in
            let cells = table.header.indices.map { cell("td", $0 < row.count ? row[$0] : "", $0) }.joined()
            return "<tr\(index == table.highlightedRow ? " class=\"chosen\"" : "")>\(cells)</tr>"
        }
        let caption = table.caption.isEmpty ? "" : "<caption>\(Markup.escape(table.caption))</caption>"
        return """
            <div class="scroll"><table>\(caption)<thead><tr>\(head)</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>

            """
    }

    private static func figure(_ chart: any Chart, caption: String) -> String {
        let words = caption.isEmpty ? "" : "<figcaption>\(prose(caption))</figcaption>"
        return "<figure>\(chart.svg(isStandalone: false))\(words)</figure>\n"
    }

    private static func gallery(_ pictures: [Report.Picture], height: Int) -> String {
        let size = min(max(height, 16), 1024)
        let figures = pictures.map { picture in
            let caption = Markup.escape(picture.caption)
            guard let type = PictureFormat.mediaType(picture.bytes) else {
                return "<figure><div class=\"missing\" style=\"height:\(size)px\">not a PNG or JPEG</div>"
                    + "<figcaption>\(caption)</figcaption></figure>"
            }
            // Pictures smaller than they are shown keep their pixels, as digits of 8 by 8 should.
            let isSmall = (PictureFormat.pngSize(picture.bytes)?.height ?? size) < size
            let data = Data(picture.bytes).base64EncodedString()
            return "<figure><img\(isSmall ? " class=\"pixels\"" : "") style=\"height:\(size)px\" alt=\"\(caption)\" "
                + "src=\"data:\(type);base64,\(data)\"/><figcaption>\(caption)</figcaption></figure>"
        }
        return "<div class=\"gallery\">\(figures.joined(separator: "\n"))</div>\n"
    }
}
