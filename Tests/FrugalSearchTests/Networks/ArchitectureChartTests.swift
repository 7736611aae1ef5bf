import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

@Suite struct ArchitectureChartTests {
    @Test func skipsAreArrowsAndLooseEndsGoToTheClassifier() throws {
        let family = try ReinforcementStrings(depths: 1...4)
        let plan = try architecture(
            [
                "4", "3", "3", "1", "1", "24", "1", "1", "2", "2", "36", "yes", "7", "5", "1", "1", "48", "no", "no",
                "1",
                "1", "1", "1", "24", "yes", "yes", "no",
            ], in: family.space)
        let chart = try family.chart(of: plan)
        #expect(
            Set(chart.edges) == [
                .init(0, 1), .init(1, 2), .init(0, 3), .init(1, 4), .init(2, 4), .init(3, 5), .init(4, 5),
            ])
        #expect(chart.nodes[2] == .init("conv 1x1", detail: "36 filters, stride 2x2", kind: 6))
    }

    @Test func everySpaceDraws() throws {
        let families: [any NetworkFamily] = [try ReinforcementStrings(), try MobileFamily(), try TableFamily()]
        for family in families {
            var stream = RandomStream(seed: 4)
            for _ in 0..<5 {
                let chart = try family.chart(of: try family.space.random(using: &stream))
                #expect(chart.nodes.count > 2)
            }
        }
    }
}
