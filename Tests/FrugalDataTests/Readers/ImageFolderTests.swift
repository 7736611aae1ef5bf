import Foundation
import Testing

@testable import FrugalData

@Suite("Folders of pictures")
struct ImageFolderTests {
    private func pictures(_ count: Int, from seed: UInt64) throws -> [Image] {
        try (0..<count).map { try noisePicture(seed: seed + UInt64($0)) }
    }

    @Test(
        "Classes are the folders in order, whatever their script, and pictures carry their paths", arguments: [1, 2, 5])
    func load(threads: Int) throws {
        try withTemporaryFolder { root in
            let written = [
                "고양이": try pictures(3, from: 1), "big dog": try pictures(2, from: 10), "🦊": try pictures(2, from: 20),
            ]
            try writeClasses(written, in: root)
            try FileManager.default.createDirectory(atPath: "\(root)/.cache", withIntermediateDirectories: true)
            try DataFile.write([1], to: "\(root)/labels.csv")
            try DataFile.write([1], to: "\(root)/big dog/.DS_Store")
            try DataFile.write([1], to: "\(root)/big dog/notes.txt")
            let folder = try ImageFolder(root)
            #expect(folder.classes == ["big dog", "고양이", "🦊"])
            #expect(folder.ignored == ["\(root)/big dog/notes.txt"])
            let images = try folder.load(threads: threads)
            #expect(images.labels == [0, 0, 1, 1, 1, 2, 2])
            #expect(images.names[2] == "\(root)/고양이/0.png")
            #expect(try images.image(at: 3) == written["고양이"]?[1])
            #expect((images.height, images.width, images.channels) == (6, 5, 1))
            let resized = try folder.load(
                size: PictureSize(height: 3, width: 4), channels: 3, sizing: PictureSizing(filter: .box),
                threads: threads)
            #expect(resized.pixels.count == 7 * 3 * 4 * 3)
            let expected = try written["🦊"]?[0].resized(height: 3, width: 4, filter: .box)
            #expect(
                try resized.image(at: 5).pixels.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
                    == expected?.pixels)
        }
    }

    @Test("A file is read by its contents, not by its name")
    func mislabelled() throws {
        try withTemporaryFolder { root in
            try writeClasses(["a": try pictures(2, from: 1), "b": try pictures(1, from: 9)], in: root)
            let photo = try JPEG.encode(try noisePicture(seed: 50))
            try DataFile.write(photo, to: "\(root)/b/really a jpeg.png")
            try DataFile.write(try PNG.encode(try noisePicture(seed: 51)), to: "\(root)/b/no extension")
            #expect(try ImageFolder(root).load().count == 5)
        }
    }

    @Test("A broken file is named, or left out and listed")
    func broken() throws {
        try withTemporaryFolder { root in
            try writeClasses(["a": try pictures(2, from: 1), "b": try pictures(3, from: 9)], in: root)
            try DataFile.write([], to: "\(root)/b/empty.png")
            let half = Array(try PNG.encode(try noisePicture(seed: 60)).dropLast(20))
            try DataFile.write(half, to: "\(root)/b/half.jpg")
            let error = dataError { _ = try ImageFolder(root).load() }
            #expect(error?.description == "\(root)/b/empty.png: the file is empty.")
            let sized = dataError {
                _ = try ImageFolder(root).load(size: PictureSize(height: 6, width: 5), channels: 1)
            }
            #expect(sized?.description == "\(root)/b/empty.png: the file is empty (and 1 more such files).")

            let contents = try ImageFolder(root, policy: .skip).read()
            #expect(contents.images.labels == [0, 0, 1, 1, 1])
            #expect(contents.skipped.map(\.file) == ["\(root)/b/empty.png", "\(root)/b/half.jpg"])
            #expect(contents.skipped.map(\.code) == [.truncated, .truncated])

            try DataFile.write([0], to: "\(root)/b/other.webp")
            #expect(dataError { _ = try ImageFolder(root) }?.code == .unsupported)
            #expect(try ImageFolder(root, policy: .skip).skipped.map(\.file) == ["\(root)/b/other.webp"])
        }
    }

    @Test("Equal files in two classes are leakage that names both; in one class they are a group")
    func duplicates() throws {
        try withTemporaryFolder { root in
            let same = try noisePicture(seed: 1)
            try writeClasses(["a": [same] + pictures(2, from: 4), "b": pictures(2, from: 9) + [same]], in: root)
            let error = dataError { _ = try ImageFolder(root).load() }
            #expect(error?.code == .leakage)
            #expect(error?.file == "\(root)/a/0.png")
            #expect(error?.reason.contains("\(root)/b/2.png") == true)
            let contents = try ImageFolder(root, policy: .skip).read()
            #expect(contents.skipped.map(\.code) == [.leakage])
            #expect(contents.images.labels == [0, 0, 1, 1])

            try writeClasses(["c": pictures(2, from: 90) + [try noisePicture(seed: 90)]], in: root)
            let grouped = try ImageFolder(root, policy: .skip).read()
            #expect(grouped.duplicates == [[4, 6]])
            #expect(grouped.images.names[6] == "\(root)/c/2.png")
            #expect(grouped.warnings.contains { $0.contains("equal files") })
        }
    }

    @Test("Folders that are no set of classes are told what is missing")
    func shapes() throws {
        try withTemporaryFolder { root in
            #expect(dataError { _ = try ImageFolder("\(root)/none") }?.code == .notFound)
            #expect(dataError { _ = try ImageFolder(root) }?.reason.contains("no class folders") == true)
            try writeClasses(["train": []], in: root)
            #expect(dataError { _ = try ImageFolder(root) }?.reason.contains("parts, not classes") == true)
            try FileManager.default.removeItem(atPath: "\(root)/train")
            try writeClasses(["only": try pictures(2, from: 1)], in: root)
            #expect(dataError { _ = try ImageFolder(root) }?.reason.contains("only one class, 'only'") == true)
            #expect(try ImageFolder(root, leastClasses: 1).classes == ["only"])
            try writeClasses(["empty": []], in: root)
            let empty = dataError { _ = try ImageFolder(root) }
            #expect(empty?.file == "\(root)/empty")
            #expect(empty?.reason == "the class folder holds no pictures")
            try writeClasses(["single": try pictures(1, from: 70)], in: root)
            let skipping = try ImageFolder(root, policy: .skip)
            #expect(skipping.classes == ["only", "single"])
            #expect(skipping.warnings.count == 1 && skipping.warnings[0].contains("'single' has a single picture"))
        }
    }

    @Test("Different sizes need a choice; the survey tells them")
    func sizes() throws {
        try withTemporaryFolder { root in
            try writeClasses(
                [
                    "a": [try noisePicture(height: 4, width: 8, seed: 1), try noisePicture(seed: 2)],
                    "b": try pictures(2, from: 3),
                ],
                in: root)
            let error = dataError { _ = try ImageFolder(root).load() }
            #expect(error?.code == .inconsistent)
            #expect(error?.reason.contains("6x5 (3 of them) and 4x8") == true)
            let survey = try ImageFolder(root).survey()
            #expect(survey.sizes.map(\.count) == [3, 1])
            #expect(survey.channels == 1)
            #expect(try ImageFolder(root).load(size: PictureSize(height: 4, width: 4)).count == 4)
            let huge = PictureSize(height: 8000, width: 8000)
            #expect(try ImageFolder(root).load(size: PictureSize(height: 1, width: 1)).channels == 1)
            #expect(dataError { _ = try ImageFolder(root).load(size: PictureSize(height: 0, width: 1)) } != nil)
            #expect(dataError { _ = try ImageFolder(root).load(size: huge, channels: 2) }?.code == .invalidArgument)
        }
    }

    @Test("Links are followed, but not in circles", .timeLimit(.minutes(1)))
    func links() throws {
        try withTemporaryFolder { root in
            try writeClasses(["a": try pictures(2, from: 1), "b/inner": try pictures(2, from: 9)], in: root)
            let manager = FileManager.default
            try manager.createSymbolicLink(atPath: "\(root)/b/back", withDestinationPath: root)
            try manager.createSymbolicLink(atPath: "\(root)/b/self", withDestinationPath: "\(root)/b/self")
            #expect(dataError { _ = try ImageFolder(root) }?.reason.contains("circle") == true)
            try manager.removeItem(atPath: "\(root)/b/self")
            try manager.removeItem(atPath: "\(root)/b/back")
            try manager.createSymbolicLink(atPath: "\(root)/b/back", withDestinationPath: "\(root)/b")
            let folder = try ImageFolder(root)
            #expect(folder.files.map(\.label) == [0, 0, 1, 1])
            #expect(folder.warnings.contains { $0.contains("leads back") })
        }
    }

    @Test("A pipe is passed over instead of waited for", .timeLimit(.minutes(1)))
    func pipe() throws {
        try withTemporaryFolder { root in
            try writeClasses(["a": try pictures(2, from: 1), "b": try pictures(2, from: 9)], in: root)
            #expect(mkfifo("\(root)/b/pipe.png", 0o600) == 0)
            #expect(try ImageFolder(root).load().count == 4)
            #expect(dataError { _ = try DataFile.read("\(root)/b/pipe.png") }?.code == .io)
        }
    }
}
