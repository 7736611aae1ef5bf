import FrugalSearch
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

/// Two layers or three; each with a width, and wide ones with a kernel.
private func layered() throws -> SearchSpace {
    try SearchSpace(
        "layered", family: "test",
        [
            .repeated("layers", 2...3) { layer in
                [
                    Decision(
                        "width", at: "layer \(layer)",
                        options: [
                            Decision.Option("8"),
                            Decision.Option("16", then: [Decision("kernel", at: "layer \(layer)", [1, 3, 5])]),
                        ])
                ]
            }
        ])
}

@Suite struct SpaceTests {
    @Test func sizeCountsEveryWay() throws {
        // A layer has 1 + 3 ways.
        #expect(try layered().size == 4 * 4 + 4 * 4 * 4)
    }

    @Test func randomArchitecturesAreInTheSpaceAndReachAllOfIt() throws {
        let space = try layered()
        var stream = RandomStream(seed: 1)
        var seen: Set<Architecture> = []
        for _ in 0..<4000 { seen.insert(try space.random(using: &stream)) }
        #expect(seen.count == 80)
        for architecture in seen { _ = try space.choices(of: architecture) }
    }

    @Test func mutationChangesOneDecisionAndStaysInTheSpace() throws {
        let space = try layered()
        var stream = RandomStream(seed: 2)
        for _ in 0..<500 {
            let parent = try space.random(using: &stream)
            let child = try space.mutated(parent, using: &stream)
            #expect(child != parent)
            _ = try space.choices(of: child)
        }
    }

    @Test(arguments: [
        ([Int](), "ends after 0 tokens"), ([0, 0], "ends after 2 tokens"), ([0, 0, 0, 0], "complete after 3 tokens"),
        ([0, 2, 0], "token 1 is 2"), ([0, 1, 3, 0], "token 2 is 3"),
    ]) func aBadArchitectureIsRefusedWithItsPosition(tokens: [Int], words: String) throws {
        let space = try layered()
        let error = #expect(throws: FrugalError.self) { try space.architecture(tokens) }
        #expect(error?.description.contains(words) == true)
    }

    @Test func anArchitectureOfAnotherSpaceIsRefused() throws {
        let other = try SearchSpace("layered", family: "test", [Decision("width", [8, 16])])
        let architecture = try other.architecture([1])
        #expect(throws: FrugalError.self) { try layered().choices(of: architecture) }
    }

    @Test func textAndJSONGoBackAndForth() throws {
        let space = try layered()
        let architecture = try space.architecture([1, 0, 1, 2, 0])
        #expect(Architecture(architecture.description) == architecture)
        #expect(Architecture("nonsense") == nil)
        let again = try TrackJSON.decode(SearchSpace.self, from: Array(TrackJSON.encode(space)), path: "")
        #expect(again == space)
        #expect(again.hash == space.hash)
    }

    @Test func aBadSpaceIsRefusedWithItsPosition() {
        let error = #expect(throws: FrugalError.self) {
            try SearchSpace(
                "bad", family: "test",
                [Decision("a", options: [Decision.Option("x", then: [Decision("b", [String]())])])])
        }
        #expect(error?.description.contains("decisions[0].options[0].decisions[0]") == true)
        #expect(throws: FrugalError.self) { try SearchSpace("bad", family: "test", []) }
        #expect(throws: FrugalError.self) { try SearchSpace("bad", family: "test", [Decision("a", ["x", "x"])]) }
    }
}
