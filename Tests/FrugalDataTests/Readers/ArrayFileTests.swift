import Foundation
import Testing

@testable import FrugalData

@Suite("npy, npz and zip files")
struct ArrayFileTests {
    @Test("Both byte orders and both index orders give the same array")
    func orders() throws {
        let plain = try NPY.parse(npyFile("<i2", shape: "(2, 3)", [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 1]))
        #expect(plain.shape == [2, 3])
        #expect(try plain.int64s() == [1, 2, 3, 4, 5, 262])
        let big = try NPY.parse(npyFile(">i2", shape: "(2, 3)", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 1, 6]))
        #expect(big == plain)
        let fortran = try NPY.parse(
            npyFile("<i2", fortran: true, shape: "(2, 3)", [1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6, 1]))
        #expect(fortran == plain)
    }

    @Test(
        "Every element type is read",
        arguments: [
            ("|b1", [2], [1.0]), ("|u1", [200], [200]), ("|i1", [200], [-56]), ("<u2", [1, 2], [513]),
            ("<i2", [0xff, 0xff], [-1]), ("<u4", [0, 0, 0, 128], [2_147_483_648]),
            ("<i4", [0xfe, 0xff, 0xff, 0xff], [-2]),
            ("<u8", [1, 0, 0, 0, 1, 0, 0, 0], [4_294_967_297]),
            ("<i8", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-1]), ("<f4", [0, 0, 0xc0, 0x3f], [1.5]),
            ("<f8", [0, 0, 0, 0, 0, 0, 0x04, 0xc0], [-2.5]),
        ] as [(String, [UInt8], [Double])])
    func types(description: String, elements: [UInt8], expected: [Double]) throws {
        let array = try NPY.parse(npyFile(description, shape: "(1,)", elements))
        #expect(array.doubles() == expected)
        #expect(array.floats() == expected.map { Float($0) })
        #expect(array.count == 1)
    }

    @Test("Single numbers and empty arrays are arrays too")
    func shapes() throws {
        #expect(try NPY.parse(npyFile("<f4", shape: "()", [0, 0, 0, 64])).doubles() == [2])
        #expect(try NPY.parse(npyFile("<f4", shape: "(0, 5)", [])).count == 0)
        #expect(try NPY.parse(npyFile("|u1", shape: "(3L,)", [1, 2, 3])).shape == [3])
    }

    @Test("Numbers that are not whole are no labels")
    func wholeNumbers() throws {
        let halves = try NPY.parse(npyFile("<f4", shape: "(2,)", [0, 0, 0, 64, 0, 0, 0xc0, 0x3f]))
        #expect(dataError { _ = try halves.int64s() }?.place == "element 1")
        let nan = try NPY.parse(npyFile("<f4", shape: "(1,)", [0, 0, 0xc0, 0x7f]))
        #expect(dataError { _ = try nan.int64s() }?.code == .inconsistent)
        let beyond = try NPY.parse(npyFile("<u8", shape: "(1,)", [UInt8](repeating: 255, count: 8)))
        #expect(dataError { _ = try beyond.int64s() }?.code == .inconsistent)
    }

    @Test("Headers that lie are refused, with the place")
    func lies() {
        let cases: [([UInt8], DataError.Code)] = [
            (npyFile("<f4", shape: "(3,)", [0, 0, 0, 0]), .truncated),
            (npyFile("<f4", shape: "(1,)", [0, 0, 0, 0, 0]), .malformed),
            (npyFile("<f4", shape: "(9223372036854775807, 9223372036854775807)", []), .tooLarge),
            (npyFile("<f4", shape: "(99999999999999999999,)", []), .malformed),
            (npyFile("<f4", shape: "(-1,)", []), .malformed),
            (npyFile("<f4", shape: "(\(String(repeating: "1,", count: 40)))", [0, 0, 0, 0]), .unsupported),
            (npyFile("|O", shape: "(1,)", []), .unsupported),
            (npyFile("<c8", shape: "(1,)", []), .unsupported),
            (npyFile("<f2", shape: "(1,)", [0, 0]), .unsupported),
            ([0x93] + Array("NUMPY".utf8) + [9, 0], .unsupported),
            ([0x93] + Array("NUMPY".utf8) + [1, 0, 0xff, 0xff], .truncated),
            ([0x93] + Array("NUMPY".utf8) + [2, 0, 0xff, 0xff, 0xff, 0xff], .truncated),
            (Array("NUMPY nonsense".utf8), .malformed),
            ([0x93], .truncated),
        ]
        for (file, code) in cases {
            let error = dataError { _ = try NPY.parse(file, file: "x.npy") }
            #expect(error?.code == code, "\(error.map(\.description) ?? "")")
            #expect(error?.file == "x.npy")
        }
    }

    @Test("Entries of a zip archive come back, stored or deflated", arguments: [true, false])
    func archive(deflated: Bool) throws {
        let contents = (0..<3000).map { UInt8(truncatingIfNeeded: $0 / 9) }
        let archive = try ZipArchive(
            bytes: try zipFile([("한글/a b.txt", contents), ("empty", []), ("folder/", [])], deflated: deflated))
        #expect(archive.entries.map(\.name) == ["한글/a b.txt", "empty", "folder/"])
        #expect(try archive.contents(of: archive.entries[0]) == contents)
        #expect(try archive.contents(of: archive.entries[1]) == [])
        #expect(archive.entries[2].isFolder)
        #expect(dataError { _ = try archive.contents(of: archive.entries[0], limit: 10) }?.code == .tooLarge)
    }

    @Test("Damage to a zip archive is found and the entry named")
    func damagedArchive() throws {
        let good = try zipFile([("first", [1, 2, 3, 4])], deflated: false)
        var flipped = good
        flipped[36] ^= 1
        let archive = try ZipArchive(bytes: flipped, file: "a.zip")
        let error = dataError { _ = try archive.contents(of: archive.entries[0]) }
        #expect(error?.code == .checksum)
        #expect(error?.description == "a.zip: entry 'first': its CRC-32 does not fit its contents.")
        #expect(dataError { _ = try ZipArchive(bytes: Array(good.dropLast(3))) }?.code == .truncated)
        #expect(dataError { _ = try ZipArchive(bytes: []) }?.code == .truncated)

        var beyond = good
        let directory = 30 + 5 + 4
        beyond.replaceSubrange((directory + 20)..<(directory + 24), with: [0xff, 0xff, 0, 0])
        #expect(dataError { _ = try ZipArchive(bytes: beyond) }?.code == .malformed)
        var wrongStart = good
        wrongStart.replaceSubrange((good.count - 6)..<(good.count - 2), with: [0xf0, 0xff, 0xff, 0x7f])
        #expect(dataError { _ = try ZipArchive(bytes: wrongStart) }?.code == .malformed)
    }

    @Test("Pictures and labels come out of an npz file, planes interleaved, labels numbered")
    func pictures() throws {
        let planes = npyFile("|u1", shape: "(2, 3, 1, 2)", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
        let labels = npyFile("<i8", shape: "(2,)", littleEndian(7, 8) + littleEndian(3, 8))
        let npz = try NPZ(archive: ZipArchive(bytes: try zipFile([("x.npy", planes), ("y.npy", labels)])))
        #expect(npz.keys == ["x", "y"])
        #expect(npz.parts == [.train])
        let images = try npz.load(.train)
        #expect(images.pixels == [1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12])
        #expect(images.labels == [1, 0])
        #expect(images.classes == ["3", "7"])
        #expect(images.names == ["x#0", "x#1"])
        #expect(dataError { _ = try npz.load(.test) }?.code == .notFound)
        #expect(dataError { _ = try npz.array("z") }?.code == .notFound)
    }

    @Test("Parts of an npz file share their classes")
    func parts() throws {
        let npz = try NPZ(
            archive: ZipArchive(
                bytes: try zipFile([
                    ("x_train.npy", npyFile("|u1", shape: "(2, 1, 1)", [0, 1])),
                    ("y_train.npy", npyFile("|u1", shape: "(2, 1)", [5, 2])),
                    ("x_test.npy", npyFile("|u1", shape: "(1, 1, 1)", [0])),
                    ("y_test.npy", npyFile("|u1", shape: "(1,)", [5])),
                ])))
        #expect(npz.parts == [.train, .test])
        #expect(try npz.load(.train).classes == ["2", "5"])
        #expect(try npz.load(.test).labels == [1])
    }

    @Test("Floating-point pictures are of 0...1 or whole numbers of 0...255, and nothing else")
    func floatingPoint() throws {
        func load(_ values: [Float]) throws -> [UInt8] {
            let elements = values.flatMap { littleEndian(UInt64($0.bitPattern), 4) }
            let x = npyFile("<f4", shape: "(1, 1, \(values.count))", elements)
            let y = npyFile("|u1", shape: "(1,)", [0])
            return try NPZ(archive: ZipArchive(bytes: try zipFile([("x.npy", x), ("y.npy", y)]))).load(.train).pixels
        }
        #expect(try load([0, 0.5, 1]) == [0, 128, 255])
        #expect(try load([0, 16, 255]) == [0, 16, 255])
        #expect(dataError { _ = try load([0, .nan]) }?.place == "element 1")
        #expect(dataError { _ = try load([0, .infinity]) }?.code == .malformed)
        #expect(dataError { _ = try load([-1, 0]) }?.code == .unsupported)
        #expect(dataError { _ = try load([0, 2.5]) }?.code == .unsupported)
    }

    @Test("Arrays that do not belong together are refused")
    func contradictions() throws {
        func error(_ x: [UInt8], _ y: [UInt8]) throws -> DataError? {
            let npz = try NPZ(archive: ZipArchive(bytes: try zipFile([("x.npy", x), ("y.npy", y)])))
            return dataError { _ = try npz.load(.train) }
        }
        let two = npyFile("|u1", shape: "(2, 1, 1)", [0, 1])
        #expect(try error(two, npyFile("|u1", shape: "(3,)", [0, 1, 2]))?.code == .inconsistent)
        #expect(try error(two, npyFile("|u1", shape: "(1, 2)", [0, 1]))?.code == .unsupported)
        #expect(
            try error(npyFile("|u1", shape: "(2, 2)", [0, 1, 2, 3]), npyFile("|u1", shape: "(2,)", [0, 1]))?.code
                == .unsupported)
        #expect(
            try error(npyFile("|u1", shape: "(0, 2, 2)", []), npyFile("|u1", shape: "(0,)", []))?.code == .inconsistent)
    }
}
