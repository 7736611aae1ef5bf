import FrugalTrack
import Testing

@Suite struct KendallTauTests {
    @Test func agreesWithCasesWorkedByHand() {
        #expect(KendallTau.tau([1, 2, 3], [10, 20, 30]) == 1)
        #expect(KendallTau.tau([1, 2, 3], [3, 2, 1]) == -1)
        // Of six pairs five agree and one does not.
        #expect(abs(KendallTau.tau([1, 2, 3, 4], [1, 3, 2, 4]) - 4.0 / 6) < 1e-12)
        // One tie on the left: two of the three pairs count there, three on the right, and both agree.
        #expect(abs(KendallTau.tau([1, 1, 2], [1, 2, 3]) - 2 / 6.0.squareRoot()) < 1e-12)
    }

    @Test func isNoNumberWhereThereIsNoOrder() {
        #expect(KendallTau.tau([], []).isNaN)
        #expect(KendallTau.tau([1], [2]).isNaN)
        #expect(KendallTau.tau([1, 1], [1, 2]).isNaN)
    }
}
