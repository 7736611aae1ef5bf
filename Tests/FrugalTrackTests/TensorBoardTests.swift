import Foundation
import Testing

@testable import FrugalTrack

/// Reads back what the writer wrote, written from the formats' descriptions and not from the writer.
private enum EventFileReader {
    static func records(_ bytes: [UInt8]) throws -> [[UInt8]] {
        var records: [[UInt8]] = []
        var at = 0
        while at < bytes.count {
            let header = Array(bytes[at..<(at + 8)])
            let length = Int(number(header))
            try #require(number(Array(bytes[(at + 8)..<(at + 12)])) == UInt64(MaskedCRC32C.masked(header)))
            let data = Array(bytes[(at + 12)..<(at + 12 + length)])
            let end = at + 12 + length
            try #require(number(Array(bytes[end..<(end + 4)])) == UInt64(MaskedCRC32C.masked(data)))
            records.append(data)
            at = end + 4
        }
        return records
    }

    static func number(_ bytes: [UInt8]) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

    /// Fields by number; numbers as their bits, messages and texts as bytes.
    static func fields(_ bytes: [UInt8]) throws -> [Int: [UInt8]] {
        var fields: [Int: [UInt8]] = [:]
        var at = 0
        func varint() -> UInt64 {
            var value: UInt64 = 0
            var shift = 0
            repeat {
                value |= UInt64(bytes[at] & 0x7F) << shift
                shift += 7
                at += 1
            } while bytes[at - 1] & 0x80 != 0
            return value
        }
        while at < bytes.count {
            let key = varint()
            let size: Int
            switch key & 7 {
            case 0:
                let value = varint()
                fields[Int(key >> 3)] = withUnsafeBytes(of: value.littleEndian) { Array($0) }
                continue
            case 1: size = 8
            case 2: size = Int(varint())
            case 5: size = 4
            default: throw TrackError(.malformed, "wire type \(key & 7)")
            }
            fields[Int(key >> 3)] = Array(bytes[at..<(at + size)])
            at += size
        }
        return fields
    }
}

@Suite struct TensorBoardTests {
    @Test func checksumMatchesThePublishedValue() {
        // The check value of CRC-32C in every catalogue, and RFC 3720 B.4's 32 zeros.
        #expect(MaskedCRC32C.checksum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(MaskedCRC32C.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    }

    @Test func fileReadsBack() throws {
        try withTemporaryFolder { folder in
            let writer = try TensorBoardWriter(folder: folder) { 1_700_000_000.25 }
            try writer.scalar("loss/새", 0.75, step: 300)
            try writer.text("note", "hello", step: 0)
            try writer.image("digit", png: tinyPNG, step: -1)
            let records = try EventFileReader.records(bytes(of: writer.url))
            let events = try records.map(EventFileReader.fields)
            #expect(events.count == 4)
            #expect(events[0][3] == Array("brain.Event:2".utf8))
            let time = Double(bitPattern: EventFileReader.number(try #require(events[0][1])))
            #expect(time == 1_700_000_000.25)
            #expect(EventFileReader.number(try #require(events[1][2])) == 300)

            func value(_ event: [Int: [UInt8]]) throws -> [Int: [UInt8]] {
                let summary = try EventFileReader.fields(try #require(event[5]))
                return try EventFileReader.fields(try #require(summary[1]))
            }
            let scalar = try value(events[1])
            #expect(scalar[1] == Array("loss/새".utf8))
            let bits = UInt32(EventFileReader.number(try #require(scalar[2])))
            #expect(Float(bitPattern: bits) == 0.75)
            let picture = try value(events[3])
            let image = try EventFileReader.fields(try #require(picture[4]))
            #expect(EventFileReader.number(try #require(image[1])) == 3)
            #expect(EventFileReader.number(try #require(image[2])) == 2)
            #expect(image[4] == tinyPNG)
            #expect(EventFileReader.number(try #require(events[3][2])) == UInt64.max)
        }
    }

    @Test func otherPicturesAreRefused() throws {
        try withTemporaryFolder { folder in
            let writer = try TensorBoardWriter(folder: folder)
            #expect(throws: TrackError.self) { try writer.image("a", png: [0xFF, 0xD8, 0xFF], step: 0) }
            #expect(try EventFileReader.records(bytes(of: writer.url)).count == 1)
        }
    }

    @Test(.enabled(if: Python.hasTensorBoard, "FRUGAL_PYTHON names no Python with the tensorboard package"))
    func tensorBoardItselfReadsIt() throws {
        try withTemporaryFolder { folder in
            let writer = try TensorBoardWriter(folder: folder)
            for step in 0..<5 { try writer.scalar("loss", 1 / Double(step + 1), step: step) }
            try writer.text("note", "**hello** 새", step: 2)
            try writer.image("digit", png: tinyPNG, step: 3)
            let script = """
                import sys
                from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                from tensorboard.util import tensor_util
                a = EventAccumulator(sys.argv[1]); a.Reload()
                print([(e.step, round(e.value, 4)) for e in a.Scalars('loss')])
                t = a.Tensors(a.Tags()['tensors'][0])[0]
                print(t.step, tensor_util.make_ndarray(t.tensor_proto)[0].decode())
                print(a.SummaryMetadata('note').plugin_data.plugin_name)
                i = a.Images('digit')[0]; print(i.step, i.width, i.height, len(i.encoded_image_string))
                """
            let output = try Python.run(script, folder.path)
            #expect(
                output == """
                    [(0, 1.0), (1, 0.5), (2, 0.3333), (3, 0.25), (4, 0.2)]
                    2 **hello** 새
                    text
                    3 2 3 \(tinyPNG.count)

                    """)
        }
    }
}

/// The Python that `FRUGAL_PYTHON` names.
private enum Python {
    static let hasTensorBoard = (try? run("import tensorboard; print(1)", "")) == "1\n"

    static func run(_ script: String, _ argument: String) throws -> String {
        guard let path = ProcessInfo.processInfo.environment["FRUGAL_PYTHON"] else { return "" }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["-c", script, argument]
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONIOENCODING": "utf-8"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
