import FrugalTesting
import Testing

@testable import FrugalData

/// Inputs for each reader: enough that every branch of its checks is met many times over.
private let inputsEach = 20_000

/// Damaged files must be refused by `DataError` or read as something valid; a crash ends the whole test run.
@Suite("Damaged files", .timeLimit(.minutes(5)))
struct ReaderFuzzTests {
    /// Feeds damaged `samples` to `read`, and checks that neither everything nor nothing was refused.
    private func fuzz(
        _ name: String, seed: UInt64, samples: [[UInt8]], repair: ((inout [UInt8]) -> Void)? = nil,
        _ read: ([UInt8]) throws -> Void
    ) throws {
        for sample in samples { try read(sample) }
        var accepted = 0
        var refused = 0
        let fuzzer = Fuzzer(seed: seed)
        for index in 0..<inputsEach {
            var input = fuzzer.mutation(index, of: samples)
            if let repair, index % 2 == 0 { repair(&input) }
            do {
                try read(input)
                accepted += 1
            } catch let error as DataError {
                refused += 1
                if error.description.isEmpty { Issue.record("\(name) input \(index): the error says nothing") }
            } catch {
                Issue.record("\(name) input \(index) gave \(error), which is no DataError")
            }
        }
        #expect(refused > inputsEach / 20, "\(name): nearly everything was accepted")
        #expect(accepted > 0, "\(name): the damage never left a readable file")
    }

    private func references(_ isJPEG: Bool) -> [[UInt8]] {
        PictureReference.all.filter { $0.name.hasPrefix("JPEG") == isJPEG }.map { bytes($0.file) }
    }

    @Test("PNG")
    func png() throws {
        try fuzz("PNG", seed: 1, samples: references(false), repair: repairChunkChecksums) { input in
            let image = try PNG.decode(input, channels: 3)
            #expect(image.pixels.count == image.height * image.width * 3)
        }
    }

    @Test("JPEG")
    func jpeg() throws {
        try fuzz("JPEG", seed: 2, samples: references(true)) { input in
            let image = try JPEG.decode(input)
            #expect(image.pixels.count == image.height * image.width * image.channels)
        }
    }

    @Test("IDX")
    func idx() throws {
        let samples = [
            idxFile(shape: [3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), idxFile(shape: [5], [0, 1, 2, 3, 4]),
            idxFile(type: 0x0d, shape: [2, 1], [0x3f, 0xc0, 0, 0, 0, 0, 0, 0]),
        ]
        try fuzz("IDX", seed: 3, samples: samples) { input in
            let array = try IDX.parse(input)
            #expect(array.doubles().count == array.count)
        }
    }

    @Test("CIFAR", arguments: CIFARBinary.Kind.allCases)
    func cifar(kind: CIFARBinary.Kind) throws {
        let record = [UInt8](repeating: 7, count: kind.recordSize)
        try fuzz("CIFAR", seed: 4, samples: [record, record + record]) { input in
            let records = try CIFARBinary.parse(input, kind: kind)
            #expect(records.pixels.count == records.labels.count * 3072)
        }
    }

    @Test("npy")
    func npy() throws {
        let samples = [
            npyFile("<f4", shape: "(2, 3)", [UInt8](repeating: 1, count: 24)),
            npyFile(">i8", fortran: true, shape: "(2, 1, 2)", [UInt8](repeating: 2, count: 32)),
            npyFile("|u1", shape: "(4,)", [1, 2, 3, 4]), npyFile("|b1", shape: "()", [1]),
        ]
        try fuzz("npy", seed: 5, samples: samples) { input in
            let array = try NPY.parse(input)
            #expect(array.doubles().count == array.count)
        }
    }

    @Test("npz and zip")
    func npz() throws {
        let x = npyFile("|u1", shape: "(2, 2, 2)", [1, 2, 3, 4, 5, 6, 7, 8])
        let y = npyFile("<i4", shape: "(2,)", [0, 0, 0, 0, 1, 0, 0, 0])
        let samples = [
            try zipFile([("x.npy", x), ("y.npy", y)], deflated: false), try zipFile([("x.npy", x), ("y.npy", y)]),
        ]
        try fuzz("npz", seed: 6, samples: samples) { input in
            let archive = try ZipArchive(bytes: input)
            for entry in archive.entries { _ = try? archive.contents(of: entry, limit: 1 << 20) }
            _ = try NPZ(archive: archive).load(.train)
        }
    }

    @Test("gzip")
    func gzip() throws {
        let samples = [
            try Gzip.deflate(Array("the quick brown fox jumps over the lazy dog".utf8)),
            try Gzip.deflate((0..<300).map { UInt8(truncatingIfNeeded: $0 * 37) }),
            try Gzip.deflate([1]) + Gzip.deflate([2]),
        ]
        try fuzz("gzip", seed: 7, samples: samples) { input in
            let contents = try Gzip.inflate(input, limit: 1 << 16)
            #expect(contents.count <= 1 << 16)
        }
    }

    @Test("MATLAB")
    func matlab() throws {
        let samples = [MATReference.digits, MATReference.plainDigits, MATReference.kinds].map { bytes($0) }
        try fuzz("MATLAB", seed: 8, samples: samples) { input in
            for array in try MATFile.parse(input, limit: 1 << 20).values {
                #expect(array.doubles().count == array.count)
            }
        }
    }
}
