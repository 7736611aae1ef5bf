import Foundation
import Testing

@testable import FrugalTrack

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A new folder that is removed after `body`.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frugal 시험 🐦 \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

/// The names in `folder`, sorted.
func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

func bytes(of url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }

/// The error that `body` throws, which must be a `TrackError`.
func trackError(_ body: () throws -> Void) -> TrackError? {
    #expect(throws: TrackError.self, performing: body)
}

/// Counts elements by name in well-formed XML; nil, with the parser's complaint recorded, where it is not.
func elements(in xml: String) -> [String: Int]? {
    final class Counter: NSObject, XMLParserDelegate {
        var counts: [String: Int] = [:]
        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) { counts[name, default: 0] += 1 }
    }
    let counter = Counter()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = counter
    guard parser.parse() else {
        Issue.record("not well-formed: \(String(describing: parser.parserError)) line \(parser.lineNumber)")
        return nil
    }
    return counter.counts
}

/// What was written to a terminal of the test's own.
final class Transcript: Sendable {
    private let written = Locked("")
    var text: String { written.withLock { $0 } }
    func write(_ text: String) { written.withLock { $0 += text } }
}

/// A clock that the test sets.
final class HandClock: Sendable {
    private let now = Locked(0.0)
    var read: @Sendable () -> Double { { self.now.withLock { $0 } } }
    func pass(_ seconds: Double) { now.withLock { $0 += seconds } }
}

/// A valid PNG of 2 x 3 grey pixels, as far as its header goes.
let tinyPNG: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    + [0, 0, 0, 2, 0, 0, 0, 3, 8, 0, 0, 0, 0]
