import Foundation
import FrugalFiles

/// Writes a TensorBoard event file: scalars, texts and pictures.
///
/// The file is a sequence of TFRecords, each an `Event` of `tensorflow/core/util/event.proto`. A killed process leaves a
/// torn record at the end at most, which TensorBoard passes over.
public final class TensorBoardWriter: Sendable {
    /// Where the file lies.
    public let url: URL
    private let descriptor: Locked<Int32>
    private let clock: @Sendable () -> Double

    /// Makes a new event file in `folder`, under a name that TensorBoard looks for and no other file there has.
    /// - Parameter clock: gives the time of an event in seconds since 1970.
    /// - Throws: ``TrackError`` where the folder cannot be written.
    public init(folder: URL, clock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }) throws {
        self.clock = clock
        let seconds = Int(exactly: clock().rounded()) ?? 0
        let stamp = String(repeating: "0", count: max(0, 10 - "\(seconds)".count)) + "\(seconds)"
        let unique = UUID().uuidString.prefix(8)
        url = folder.appendingPathComponent("events.out.tfevents.\(stamp).frugal.\(getpid()).\(unique)")
        let file = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw TrackError.system(errno, at: url.path, doing: "make the TensorBoard file") }
        descriptor = Locked(file)
        try write { $0.string(3, "brain.Event:2") }
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// Adds the value of the quantity `name` at `step`.
    public func scalar(_ name: String, _ value: Double, step: Int) throws {
        try summary(step) { entry in
            entry.string(1, name)
            entry.float(2, Float(value))
        }
    }

    /// Adds a text, which TensorBoard shows as Markdown.
    public func text(_ name: String, _ text: String, step: Int) throws {
        try summary(step) { entry in
            entry.string(1, name)
            entry.message(9) { metadata in metadata.message(1) { $0.string(1, "text") } }
            entry.message(8) { tensor in
                tensor.integer(1, 7)  // DT_STRING
                tensor.message(2) { shape in shape.message(2) { $0.integer(1, 1) } }
                tensor.string(8, text)
            }
        }
    }

    /// Adds a picture, given as the bytes of a PNG file.
    /// - Throws: ``TrackError`` where `png` is not one.
    public func image(_ name: String, png: [UInt8], step: Int) throws {
        guard let size = PictureFormat.pngSize(png) else {
            throw TrackError(
                .invalidValue, "the picture \"\(name)\" is not a PNG file", remedy: "encode it as PNG first")
        }
        try summary(step) { entry in
            entry.string(1, name)
            entry.message(4) { image in
                image.integer(1, size.height)
                image.integer(2, size.width)
                image.integer(3, size.channels)
                image.data(4, png)
            }
        }
    }

    private func summary(_ step: Int, _ value: (inout ProtobufMessage) -> Void) throws {
        try write { event in
            event.integer(2, step)
            event.message(5) { $0.message(1, value) }
        }
    }

    private func write(_ fill: (inout ProtobufMessage) -> Void) throws {
        var event = ProtobufMessage()
        event.double(1, clock())
        fill(&event)
        let record = Self.record(event.bytes)
        try descriptor.withLock { file in
            let end = lseek(file, 0, SEEK_END)
            if let code = record.withUnsafeBytes({ FileCalls.system.writeAll($0, to: file) }) {
                if end >= 0 { _ = ftruncate(file, end) }
                throw TrackError.system(code, at: url.path, doing: "add to the TensorBoard file")
            }
        }
    }

    /// `data` in TFRecord framing: length, checksum of the length, data, checksum of the data.
    static func record(_ data: [UInt8]) -> [UInt8] {
        let length = littleEndian(UInt64(data.count))
        return length + littleEndian(MaskedCRC32C.masked(length)) + data + littleEndian(MaskedCRC32C.masked(data))
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
