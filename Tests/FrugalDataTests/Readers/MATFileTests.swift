import CFrugalCodecs
import Foundation
import Testing

@testable import FrugalData

@Suite("MATLAB's files")
struct MATFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frugal-\(UUID().uuidString)")

    private func withFiles(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, contents) in files { try DataFile.write(contents, to: "\(folder.path)/\(name)") }
        try body(folder.path)
    }

    @Test("Every type of number, as scipy writes it; what is no plain array of numbers is left out")
    func kinds() throws {
        let arrays = try MATFile.parse(bytes(MATReference.kinds))
        #expect(
            Set(arrays.keys) == [
                "f8", "f4", "i1", "u2", "i4", "u8", "i8", "matrix", "truth", "empty", "a_name_longer_than_four_letters",
            ])
        #expect(arrays["f8"]?.doubles() == [0.5, -2.25, 1e300])
        #expect(arrays["f4"]?.doubles() == [1.5, 2.5])
        // A column for MATLAB is one row here: the sizes are turned round.
        #expect(arrays["f4"]?.shape == [1, 2])
        #expect(try arrays["i1"]?.int64s() == [-3])
        #expect(try arrays["u2"]?.int64s() == [65535, 1])
        #expect(try arrays["i4"]?.int64s() == [-70000])
        #expect(arrays["u8"]?.doubles() == [0x1p63])
        #expect(try arrays["i8"]?.int64s() == [-(1 << 62)])
        #expect(try arrays["truth"]?.int64s() == [1, 0])
        #expect(arrays["empty"]?.shape == [3, 0])
        // [[1, 2, 3], [4, 5, 6]], column after column.
        #expect(arrays["matrix"]?.shape == [3, 2])
        #expect(try arrays["matrix"]?.int64s() == [1, 4, 2, 5, 3, 6])
    }

    @Test("House numbers: rows and columns are not confused, and a 10 is a zero")
    func svhn() throws {
        #expect(try MATFile.parse(bytes(MATReference.digits)) == MATFile.parse(bytes(MATReference.plainDigits)))
        let files = ["train_32x32.mat": bytes(MATReference.digits), "test_32x32.mat": bytes(MATReference.plainDigits)]
        try withFiles(files) { path in
            guard case .svhn(let folder) = try DataSource.open(path) else { throw DataError(.malformed, "not SVHN") }
            #expect(folder.parts == [.train, .test])
            let images = try folder.load(.train)
            #expect((images.count, images.height, images.width, images.channels) == (3, 4, 2, 3))
            #expect(images.labels == [1, 0, 7])
            #expect(images.classes == (0..<10).map { "\($0)" })
            var expected: [UInt8] = []
            for picture in 0..<3 {
                for row in 0..<4 {
                    for column in 0..<2 {
                        for colour in 0..<3 { expected.append(UInt8(64 * picture + 16 * row + 4 * column + colour)) }
                    }
                }
            }
            #expect(images.pixels == expected)
            #expect(try DataSource.open(path).pictures(.test).pixels == expected)
        }
    }

    @Test("What is no such file is refused by name")
    func refusals() throws {
        func code(_ change: (inout [UInt8]) -> Void) -> DataError.Code? {
            var file = bytes(MATReference.kinds)
            change(&file)
            do {
                _ = try MATFile.parse(file)
                return nil
            } catch { return (error as? DataError)?.code }
        }
        #expect(code { $0 = [] } == .truncated)
        #expect(code { $0.removeLast(20) } == .truncated)
        #expect(code { ($0[126], $0[127]) = ($0[127], $0[126]) } == .unsupported)
        #expect(code { $0[125] = 2 } == .unsupported)
        #expect(code { $0[126] = 0 } == .malformed)
        var packed = bytes(MATReference.digits)
        packed[packed.count / 2] ^= 0xff
        #expect(throws: DataError.self) { try MATFile.parse(packed) }
        #expect(throws: DataError.self) { try MATFile.parse(bytes(MATReference.digits), limit: 64) }
    }

    @Test("A folder without the files, or with files of something else")
    func otherFolders() throws {
        try withFiles(["notes.txt": []]) { path in
            #expect(throws: DataError.self) { try SVHNFolder(path) }
        }
        try withFiles(["train_32x32.mat": bytes(MATReference.kinds)]) { path in
            let folder = try SVHNFolder(path)
            let error = try #require(throws: DataError.self) { try folder.load(.train) }
            #expect(error.description.contains("X and y"))
            #expect(throws: DataError.self) { try folder.load(.test) }
            #expect(throws: DataError.self) { try DataSource.open("\(path)/train_32x32.mat") }
        }
    }
}
