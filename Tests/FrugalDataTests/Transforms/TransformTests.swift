import Testing

@testable import FrugalData

@Suite("Transforms")
struct TransformTests {
    /// 2 rows of 3 pixels: 0 1 2 / 3 4 5.
    private let small = (0..<6).map { UInt8($0) }

    private func apply(
        _ pixels: [UInt8], height: Int, width: Int, channels: Int = 1, count: Int? = nil,
        _ body: (PixelView, UnsafeMutablePointer<UInt8>) -> Void
    ) throws -> [UInt8] {
        var out = [UInt8](repeating: 255, count: count ?? pixels.count)
        try pixels.withUnsafeBufferPointer { source in
            let base = try #require(source.baseAddress)
            try out.withUnsafeMutableBufferPointer { target in
                body(
                    PixelView(base: base, height: height, width: width, channels: channels),
                    try #require(target.baseAddress))
            }
        }
        return out
    }

    @Test("Quarter turns are those of numpy.rot90")
    func turns() throws {
        let expected: [[UInt8]] = [[0, 1, 2, 3, 4, 5], [2, 5, 1, 4, 0, 3], [5, 4, 3, 2, 1, 0], [3, 0, 4, 1, 5, 2]]
        for turns in -4...7 {
            #expect(try apply(small, height: 2, width: 3) { $0.turn(turns, into: $1) } == expected[turns & 3])
        }
    }

    @Test("Mirroring moves whole pixels")
    func mirror() throws {
        #expect(try apply(small, height: 2, width: 3) { $0.mirror(into: $1) } == [2, 1, 0, 5, 4, 3])
        #expect(try apply(small, height: 1, width: 2, channels: 3) { $0.mirror(into: $1) } == [3, 4, 5, 0, 1, 2])
    }

    @Test("Shifts repeat the edge, however far they go")
    func shifts() throws {
        let at = { (row: Int, column: Int) in small[min(max(row, 0), 1) * 3 + min(max(column, 0), 2)] }
        for down in -4...4 {
            for right in -5...5 {
                let expected = (0..<6).map { at($0 / 3 + down, $0 % 3 + right) }
                #expect(
                    try apply(small, height: 2, width: 3) { $0.shift(down: down, right: right, into: $1) } == expected)
            }
        }
    }

    @Test("Crops take the window")
    func crop() throws {
        let out = try apply(small, height: 2, width: 3, count: 2) {
            $0.crop(top: 0, left: 1, height: 2, width: 1, into: $1)
        }
        #expect(out == [1, 4])
    }

    @Test("Cutout stays inside the picture")
    func cutout() throws {
        let out = try apply(small, height: 2, width: 3) { $0.cutOut(size: 2, row: 1, column: 2, fill: [9], into: $1) }
        #expect(out == [0, 9, 9, 3, 9, 9])
        let corner = try apply(small, height: 2, width: 3) {
            $0.cutOut(size: 2, row: 0, column: 0, fill: [9], into: $1)
        }
        #expect(corner == [9, 1, 2, 3, 4, 5])
        let all = try apply(small, height: 2, width: 3) { $0.cutOut(size: 99, row: 0, column: 0, fill: [9], into: $1) }
        #expect(all == Array(repeating: 9, count: 6))
    }

    @Test("A turn by 90 degrees through the bilinear way is the exact one, by 0 nothing")
    func rotate() throws {
        let square = (0..<25).map { UInt8($0 * 10) }
        #expect(try apply(square, height: 5, width: 5) { $0.map(AffineMap(degrees: 0), into: $1) } == square)
        for turns in 1...3 {
            let exact = try apply(square, height: 5, width: 5) { $0.turn(turns, into: $1) }
            let map = AffineMap(degrees: Double(turns) * 90)
            let turned = try apply(square, height: 5, width: 5) { $0.map(map, into: $1) }
            for (a, b) in zip(exact, turned) { #expect(abs(Int(a) - Int(b)) <= 1) }
        }
        let flat = [UInt8](repeating: 77, count: 7 * 4 * 3)
        let wild = AffineMap(degrees: 33, scale: 0.7, slant: 0.3, down: 2.5, right: -9)
        #expect(try apply(flat, height: 7, width: 4, channels: 3) { $0.map(wild, into: $1) } == flat)
    }

    @Test("An affine map moves by whole pixels exactly and by halves between neighbours")
    func affine() throws {
        let moved = AffineMap(degrees: 0, down: 1, right: -1)
        let shifted = try apply(small, height: 2, width: 3) { $0.shift(down: -1, right: 1, into: $1) }
        #expect(try apply(small, height: 2, width: 3) { $0.map(moved, into: $1) } == shifted)
        let half = AffineMap(degrees: 0, right: -0.5)
        #expect(try apply([10, 20, 40], height: 1, width: 3) { $0.map(half, into: $1) } == [15, 30, 40])
        let double = AffineMap(degrees: 0, scale: 2)
        #expect(try apply([0, 100, 200], height: 1, width: 3) { $0.map(double, into: $1) } == [50, 100, 150])
    }

    @Test("Sizes are followed through the pipeline, and misfits refused")
    func sizes() throws {
        let gray = try Normalisation(mean: [0.5], deviation: [0.5])
        let pipeline = Pipeline(
            [
                .resize(height: 40, width: 60, filter: .antialiased), .centreCrop(height: 30, width: 31),
                .quarterTurns(1),
            ],
            normalisation: gray)
        let size = try pipeline.outputSize(height: 28, width: 28, channels: 1)
        #expect(size.height == 31 && size.width == 30)
        #expect(throws: DataError.self) { try pipeline.outputSize(height: 28, width: 28, channels: 3) }
        for bad: Transform in [
            .centreCrop(height: 29, width: 1), .resize(height: 0, width: 1, filter: .box), .rotate(degrees: .nan),
            .padCrop(padding: -1), .affine(degrees: 5, stretch: 1, slant: 0, shift: 0),
            .affine(degrees: 5, stretch: 0, slant: .nan, shift: 0), .cutout(size: .max),
            .centreCrop(height: 0, width: 1),
            .resize(height: .max, width: .max, filter: .box),
        ] {
            #expect(throws: DataError.self) {
                try Pipeline([bad], normalisation: gray).outputSize(height: 28, width: 28, channels: 1)
            }
        }
        #expect(throws: DataError.self) {
            try Pipeline([.randomQuarterTurns], normalisation: gray).outputSize(height: 28, width: 27, channels: 1)
        }
    }
}
