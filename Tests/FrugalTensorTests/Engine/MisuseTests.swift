import FrugalTensor
import Testing

/// Shapes, types, dimensions and numbers that nobody thought of: a result or an error, never a crash.
struct MisuseTests {
    /// What one round draws.
    struct Draw {
        let a: Tensor
        let b: Tensor
        let c: Tensor
        let i: Int
        let j: Int
        let k: Int
    }

    private static let dtypes = DType.allCases
    private static let sides = [0, 1, 1, 2, 3, 3, 4]

    private func draw(_ seed: UInt64) -> Draw {
        var stream = RandomStream(seed: seed)
        func tensor(like other: Tensor? = nil) -> Tensor {
            let shape = (0..<Int.random(in: 0...4, using: &stream)).map { _ in
                Self.sides[Int.random(in: 0..<Self.sides.count, using: &stream)]
            }
            // Often of float64 or int64, so that some calls get past the check of types.
            let dtype = Self.dtypes[Int.random(in: 0..<Self.dtypes.count, using: &stream)]
            let kind: DType = Bool.random(using: &stream) ? dtype : Bool.random(using: &stream) ? .float64 : .int64
            let same = other.map { Bool.random(using: &stream) ? $0.shape : shape } ?? shape
            return Tensor.integers(same, in: -2..<4, using: &stream).to(kind)
        }
        let a = tensor(), b = tensor(like: a), c = tensor(like: b)
        let numbers = [-9, -3, -2, -1, 0, 1, 2, 3, 5, .max, .min, 1 << 40]
        func number() -> Int { numbers[Int.random(in: 0..<numbers.count, using: &stream)] }
        return Draw(a: a, b: b, c: c, i: number(), j: number(), k: number())
    }

    typealias Call = @Sendable (Draw) -> Tensor

    static let shapes: [Call] = [
        { $0.a.reshaped($0.i, $0.j) }, { $0.a.flattened(from: $0.i, through: $0.j) },
        { $0.a.unflattened($0.i, into: [$0.j, $0.k]) }, { $0.a.transposed($0.i, $0.j) }, { $0.a.transposed() },
        { $0.a.permuted($0.i, $0.j) }, { $0.a.movedDimension(from: $0.i, to: $0.j) }, { $0.a.squeezed($0.i) },
        { $0.a.unsqueezed($0.i) }, { $0.a.expanded(to: [$0.i, $0.j]) }, { $0.a.expanded(like: $0.b) },
        { Tensor.concatenated([$0.a, $0.b], along: $0.i) }, { Tensor.stacked([$0.a, $0.b], along: $0.i) },
        { $0.a.split([$0.i, $0.j], along: $0.k).first ?? $0.a },
        { $0.a.narrowed(along: $0.i, from: $0.j, length: $0.k) },
        { $0.a.tiled(Swift.min($0.i, 3), Swift.min($0.j, 3)) }, { $0.a.flipped(along: $0.i, $0.j) },
        { $0.a.repeatingElements(Swift.min($0.i, 3), along: $0.j) }, { $0.a.rolled(by: $0.i, along: $0.j) },
        { $0.a.rotated(quarterTurns: $0.i, from: $0.j, to: $0.k) },
        { $0.a.windows(of: $0.i, every: $0.j, along: $0.k) },
        { $0.a.padded([($0.i, $0.j)], mode: .reflect) }, { $0.a.padded([(1, 2), ($0.i, 0)], mode: .circular) },
        { $0.a.padded([($0.i, $0.j)], mode: .replicate) }, { $0.a.padded([($0.i % 9, $0.j % 9), (1, 1)]) },
        { $0.a.lowerTriangle(diagonal: $0.i) }, { $0.a.upperTriangle(diagonal: $0.i) },
        { $0.a.diagonal(offset: $0.i) }, { $0.a.diagonalMatrix(offset: $0.i % 9) }, { $0.a.trace() },
        { Tensor.meshGrid([$0.a, $0.b])[0] }, { $0.a.channelsLast() },
    ]

    static let selections: [Call] = [
        { $0.a[$0.i, $0.j] }, { $0.a[$0.b] }, { $0.a[$0.b, $0.c] }, { $0.a[..., $0.i] },
        { $0.a[.every($0.i), .newAxis] },
        { $0.a[.range(from: $0.i, to: $0.j, by: $0.k)] }, { $0.a[[$0.i, $0.j]] }, { $0.a[.ellipsis, .ellipsis, $0.i] },
        { $0.a.changed { x, draw in x[draw.b] = draw.c }($0) }, { $0.a.changed { x, draw in x[draw.i] = draw.b }($0) },
        { $0.a.changed { x, draw in x[..., draw.i] = 3 }($0) }, { $0.a.changed { x, draw in x += draw.b }($0) },
        { $0.a.changed { x, draw in x /= draw.b }($0) }, { $0.a.gathered(along: $0.i, at: $0.b) },
        { $0.a.indexSelected(along: $0.i, at: $0.b) }, { $0.a.scattering($0.b, along: $0.i, at: $0.c) },
        { $0.a.scatterAdding($0.b, along: $0.i, at: $0.c) }, { $0.a.indexAdding($0.b, along: $0.i, at: $0.c) },
        { $0.a.indexReplacing($0.b, along: $0.i, at: $0.c) }, { $0.a.masked(by: $0.b) }, { $0.a.nonzero() },
        { $0.a.oneHot(classes: Swift.min($0.i, 9)) }, { Tensor.choose($0.a, where: $0.b, otherwise: $0.c) },
        { $0.a.replacing(with: 2.5, where: $0.b) },
    ]

    static let numbers: [Call] = [
        { $0.a % $0.b }, { $0.a % Double($0.i) }, { $0.a.floorDivided(by: $0.b) }, { $0.a / $0.b }, { $0.a.pow($0.b) },
        { $0.a.pow(Double($0.i)) }, { Tensor.pow(Double($0.i), $0.a) }, { $0.a.interpolated(to: $0.b, by: 0.5) },
        { $0.a.clamped(min: Double($0.i)) }, { Tensor.maximum($0.a, $0.b) }, { -$0.a }, { $0.a - $0.b },
        { $0.a.sqrt() },
        { $0.a.floor() }, { $0.a.abs() }, { $0.a.gelu() }, { $0.a.elu() }, { $0.a.softmax(along: $0.i) },
        { $0.a.logSoftmax(along: $0.i) }, { $0.a .< Double($0.i) }, { $0.a .& $0.b }, { $0.a.isClose(to: $0.b) },
    ]

    static let reductions: [Call] = [
        { $0.a.sum(along: $0.i, $0.j) }, { $0.a.mean() }, { $0.a.max(along: $0.i) }, { $0.a.min() }, { $0.a.argMax() },
        { $0.a.argMin(along: $0.i) }, { $0.a.maxWithIndices(along: $0.i).values }, { $0.a.product(along: $0.i) },
        { $0.a.variance(along: $0.i, correction: Double($0.j)) }, { $0.a.norm(Double($0.i), along: $0.j) },
        { $0.a.logSumExp(along: $0.i) }, { $0.a.all(along: $0.i, $0.j) }, { $0.a.median() },
        { $0.a.mode(along: $0.i).values },
        { $0.a.quantiles([0.5, Double($0.i)], along: $0.j) }, { $0.a.quantiles([]) }, { $0.a.sorted(along: $0.i) },
        { $0.a.top($0.i, along: $0.j).values }, { $0.a.unique().inverse }, { $0.a.searchSorted($0.b) },
        { $0.a.binCounts(weights: $0.b, smallestLength: Swift.min($0.i, 99)) }, { $0.a.cumulativeSum(along: $0.i) },
        { $0.a.histogram(bins: Swift.min($0.i, 99), in: 0...1) }, { $0.a.differences(along: $0.i) },
    ]

    static let algebra: [Call] = [
        { $0.a.matmul($0.b) }, { $0.a.dot($0.b) }, { $0.a.outer($0.b) }, { $0.a.cross($0.b) }, { $0.a.kronecker($0.b) },
        { Tensor.einsum("ij,jk->ik", [$0.a, $0.b]) }, { Tensor.einsum("i j,->", [$0.a]) },
        { $0.a.crossDistance(to: $0.b, order: Double($0.i)) }, { $0.a.inverse() }, { $0.a.pseudoInverse() },
        { $0.a.solve($0.b) }, { $0.a.solveTriangular($0.b, upper: true) }, { $0.a.leastSquares($0.b) },
        { $0.a.cholesky() }, { $0.a.qr().q }, { $0.a.svd(full: true).u }, { $0.a.symmetricEigen().values },
        { $0.a.determinant() }, { $0.a.logDeterminant().logarithm }, { $0.a.matrixRank() }, { $0.a.matrixExp() },
        { $0.a.matrixPower($0.i % 9) }, { $0.a.fft(along: $0.i) }, { $0.a.realFFT(along: $0.i, $0.j) },
        { $0.a.inverseRealFFT(along: $0.i, length: Swift.min($0.j, 99)) }, { Tensor.complex($0.a, $0.b).inverseFFT2() },
    ]

    @Test(arguments: [shapes, selections, numbers, reductions, algebra])
    func nothingCrashes(_ calls: [Call]) {
        var succeeded = 0, failed = 0
        for seed in 0..<150 as Range<UInt64> {
            let draw = draw(seed)
            for call in calls {
                do {
                    _ = try Tensor.checking { call(draw).doubles() }
                    succeeded += 1
                } catch let error as TensorError {
                    #expect(!error.reason.isEmpty && error.code != .other, "\(error)")
                    failed += 1
                } catch {
                    Issue.record(error)
                }
            }
        }
        #expect(succeeded > 100 && failed > 100)
    }
}

extension Tensor {
    /// A copy, changed by `change`.
    fileprivate func changed(
        _ change: @escaping (inout Tensor, MisuseTests.Draw) -> Void
    ) -> (MisuseTests.Draw) -> Tensor {
        { draw in
            var copy = self
            change(&copy, draw)
            return copy
        }
    }
}
