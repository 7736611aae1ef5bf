import FrugalTrack
import Testing

/// ACC, BWT and FWT of Lopez-Paz and Ranzato (2017), by hand.
@Suite struct AccuracyMatrixTests {
    private var matrix: AccuracyMatrix {
        var matrix = AccuracyMatrix([[1, 0, 0], [0.5, 0.75, 0.25]])
        matrix.add([0.25, 0.5, 1])
        return matrix
    }

    @Test func aMatrixSaysWhatWasForgotten() {
        #expect(abs(matrix.finalAccuracy - 1.75 / 3) < 1e-12)
        #expect(matrix.backwardTransfer == -0.5)
        #expect(abs(matrix.forwardTransfer(chance: 0.1) - 0.025) < 1e-12)
        #expect(matrix.meansSoFar == [1, 0.625, 1.75 / 3])
    }

    /// The baseline is each task's own; the first task has no lesson before it.
    @Test func forwardTransferIsBesideAnUntrainedNetwork() {
        #expect(abs(matrix.forwardTransfer(beside: [0.9, 0.2, 0.05]) - 0) < 1e-12)
        #expect(AccuracyMatrix([[1, 0]]).forwardTransfer(beside: [0, 0]).isNaN)
        #expect(AccuracyMatrix([[1], [1]]).forwardTransfer(beside: []).isNaN)
    }

    @Test func aPictureHasARowALesson() {
        let picture = Illustration.matrix("x", columns: "task", accuracy: matrix)
        #expect(picture.kind == .matrix && picture.series.map(\.y) == [[100, 0, 0], [50, 75, 25], [25, 50, 100]])
    }
}
