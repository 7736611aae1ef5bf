import Testing

@testable import FrugalData

@Suite("Resizing")
struct ResizeTests {
    @Test("Every filter gives what Pillow or torch gives", arguments: ResizeReference.all)
    func sameAsReference(reference: ResizeReference) throws {
        let source = try Image(height: 11, width: 8, channels: 3, pixels: bytes(ResizeReference.source))
        let filter = try #require(ResizeFilter(rawValue: reference.filter))
        let result = try source.resized(height: reference.height, width: reference.width, filter: filter)
        let expected = bytes(reference.samples)
        try #require(result.pixels.count == expected.count)
        let worst = zip(result.pixels, expected).map { abs(Int($0) - Int($1)) }.max()
        // torch computes in floating point, where .5 may fall either way.
        #expect(worst == 0 || (filter == .bilinear && worst == 1))
    }

    @Test("The same size gives the same picture, and one colour stays that colour", arguments: ResizeFilter.allCases)
    func invariants(filter: ResizeFilter) throws {
        let picture = try noisePicture(height: 9, width: 4, seed: 3)
        #expect(try picture.resized(height: 9, width: 4, filter: filter) == picture)
        let flat = try Image(height: 7, width: 5, channels: 1, pixels: [UInt8](repeating: 77, count: 35))
        for (height, width) in [(1, 1), (3, 11), (40, 2), (7, 6)] {
            let result = try flat.resized(height: height, width: width, filter: filter)
            #expect(result.pixels.allSatisfy { $0 == 77 })
        }
    }

    @Test("Impossible sizes are refused", arguments: ResizeFilter.allCases)
    func impossible(filter: ResizeFilter) throws {
        let picture = try noisePicture(seed: 3)
        #expect(dataError { _ = try picture.resized(height: 0, width: 4, filter: filter) }?.code == .invalidArgument)
        #expect(dataError { _ = try picture.resized(height: 4, width: -4, filter: filter) }?.code == .invalidArgument)
        #expect(dataError { _ = try picture.resized(height: 1 << 40, width: 9, filter: filter) }?.code == .tooLarge)
        #expect(dataError { _ = try picture.resized(height: .max, width: .max, filter: filter) }?.code == .tooLarge)
    }
}
