import FrugalTensor
import Testing

/// Sorting, counting and running totals.
struct OrderTests {
    let x = Tensor([3.0, 1, 2, 1, 5, 4] as [Double], shape: [2, 3])

    @Test func sorting() {
        expectClose(x.sorted(), [1, 2, 3, 1, 4, 5])
        expectClose(x.sorted(along: 0, descending: true), [3, 5, 4, 1, 1, 2])
        #expect(x.argSort().ints() == [1, 2, 0, 0, 2, 1])
        let equal = Tensor([1, 1, 0, 0]).sortedWithIndices()
        #expect(equal.indices.ints() == [2, 3, 0, 1])
    }

    @Test func top() {
        let best = x.top(2), worst = x.top(1, along: 0, largest: false)
        expectClose(best.values, [3, 2, 5, 4], shape: [2, 2])
        #expect(best.indices.ints() == [0, 2, 1, 2])
        expectClose(worst.values, [1, 1, 2], shape: [1, 3])
    }

    @Test func uniqueValues() {
        let result = Tensor([4, 2, 4, 4, 7]).unique()
        #expect(result.values.ints() == [2, 4, 7])
        #expect(result.inverse.ints() == [1, 0, 1, 1, 2])
        #expect(result.counts.ints() == [1, 3, 1])
    }

    @Test func searching() {
        let boundaries = Tensor([1.0, 2, 4] as [Double]), values = Tensor([0.5, 2, 3, 9] as [Double])
        #expect(boundaries.searchSorted(values).ints() == [0, 1, 2, 3])
        #expect(boundaries.searchSorted(values, right: true).ints() == [0, 2, 2, 3])
    }

    @Test func running() {
        expectClose(x.cumulativeSum(along: 1), [3, 4, 6, 1, 6, 10])
        expectClose(x.cumulativeProduct(along: 0), [3, 1, 2, 3, 5, 8])
        expectClose(x.cumulativeMax(along: -1), [3, 3, 3, 1, 5, 5])
        expectClose(x.differences(), [-2, 1, 4, -1], shape: [2, 2])
    }

    @Test func quantiles() {
        let values = Tensor([4.0, 1, 3, 2, 5] as [Double])
        expectClose(values.quantiles([0, 0.25, 0.5, 0.9, 1]), [1, 2, 3, 4.6, 5])
        expectClose(x.quantiles([0.5], along: 1), [2, 4], shape: [1, 2])
        expectClose(values.median(), [3])
        expectClose(Tensor([4.0, 1, 3, 2] as [Double]).median(), [2])
        let middle = x.median(along: 1, keepingDimensions: true)
        expectClose(middle.values, [2, 4], shape: [2, 1])
        #expect(middle.indices.ints() == [2, 2])
    }

    @Test func counting() {
        expectClose(Tensor([1.0, 1.5, 2, 9, 0] as [Double]).histogram(bins: 2, in: 0...2), [1, 3])
        #expect(Tensor([0, 2, 2, 3]).binCounts().ints() == [1, 0, 2, 1])
        #expect(Tensor([1]).binCounts(smallestLength: 4).ints() == [0, 1, 0, 0])
        let weights = Tensor([0.5, 1, 2, 4] as [Double])
        expectClose(Tensor([0, 2, 2, 0]).binCounts(weights: weights), [4.5, 0, 3])
        let most = Tensor([2, 1, 2, 1, 2, 3], shape: [1, 6]).mode(along: 1)
        #expect(most.values.ints() == [2])
    }
}
