import CFrugalCodecs
import Foundation
import Testing

@testable import FrugalData

/// The `DataError` that `body` throws; recorded as a failure of the test when it throws none.
func dataError(_ location: SourceLocation = #_sourceLocation, _ body: () throws -> Void) -> DataError? {
    do {
        try body()
        Issue.record("nothing was thrown", sourceLocation: location)
    } catch let error as DataError {
        return error
    } catch {
        Issue.record("\(error) is no DataError", sourceLocation: location)
    }
    return nil
}

/// Bytes from base 64.
func bytes(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text) ?? Data())
}

/// A number as `width` bytes, the smallest first.
func littleEndian(_ value: UInt64, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
}

/// A small picture whose samples depend on `seed`.
func noisePicture(height: Int = 6, width: Int = 5, channels: Int = 1, seed: UInt64) throws -> Image {
    var generator = SystemIndependentNoise(state: seed)
    return try Image(
        height: height, width: width, channels: channels,
        pixels: (0..<(height * width * channels)).map { _ in generator.next() })
}

/// A linear congruential generator: enough for pictures that differ.
struct SystemIndependentNoise {
    var state: UInt64

    mutating func next() -> UInt8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

/// An npy file, version 1.
func npyFile(_ description: String, fortran: Bool = false, shape: String, _ elements: [UInt8]) -> [UInt8] {
    var header = "{'descr': '\(description)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }"
    header += String(repeating: " ", count: (64 - (header.utf8.count + 11) % 64) % 64) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian(UInt64(header.utf8.count), 2) + Array(header.utf8)
        + elements
}

/// An IDX file.
func idxFile(type: UInt8 = 8, shape: [UInt32], _ elements: [UInt8]) -> [UInt8] {
    [0, 0, type, UInt8(shape.count)] + shape.flatMap { littleEndian(UInt64($0), 4).reversed() } + elements
}

/// A zip archive of the entries given, deflated or stored.
func zipFile(_ entries: [(name: String, contents: [UInt8])], deflated: Bool = true) throws -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
        let packed = deflated ? try Gzip.pack(entry.contents, FRUGAL_STREAM_RAW, level: 6) : entry.contents
        let crc = frugal_crc32(0, entry.contents, entry.contents.count)
        let name = Array(entry.name.utf8)
        let facts =
            littleEndian(deflated ? 8 : 0, 2) + [0, 0, 0, 0] + littleEndian(UInt64(crc), 4)
            + littleEndian(UInt64(packed.count), 4) + littleEndian(UInt64(entry.contents.count), 4)
            + littleEndian(UInt64(name.count), 2) + [0, 0]
        directory += [0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0] + facts + [UInt8](repeating: 0, count: 10)
        directory += littleEndian(UInt64(file.count), 4) + name
        file += [0x50, 0x4b, 3, 4, 20, 0, 0, 0] + facts + name + packed
    }
    let count = littleEndian(UInt64(entries.count), 2)
    let end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + count + count + littleEndian(UInt64(directory.count), 4)
    return file + directory + end + littleEndian(UInt64(file.count), 4) + [0, 0]
}

/// Writes pictures into class folders: `["cat": [picture, …]]` becomes `root/cat/0.png` and so on.
func writeClasses(_ classes: [String: [Image]], in root: String) throws {
    for (name, pictures) in classes {
        try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
        for (index, picture) in pictures.enumerated() {
            try DataFile.write(try PNG.encode(picture), to: "\(root)/\(name)/\(index).png")
        }
    }
}
