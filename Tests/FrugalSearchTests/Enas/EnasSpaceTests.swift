import Foundation
import FrugalTrack
import Testing

@testable import FrugalSearch

@Suite struct EnasSpaceTests {
    @Test func `twelve macro layers have as many architectures as the paper says`() throws {
        let space = try EnasMacro.space()
        #expect(space.name == "enas-macro")
        #expect(space.size == pow(6.0, 12) * pow(2.0, 66))
    }

    @Test func `five micro nodes have more strings than the paper counts`() throws {
        // Two inputs of 2, 3, 4, 5 and 6 outputs and two of five operations a node; two cells.
        let cell: Double = 720 * 720 * 9_765_625
        #expect(abs(try EnasMicro.space().size / (cell * cell) - 1) < 1e-12)
        #expect(EnasMicro.publishedSize() == pow(5.0 * 120, 4))
        #expect(abs(EnasMicro.publishedSize() / 1.3e11 - 1) < 0.01)
    }

    @Test func `one node and two layers can be counted by hand`() throws {
        // Node 2 has two inputs and two operations, in two cells: (2 · 5)^2 each.
        #expect(try EnasMicro.space(nodes: 1).size == 10_000)
        // Layer 1: 6; layer 2: 6 and one skip; layer 3: 6 and two skips.
        #expect(try EnasMacro.space(layers: 3).size == 1728)
    }

    @Test func `the reduction cells lie where ENAS has them`() {
        var settings = EnasMicro.Settings()
        #expect(settings.reductions == [2, 5])
        settings.cells = 15
        #expect(settings.reductions == [5, 11])
        settings.cells = 2
        #expect(settings.reductions == [1, 3])
        #expect(EnasMacro.Settings().reductions == [3, 7])
    }

    @Test func `loose ends are the outputs that nothing uses`() throws {
        // Node 2 = id(0) + id(0), node 3 = id(2) + id(0): output 1 and node 3 stay loose.
        let space = try EnasMicro.space(nodes: 2)
        let tokens = [0, 4, 0, 4, 2, 4, 0, 4]
        let plan = try MicroPlan(space.architecture(tokens + tokens), in: space, nodes: 2)
        #expect(MicroPlan.looseEnds(plan.normal) == [1, 3])
    }

    @Test func `sizes that cannot be are refused`() {
        var micro = EnasMicro.Settings()
        micro.filters = 1
        #expect(throws: FrugalError.self) { try EnasMicro(micro) }
        var macro = EnasMacro.Settings()
        macro.layers = 2
        #expect(throws: FrugalError.self) { try EnasMacro(macro) }
    }
}

@Suite struct EnasChartTests {
    @Test func `a cell is drawn with what its nodes add`() throws {
        let family = try EnasMicro(
            {
                var settings = EnasMicro.Settings()
                settings.nodes = 1
                return settings
            }())
        let chart = try family.chart(of: family.space.architecture([0, 0, 1, 3, 1, 4, 1, 4]))
        // Two inputs, two operations, one node and an output a cell.
        #expect(chart.nodes.count == 12)
        #expect(chart.nodes[2].title == "sep-conv-3x3")
        #expect(chart.nodes[3].title == "max-pool-3x3")
        let edges = chart.edges.map { [$0.from, $0.to] }
        #expect(edges.prefix(5) == [[0, 2], [1, 3], [2, 4], [3, 4], [4, 5]])
        // The reduction cell leaves its older input loose, so it flows into the output.
        #expect(edges.contains([6, 11]))
    }

    @Test func `layers are drawn with their skips`() throws {
        var settings = EnasMacro.Settings()
        settings.layers = 3
        let family = try EnasMacro(settings)
        let chart = try family.chart(of: family.space.architecture([0, 1, 1, 5, 0, 1]))
        #expect(chart.nodes.map(\.title) == ["stem", "conv-3x3", "sep-conv-3x3", "max-pool-3x3", "classifier"])
        #expect(chart.edges.map { [$0.from, $0.to] } == [[0, 1], [0, 2], [1, 2], [1, 3], [2, 3], [3, 4]])
    }
}
