import Foundation
import Testing

@testable import FrugalData

/// Downloads go through curl, which a bare machine may lack.
private let hasCurl = ConditionTrait.enabled(if: Command.path(of: "curl") != nil, "needs curl")

@Suite("Registry")
struct RegistryTests {
    private static let words = Array("a few words\n".utf8)
    private static let more = Array("some more words\n".utf8)

    /// A set of two files; addresses lead into `source`.
    private func set(in source: String?) -> DataSet {
        let file = { (name: String, bytes: [UInt8]) in
            DataSet.File(
                name, bytes: bytes.count, sha256: SHA256.hex(of: bytes),
                url: source.map { "file://\($0)/public/\(name)" })
        }
        return DataSet(
            "words", aliases: ["w"], title: "words", licence: "none", origin: "Made here.",
            files: [file("one.txt", Self.words), file("two.txt", Self.more)])
    }

    private func registry(_ folder: String, set: DataSet, extra: [String: String] = [:]) -> Registry {
        let environment = ["FRUGAL_DATA": "\(folder)/shared", "FRUGAL_CACHE": "\(folder)/cache"]
        return Registry(
            dataFolder: "\(folder)/given", environment: environment.merging(extra) { $1 }, sets: [set])
    }

    private func put(_ bytes: [UInt8], _ path: String) throws {
        try FileFacts.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        try DataFile.write(bytes, to: path)
    }

    /// A temporary folder without blanks, because it is part of addresses.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory().replacing(/\/$/, with: "") + "/frugal-registry-\(UUID().uuidString)"
        try FileFacts.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test("Folders are looked into in order: given, FRUGAL_DATA, cache")
    func order() throws {
        try withFolder { folder in
            let it = registry(folder, set: set(in: nil))
            #expect(it.folders == ["\(folder)/given", "\(folder)/shared", "\(folder)/cache"])
            try put(Self.words, "\(folder)/cache/words/one.txt")
            try put(Self.more, "\(folder)/cache/words/two.txt")
            try put(Self.more, "\(folder)/shared/words/two.txt")
            let found = try it.locate("w")
            #expect(found.paths["one.txt"] == "\(folder)/cache/words/one.txt")
            #expect(found.paths["two.txt"] == "\(folder)/shared/words/two.txt")
            #expect(it.list().map(\.isComplete) == [true])
            #expect(throws: DataError.self) { try found.path(of: "three.txt") }
            #expect(throws: DataError.self) { try it.locate("unknown") }
        }
    }

    @Test("The cache follows FRUGAL_CACHE, XDG_CACHE_HOME and HOME")
    func caches() {
        #expect(Registry(environment: ["FRUGAL_CACHE": "/c", "HOME": "/h"]).cache == "/c")
        #expect(Registry(environment: ["XDG_CACHE_HOME": "/x", "HOME": "/h", "FRUGAL_CACHE": ""]).cache == "/x/frugal")
        #expect(Registry(environment: ["HOME": "/h"]).folders == ["/h/.cache/frugal"])
    }

    @Test("A missing file is named with where it was looked for and where to get it")
    func missing() throws {
        try withFolder { folder in
            do {
                _ = try registry(folder, set: set(in: folder)).locate("words")
                Issue.record("files that are not there were found")
            } catch {
                for part in [
                    "one.txt", "\(folder)/given/words", "\(folder)/cache/words", "frugal data get words", "file://",
                ] {
                    #expect("\(error)".contains(part))
                }
            }
            do { _ = try registry(folder, set: set(in: nil)).get("words") } catch {
                #expect("\(error)".contains("no public address") && "\(error)".contains("Made here"))
            }
        }
    }

    @Test("Where a batch lies packed as a sheet, the way to unpack it is named")
    func sheets() throws {
        try withFolder { folder in
            let batch = DataSet.File("batch_1.bin", bytes: 1, sha256: "")
            let it = registry(
                folder, set: DataSet("pictures", title: "", licence: "", origin: "Made here.", files: [batch]))
            try put([1], "\(folder)/shared/pictures/batch_1.webp")
            do {
                _ = try it.locate("pictures")
                Issue.record("a batch that is not there was found")
            } catch { #expect("\(error)".contains("unpack \(folder)/shared/pictures \(folder)/cache/pictures")) }
        }
    }

    @Test("A damaged file is refused by size and by contents, and told by verify")
    func damaged() throws {
        try withFolder { folder in
            let it = registry(folder, set: set(in: nil))
            try put(Self.words.reversed(), "\(folder)/given/words/one.txt")
            try put([1, 2], "\(folder)/given/words/two.txt")
            #expect(throws: DataError.self) { try it.locate("words", files: ["one.txt"]) }
            #expect(throws: DataError.self) { try it.locate("words", files: ["two.txt"], checking: false) }
            let checks = try it.verify("words")
            #expect(checks.map { $0.fault == nil } == [false, false])
            #expect(checks[1].fault == "it has 2 bytes and should have 16")
            // It is the user's file: a download must not take its place.
            #expect(throws: DataError.self) { try it.get("words") }
        }
    }

    @Test("A download is verified, kept in the cache and not made twice", hasCurl)
    func download() throws {
        try withFolder { folder in
            try put(Self.words, "\(folder)/public/one.txt")
            try put(Self.more, "\(folder)/public/two.txt")
            let it = registry(folder, set: set(in: folder))
            var reports: [String] = []
            let found = try it.get("words") { reports.append($0) }
            #expect(found.paths["one.txt"] == "\(folder)/cache/words/one.txt")
            #expect(reports.count == 2)
            try it.get("words") { reports.append($0) }
            #expect(reports.count == 2)
            #expect(try DataFile.names(in: "\(folder)/cache/words") == ["one.txt", "two.txt"])
        }
    }

    @Test("A download that broke off is taken up; a wrong beginning is fetched anew", hasCurl)
    func resume() throws {
        try withFolder { folder in
            try put(Self.words, "\(folder)/public/one.txt")
            try put(Self.more, "\(folder)/public/two.txt")
            try put(Array(Self.words.prefix(5)), "\(folder)/cache/words/one.txt.partial")
            try put(Array("wrong".utf8), "\(folder)/cache/words/two.txt.partial")
            try registry(folder, set: set(in: folder)).get("words")
            #expect(try DataFile.read("\(folder)/cache/words/one.txt") == Self.words)
            #expect(try DataFile.read("\(folder)/cache/words/two.txt") == Self.more)
        }
    }

    @Test("Wrong bytes from an address never become a file; a damaged cache is repaired", hasCurl)
    func wrongBytes() throws {
        try withFolder { folder in
            try put(Self.words.reversed(), "\(folder)/public/one.txt")
            let it = registry(folder, set: set(in: folder))
            do {
                try it.get("words", files: ["one.txt"])
                Issue.record("wrong bytes were taken")
            } catch { #expect("\(error)".contains("other bytes than expected")) }
            let left = try DataFile.names(in: "\(folder)/cache/words")
            #expect(left.isEmpty)
            try put(Self.words, "\(folder)/public/one.txt")
            try put(Self.words.reversed(), "\(folder)/cache/words/one.txt")
            try it.get("words", files: ["one.txt"])
            #expect(try DataFile.read("\(folder)/cache/words/one.txt") == Self.words)
        }
    }

    @Test("The mirror is asked first, and serves sets without a public address", hasCurl)
    func mirror() throws {
        try withFolder { folder in
            try put(Self.words, "\(folder)/mirror/words/one.txt")
            try put(Self.more, "\(folder)/public/two.txt")
            var reports: [String] = []
            let it = registry(folder, set: set(in: folder), extra: ["FRUGAL_MIRROR": "file://\(folder)/mirror/"])
            try it.get("words") { reports.append($0) }
            #expect(reports.count == 3)
            #expect(reports[0].hasSuffix("file://\(folder)/mirror/words/one.txt"))
            let bare = registry(
                folder + "/other", set: set(in: nil), extra: ["FRUGAL_MIRROR": "file://\(folder)/mirror"])
            try bare.get("words", files: ["one.txt"])
        }
    }

    @Test("Files are taken out of an archive", hasCurl)
    func archive() throws {
        try withFolder { folder in
            try put(Self.words, "\(folder)/in/one.txt")
            try put(Self.more, "\(folder)/in/two.txt")
            let packed = "\(folder)/set.tar.gz"
            let result = try Command.run("tar", ["-czf", packed, "-C", folder, "in"], remedy: "Install tar")
            #expect(result.status == 0)
            let bytes = try DataFile.read(packed)
            let plain = set(in: nil)
            let it = registry(
                folder,
                set: DataSet(
                    "words", title: "", licence: "", origin: "", files: plain.files,
                    archive: .init(
                        url: "file://\(packed)", bytes: bytes.count, sha256: SHA256.hex(of: bytes), folder: "in")))
            #expect(try it.get("words").paths.count == 2)
            #expect(try DataFile.names(in: "\(folder)/cache/words") == ["one.txt", "two.txt"])
        }
    }

    @Test("The sets that come with the package are well formed")
    func builtIn() {
        let sets = DataSet.builtIn
        #expect(sets.count == 11)
        #expect(Set(sets.flatMap { [$0.name] + $0.aliases }).count == sets.reduce(0) { $0 + 1 + $1.aliases.count })
        for set in sets {
            #expect(!set.files.isEmpty)
            #expect(Set(set.files.map(\.name)).count == set.files.count)
            for file in set.files {
                #expect(file.sha256.count == 64 && file.sha256.allSatisfy(\.isHexDigit) && file.bytes > 0)
            }
        }
        #expect(sets.filter(\.isPublic).map(\.name) == ["mnist", "fashion-mnist", "svhn", "cifar-10"])
    }

    @Test("The files at hand are the right ones", .enabled(if: realData != nil, "needs FRUGAL_DATA"))
    func real() throws {
        let it = Registry(dataFolder: realData, environment: [:])
        for entry in it.list() where !entry.found.isEmpty {
            for check in try it.verify(entry.set.name) where check.path != nil { #expect(check.fault == nil) }
        }
        #expect(try it.locate("mnist").paths.count == 4)
    }
}
