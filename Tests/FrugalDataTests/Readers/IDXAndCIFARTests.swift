import Foundation
import Testing

@testable import FrugalData

@Suite("IDX and CIFAR files")
struct IDXAndCIFARTests {
    @Test("Elements of every type are read big-endian")
    func idxTypes() throws {
        #expect(try IDX.parse(idxFile(shape: [2, 2], [1, 2, 3, 4])).doubles() == [1, 2, 3, 4])
        #expect(try IDX.parse(idxFile(type: 9, shape: [1], [255])).doubles() == [-1])
        #expect(try IDX.parse(idxFile(type: 0x0b, shape: [1], [1, 2])).doubles() == [258])
        #expect(try IDX.parse(idxFile(type: 0x0c, shape: [1], [0, 0, 1, 0])).doubles() == [256])
        #expect(try IDX.parse(idxFile(type: 0x0d, shape: [1], [0x3f, 0xc0, 0, 0])).doubles() == [1.5])
        #expect(try IDX.parse(idxFile(type: 0x0e, shape: [1], [0xc0, 4, 0, 0, 0, 0, 0, 0])).doubles() == [-2.5])
    }

    @Test("Headers that lie are refused; a wrong byte order is recognised")
    func idxLies() {
        let cases: [([UInt8], DataError.Code)] = [
            (idxFile(shape: [3], [1, 2]), .truncated), (idxFile(shape: [1], [1, 2]), .malformed),
            (idxFile(shape: [.max, .max, .max], [1]), .tooLarge), (idxFile(type: 7, shape: [1], [1]), .unsupported),
            (idxFile(shape: [], [1]), .malformed), ([], .truncated), ([0, 0, 8], .truncated),
            ([0, 0, 8, 3, 1], .truncated), ([0, 0, 8, 200, 1], .malformed),
            (Array("hello".utf8), .malformed),
        ]
        for (file, code) in cases {
            let error = dataError { _ = try IDX.parse(file, file: "x-idx1-ubyte") }
            #expect(error?.code == code)
            #expect(error?.file == "x-idx1-ubyte")
        }
        #expect(dataError { _ = try IDX.parse([1, 8, 0, 0, 2, 0, 0, 0, 5, 5]) }?.code == .malformed)
        let magic = dataError { _ = try IDX.parse([3, 8, 0, 0] + [UInt8](repeating: 0, count: 12)) }
        #expect(magic?.reason.contains("little-endian") == true)
        let sizes = dataError { _ = try IDX.parse([0, 0, 8, 1, 2, 0, 0, 0, 5, 5]) }
        #expect(sizes?.remedy?.contains("little-endian") == true)
        let ranks = dataError { _ = try IDX.parse([0, 0, 8, 255] + [UInt8](repeating: 0, count: 1020)) }
        #expect(ranks?.reason == "the header states 255 dimensions, and 1 to 8 are possible")
    }

    @Test("A folder of IDX files gives its parts, plain or packed, with common classes")
    func idxFolder() throws {
        try withTemporaryFolder { folder in
            try DataFile.write(
                try Gzip.deflate(idxFile(shape: [3, 1, 2], [1, 2, 3, 4, 5, 6])),
                to: "\(folder)/train-images-idx3-ubyte.gz")
            try DataFile.write(idxFile(shape: [3], [4, 9, 4]), to: "\(folder)/train-labels-idx1-ubyte")
            try DataFile.write(idxFile(shape: [1, 1, 2], [7, 8]), to: "\(folder)/t10k-images.idx3-ubyte")
            let missing = dataError { _ = try IDXFolder(folder) }
            #expect(missing?.code == .notFound)
            try DataFile.write(idxFile(shape: [1], [9]), to: "\(folder)/t10k-labels.idx1-ubyte")
            let source = try IDXFolder(folder)
            #expect(source.parts == [.train, .test])
            let train = try source.load(.train)
            #expect(train.labels == [0, 1, 0])
            #expect(train.classes == ["4", "9"])
            #expect(train.names[2] == "train-images#2")
            #expect(try train.image(at: 1).pixels == [3, 4])
            #expect(try source.load(.test).labels == [1])
            #expect(dataError { _ = try train.subset([0, 3]) }?.code == .invalidArgument)
            #expect(try train.subset([2, 2, 0]).pixels == [5, 6, 5, 6, 1, 2])

            try DataFile.write(idxFile(shape: [2], [4, 9]), to: "\(folder)/train-labels-idx1-ubyte")
            let unequal = dataError { _ = try IDXFolder(folder).load(.train) }
            #expect(unequal?.code == .inconsistent)
            try DataFile.write(idxFile(shape: [2], [4, 9]), to: "\(folder)/other-train-labels-idx1-ubyte")
            #expect(dataError { _ = try IDXFolder(folder) }?.reason.contains("several data sets") == true)
        }
    }

    @Test("CIFAR records are interleaved and their labels read", arguments: CIFARBinary.Kind.allCases)
    func cifar(kind: CIFARBinary.Kind) throws {
        let planes =
            [UInt8](repeating: 10, count: 1024) + [UInt8](repeating: 20, count: 1024)
            + [UInt8](repeating: 30, count: 1024)
        let labels: [UInt8] = kind == .cifar10 ? [9] : [19, 99]
        let records = try CIFARBinary.parse(labels + planes + labels + planes.reversed(), kind: kind)
        #expect(records.pixels.count == 2 * 3072)
        #expect(records.pixels[..<6] == [10, 20, 30, 10, 20, 30])
        #expect(records.pixels.suffix(3) == [30, 20, 10])
        #expect(records.labels == (kind == .cifar10 ? [9, 9] : [99, 99]))
        #expect(records.coarseLabels == (kind == .cifar10 ? [] : [19, 19]))
        let place = "byte \(kind.recordSize)"
        let wrong = labels + planes + [200, 200] + planes
        let error = dataError { _ = try CIFARBinary.parse(Array(wrong.prefix(2 * kind.recordSize)), kind: kind) }
        #expect(error?.code == .malformed)
        #expect(kind == .cifar100 || error?.place == place)
        #expect(dataError { _ = try CIFARBinary.parse(Array(wrong.dropLast(9)), kind: kind) }?.code == .truncated)
        #expect(dataError { _ = try CIFARBinary.parse([], kind: kind) }?.code == .truncated)
    }

    @Test("A folder of CIFAR files gives its parts and class names")
    func cifarFolder() throws {
        try withTemporaryFolder { folder in
            let record = [UInt8](repeating: 3, count: 3073)
            try DataFile.write(record + record, to: "\(folder)/data_batch_2.bin")
            try DataFile.write(record, to: "\(folder)/data_batch_1.bin")
            let source = try CIFARFolder(folder)
            #expect(source.kind == .cifar10)
            #expect(source.parts == [.train])
            #expect(try source.load(.train).names == ["data_batch_1#0", "data_batch_2#0", "data_batch_2#1"])
            #expect(try source.load(.train).classes[3] == "3")
            #expect(dataError { _ = try source.load(.train, labels: .coarse) }?.code == .invalidArgument)
            #expect(dataError { _ = try source.load(.test) }?.code == .notFound)
            try DataFile.write(Array("a\nb\n".utf8), to: "\(folder)/batches.meta.txt")
            #expect(dataError { _ = try source.load(.train) }?.code == .inconsistent)
            try DataFile.write(Array((0..<10).map { "class \($0)\n" }.joined().utf8), to: "\(folder)/batches.meta.txt")
            #expect(try source.load(.train).classes[3] == "class 3")
        }
    }
}
