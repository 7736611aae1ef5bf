import Foundation
import Testing

@testable import FrugalTrack

@Suite struct ReportTests {
    @Test func pageIsWellFormedAndSelfContained() throws {
        let html = try SampleReport.report().html()
        let found = try #require(elements(in: html))
        #expect(found["script"] == nil)
        #expect(found["h2"] == 5)
        #expect(found["svg"] == 12)
        #expect(found["img"] == 2)
        #expect(found["tr"] == 5)
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        // The only addresses are the name of the SVG format and data.
        let outside = html.components(separatedBy: "http").dropFirst().filter {
            !$0.hasPrefix("://www.w3.org/2000/svg") && !$0.hasPrefix("-equiv")
        }
        #expect(outside.isEmpty)
        #expect(html.contains("prefers-color-scheme:dark") && html.contains("@media print"))
    }

    @Test func everythingIsEscaped() throws {
        let html = try SampleReport.report().html()
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 고양이 🐦"))
    }

    @Test func numbersStandAtTheRightAndTheChosenRowIsMarked() {
        let table = Report.Table(header: ["name", "value"], rows: [["a", "1.5 M"], ["b"]], highlightedRow: 1)
        let html = Report(title: "t", summary: "s", sections: [.init("x", [.table(table)])]).html()
        #expect(html.contains("<td class=\"number\">1.5 M</td>"))
        #expect(html.contains("<tr class=\"chosen\"><td>b</td><td class=\"number\"></td></tr>"))
    }

    @Test func picturesGoAlongAsData() {
        let gallery = Report.Block.gallery([.init(tinyPNG, caption: "a\"b"), .init([0], caption: "c")], height: .max)
        let html = Report(title: "t", summary: "s", sections: [.init("x", [gallery])]).html()
        #expect(html.contains("src=\"data:image/png;base64,\(Data(tinyPNG).base64EncodedString())\""))
        #expect(html.contains("class=\"pixels\"") && html.contains("alt=\"a&quot;b\""))
        #expect(html.contains("not a PNG or JPEG") && html.contains("height:1024px"))
    }

    @Test func isWrittenToAFile() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("report.html")
            let report = Report(title: "새 <b>", summary: "")
            try report.write(to: url)
            #expect(String(decoding: try bytes(of: url), as: UTF8.self) == report.html())
        }
    }
}
