import FrugalTensor
import Testing

@testable import FrugalData

@Suite struct AffineTests {
    private let picture: [UInt8] = (0..<25).map { UInt8($0 * 10) }

    private func mapped(_ map: AffineMap) -> [UInt8] {
        picture.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: 25) { out, initialised in
                guard let base = source.baseAddress, let target = out.baseAddress else { return }
                PixelView(base: base, height: 5, width: 5, channels: 1).map(map, into: target)
                initialised = 25
            }
        }
    }

    @Test func nothingChangesNothing() {
        #expect(mapped(AffineMap(degrees: 0)) == picture)
    }

    @Test func aMoveByAWholePixelRepeatsTheEdge() {
        let moved = mapped(AffineMap(degrees: 0, down: 1, right: 0))
        #expect(Array(moved[..<5]) == Array(picture[..<5]))
        #expect(Array(moved[5...]) == Array(picture[..<20]))
    }

    @Test func aMoveByHalfAPixelIsTheMeanOfTwo() {
        // Rows differ by 50, so that half a row up adds 25; the last row has no next one.
        let moved = mapped(AffineMap(degrees: 0, down: -0.5))
        #expect(Array(moved[..<20]) == picture[..<20].map { $0 + 25 })
        #expect(Array(moved[20...]) == Array(picture[20...]))
    }

    @Test func twiceTheSizeKeepsTheMiddleAndHalvesTheSteps() {
        let enlarged = mapped(AffineMap(degrees: 0, scale: 2))
        #expect(enlarged[12] == picture[12])
        #expect(enlarged[13] - enlarged[12] == 5)
        #expect(enlarged[17] - enlarged[12] == 25)
    }

    @Test func aSlantMovesRowsAgainstEachOther() {
        let slanted = mapped(AffineMap(degrees: 0, slant: 1))
        #expect(slanted[12] == picture[12])
        // One row below the middle reads one column further right.
        #expect(slanted[17] == picture[18])
    }

    @Test func drawsFromSeedEpochAndExampleAlone() throws {
        let images = try LabelledImages(
            pixels: picture + picture, height: 5, width: 5, channels: 1, labels: [0, 1], classes: ["a", "b"],
            names: ["1", "2"])
        let pipeline = Pipeline(
            [.affine(degrees: 20, stretch: 0.2, slant: 0.2, shift: 1)],
            normalisation: try Normalisation(mean: [0], deviation: [1]))
        let both = try pipeline.tensor(images, indices: [0, 1], seed: 3, epoch: 2).floats()
        let second = try pipeline.tensor(images, indices: [1], seed: 3, epoch: 2).floats()
        #expect(Array(both[25...]) == second)
        #expect(Array(both[..<25]) != second)
        #expect(try pipeline.tensor(images, indices: [1], seed: 3, epoch: 3).floats() != second)
        #expect(pipeline.withoutAugmentation.transforms.isEmpty)
    }

    @Test(arguments: [
        Transform.affine(degrees: 200, stretch: 0, slant: 0, shift: 0),
        .affine(degrees: 0, stretch: 1, slant: 0, shift: 0),
        .affine(degrees: 0, stretch: 0, slant: .nan, shift: 0), .affine(degrees: 0, stretch: 0, slant: 0, shift: -1),
    ])
    func refusesAmountsThatMakeNoSense(_ transform: Transform) {
        #expect(throws: DataError.self) { try transform.size(ofHeight: 5, width: 5) }
    }
}
