import Foundation
import Testing

@testable import FrugalTrack

@Suite struct GraphChartTests {
    private func chart() throws -> GraphChart {
        try GraphChart(
            "cell",
            nodes: [.init("a"), .init("b", detail: "36 filters", kind: 1), .init("c"), .init("d")],
            edges: [.init(0, 1), .init(1, 2), .init(1, 2), .init(2, 3), .init(0, 3), .init(0, 2)])
    }

    @Test func aPartStandsBelowAllThatFlowsIntoIt() throws {
        let chart = try chart()
        let layout = GraphLayout(chart)
        for edge in chart.edges {
            #expect(layout.boxes[edge.from].y + layout.boxes[edge.from].height < layout.boxes[edge.to].y)
        }
        #expect(layout.trunks.count == 1)
        #expect(layout.trunks[0].entries.count == 2)
        let widest = try #require(layout.boxes.map { $0.x + $0.width }.max())
        let narrowest = try #require(layout.boxes.map(\.x).min())
        #expect(layout.trunks[0].x > widest || layout.trunks[0].x < narrowest)
        #expect((0...layout.width).contains(layout.trunks[0].x))
    }

    @Test func linesThatRunBesideEachOtherHaveLanesOfTheirOwn() throws {
        let edges = (0..<4).map { GraphChart.Edge($0, $0 + 1) } + [.init(0, 3), .init(1, 4), .init(2, 4), .init(0, 4)]
        let chart = try GraphChart("lanes", nodes: (0..<5).map { .init("\($0)") }, edges: edges)
        let trunks = GraphLayout(chart).trunks
        #expect(trunks.count == 3)
        // The first and the third go down the same side, and overlap.
        #expect(trunks[0].isLeft == trunks[2].isLeft && trunks[0].x != trunks[2].x)
        #expect(trunks[0].isLeft != trunks[1].isLeft)
    }

    @Test func theSummarySaysWhatFlowsWhere() throws {
        let summary = try chart().summary
        #expect(summary.contains("b (36 filters) from a; c from b and a; d from c and a"))
        #expect(try chart().edges.count == 5)
    }

    @Test(arguments: [(1, 1), (2, 1), (0, 4), (-1, 2)]) func anArrowToAnEarlierBoxIsRefused(from: Int, to: Int) {
        #expect(throws: TrackError.self) {
            try GraphChart("bad", nodes: (0..<4).map { .init("\($0)") }, edges: [.init(from, to)])
        }
    }

    @Test func namesCannotBreakThePicture() throws {
        let svg = try GraphChart(
            SampleReport.hostile, nodes: [.init(SampleReport.hostile, detail: SampleReport.hostile), .init("b")],
            edges: [.init(0, 1)]
        ).svg()
        #expect(!svg.contains("<script"))
        #expect(elements(in: svg)?["rect"] == 4)
        #expect(try GraphChart("nothing", nodes: [], edges: []).svg().contains("</svg>"))
    }
}
