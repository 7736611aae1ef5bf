import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

@Suite struct RecurrentSpaceTests {
    @Test func sizesAreThoseOfTheReference() throws {
        let factorial = { (n: Int) in (1...n).reduce(1.0) { $0 * Double($1) } }
        let paper = try RecurrentSpace(nodes: 12, form: .paper).space.size
        #expect(paper == 16_777_216 * factorial(11))
        #expect(abs(paper / 6.7e14 - 1) < 0.01)
        #expect(try RecurrentSpace(nodes: 8).space.size == 65_536 * factorial(8))
        #expect(throws: FrugalError.self) { try RecurrentSpace(nodes: 0) }
        #expect(throws: FrugalError.self) { try RecurrentSpace(nodes: 1, form: .paper) }
    }

    @Test func thePublishedCellIsReadAndWritten() throws {
        let text = "0 2 1 0 2 1 2 2 4 0 5 0 3 2 6 2"
        let plan = try #require(RecurrentPlan(text))
        #expect(plan == .published)
        #expect(plan.description == text)
        #expect(plan.nodes.map(\.input) == [0, 1, 2, 2, 4, 5, 3, 6])
        #expect(
            plan.nodes.map(\.activation.name) == [
                "sigmoid", "tanh", "relu", "sigmoid", "tanh", "tanh", "sigmoid", "sigmoid",
            ])
        let space = try RecurrentSpace(nodes: 8)
        let architecture = try space.architecture(of: plan)
        #expect(architecture.tokens == [0, 2, 1, 0, 2, 1, 2, 2, 4, 0, 5, 0, 3, 2, 6, 2])
        let read = try #require(Architecture(architecture.description))
        #expect(try space.plan(of: read) == plan)
    }

    @Test func bothFormsReadBackWhatTheyDraw() throws {
        var stream = RandomStream(seed: 3)
        for form in [RecurrentSpace.Form.fixedFirst, .paper] {
            let space = try RecurrentSpace(nodes: 5, form: form)
            for _ in 0..<20 {
                let plan = try space.random(using: &stream)
                #expect(try space.plan(of: space.architecture(of: plan)) == plan)
                #expect(RecurrentPlan(plan.description) == plan)
            }
        }
    }

    @Test func faultsAreRefusedWithTheirPlace() throws {
        for text in ["", "0", "1 0", "0 0 2 0", "0 4", "0 0 x 1", "5 0 1"] { #expect(RecurrentPlan(text) == nil) }
        let error = #expect(throws: FrugalError.self) {
            try RecurrentPlan([.init(input: 0, activation: .tanh), .init(input: 2, activation: .tanh)])
        }
        #expect(error?.problem.contains("node 2 takes node 2") == true)
        let space = try RecurrentSpace(nodes: 2)
        #expect(throws: FrugalError.self) { try space.architecture(of: .published) }
        #expect(throws: FrugalError.self) { try space.space.architecture([0, 0, 2, 0]) }
        #expect(throws: FrugalError.self) {
            try space.architecture(of: try #require(RecurrentPlan("2 0 0 1 0")))
        }
    }
}
