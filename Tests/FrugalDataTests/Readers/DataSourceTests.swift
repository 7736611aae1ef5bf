import Foundation
import Testing

@testable import FrugalData

@Suite("Recognising what a path is")
struct DataSourceTests {
    @Test("Every kind of data set is recognised")
    func kinds() throws {
        try withTemporaryFolder { root in
            let pictures = try (0..<4).map { try noisePicture(seed: UInt64($0)) }
            try writeClasses(["pictures/a": Array(pictures[..<2]), "pictures/b": Array(pictures[2...])], in: root)
            guard case .imageFolder = try DataSource.open("\(root)/pictures") else { return #expect(Bool(false)) }

            try writeClasses(["mnist": [], "cifar": [], "nothing": []], in: root)
            try DataFile.write(idxFile(shape: [1, 1, 1], [0]), to: "\(root)/mnist/train-images-idx3-ubyte")
            try DataFile.write(idxFile(shape: [1], [0]), to: "\(root)/mnist/train-labels-idx1-ubyte")
            guard case .idx = try DataSource.open("\(root)/mnist") else { return #expect(Bool(false)) }
            #expect(try DataSource.open("\(root)/mnist").parts == [.train])

            try DataFile.write([UInt8](repeating: 1, count: 3073), to: "\(root)/cifar/test_batch.bin")
            guard case .cifar = try DataSource.open("\(root)/cifar") else { return #expect(Bool(false)) }
            #expect(try DataSource.open("\(root)/cifar").parts == [.test])

            try DataFile.write(try zipFile([("x.npy", [])]), to: "\(root)/a.npz")
            guard case .npz = try DataSource.open("\(root)/a.npz") else { return #expect(Bool(false)) }
            let drawing = "images_background/Korean/character01/0001_01.png"
            try DataFile.write(try zipFile([(drawing, try PNG.encode(pictures[0]))]), to: "\(root)/o.zip")
            guard case .omniglot(let archive) = try DataSource.open("\(root)/o.zip") else {
                return #expect(Bool(false))
            }
            #expect(try archive.load(size: PictureSize(height: 6, width: 5)).pixels == pictures[0].pixels)
            try DataFile.write([1], to: "\(root)/t.csv.gz")
            guard case .table = try DataSource.open("\(root)/t.csv.gz") else { return #expect(Bool(false)) }
        }
    }

    @Test("What is not recognised is told what was looked for")
    func unknown() throws {
        try withTemporaryFolder { root in
            #expect(dataError { _ = try DataSource.open("\(root)/none") }?.code == .notFound)
            let empty = dataError { _ = try DataSource.open(root) }
            #expect(empty?.reason.contains("it is empty") == true)
            #expect(empty?.remedy?.contains("train-images-idx3-ubyte") == true)
            try DataFile.write([1], to: "\(root)/a.bin")
            try DataFile.write([1], to: "\(root)/a.npy")
            try DataFile.write([1], to: "\(root)/a.zip")
            try DataFile.write([1], to: "\(root)/a.doc")
            for name in ["a.bin", "a.npy", "a.zip", "a.doc", ""] {
                #expect(dataError { _ = try DataSource.open("\(root)/\(name)") }?.file?.contains(root) == true)
            }
            #expect(dataError { _ = try DataSource.open("") }?.code == .notFound)
        }
    }

    @Test("Writing is whole or not at all")
    func writing() throws {
        try withTemporaryFolder { root in
            try DataFile.write([1, 2, 3], to: "\(root)/a")
            try DataFile.write([4], to: "\(root)/a")
            #expect(try DataFile.read("\(root)/a") == [4])
            #expect(try DataFile.names(in: root) == ["a"])
            #expect(dataError { try DataFile.write([1], to: "\(root)/none/a") }?.code == .notFound)
            #expect(dataError { try DataFile.write([1], to: "\(root)/a\0b") }?.code == .invalidArgument)
            #expect(dataError { _ = try DataFile.read(root) }?.code == .io)
            #expect(dataError { _ = try DataFile.read("\(root)/a", limit: 0) }?.code == .tooLarge)
            // A folder cannot be replaced by a file: the write fails late, and leaves nothing behind.
            try writeClasses(["full": [try noisePicture(seed: 1)]], in: root)
            #expect(dataError { try DataFile.write([1], to: "\(root)/full") }?.code == .io)
            #expect(try DataFile.names(in: root) == ["a", "full"])
        }
    }
}
