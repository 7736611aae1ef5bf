import Testing

@testable import FrugalTrack

@Suite struct ReproductionTests {
    private func verdict(
        _ values: [Double], _ published: Double?, _ aim: ReproductionRow.Aim, tolerance: Double = 0,
        isComparable: Bool = true
    ) -> ReproductionRow.Verdict {
        ReproductionRow(
            "row", unit: "%", values: values, published: published.map { Published($0, source: "somewhere") }, aim: aim,
            tolerance: tolerance, isComparable: isComparable
        ).verdict
    }

    @Test func aVerdictFollowsFromTheMean() {
        #expect(verdict([97, 99], 98, .higher) == .reached)
        #expect(verdict([97, 98.9], 98, .higher) == .notReached)
        #expect(verdict([1, 3], 2, .lower) == .reached)
        #expect(verdict([2.1], 2, .lower) == .notReached)
        #expect(verdict([45.2], 46, .equal, tolerance: 1) == .reached)
        #expect(verdict([47.2], 46, .equal, tolerance: 1) == .notReached)
        #expect(verdict([99], nil, .higher) == .notComparable)
        #expect(verdict([99], 98, .higher, isComparable: false) == .notComparable)
        // A run that diverged has not reached anything.
        #expect(verdict([.nan], 98, .higher) == .notReached)
        #expect(verdict([], 98, .higher) == .notReached)
    }

    @Test func theWholeIsReachedWhereEveryComparableRowIs() {
        let good = ReproductionRow("a", unit: "%", values: [2], published: Published(1, source: ""))
        let bad = ReproductionRow("b", unit: "%", values: [0], published: Published(1, source: ""))
        let open = ReproductionRow("c", unit: "%", values: [0])
        func whole(_ rows: [ReproductionRow]) -> Reproduction {
            Reproduction(id: "x", title: "x", scale: .quick, seeds: [1], rows: rows)
        }
        #expect(whole([good, open]).verdict == .reached)
        #expect(whole([good, bad]).verdict == .notReached)
        #expect(whole([open]).verdict == .notComparable)
        #expect(whole([good, bad, open]).verdictText == "not reached (1 of 2 figures)")
    }

    @Test func aNoteThatNeighboursShareIsSaidOnce() {
        func row(_ name: String, _ note: String) -> ReproductionRow {
            ReproductionRow(name, unit: "%", values: [1], note: note)
        }
        let whole = Reproduction(
            id: "x", title: "x", scale: .full, seeds: [1],
            rows: [
                row("a", "n"), row("b", "n"), row("c", "n"), row("d", ""), row("e", "m"), row("f", "m"), row("g", "n"),
            ])
        #expect(whole.notes == ["a, and the 2 rows below: n", "e, and the row below: m", "g: n"])
    }

    @Test func jsonHoldsTheVerdictAndReadsBack() throws {
        let row = ReproductionRow(
            "a", unit: "loss", values: [0.123456, 0.2], published: Published(1, source: "s"), aim: .lower)
        let whole = Reproduction(id: "x", title: "x", scale: .full, seeds: [1, 2], rows: [row])
        let bytes = try TrackJSON.encode(whole)
        #expect(try TrackJSON.decode(JSONValue.self, from: bytes, path: "")["verdict"] == .string("reached"))
        #expect(try TrackJSON.decode(Reproduction.self, from: bytes, path: "") == whole)
        #expect(row.measured == "0.1617 ± 0.05412")
    }
}
