import Foundation
import FrugalTensor

/// A file of named tensors in the safetensors format of Hugging Face: a header of JSON, then plain numbers.
///
/// Everything the header says is checked when the file is opened; what follows is only looked at when asked for.
///
///     let file = try SafetensorsFile(at: url)
///     try model.load(file.stateDictionary())
public struct SafetensorsFile: Sendable {
    /// What the file says about one tensor.
    public struct Entry: Sendable, Hashable {
        /// The name of the tensor.
        public let name: String
        /// The type of its elements.
        public let dtype: DType
        /// Its shape.
        public let shape: [Int]
        /// Its bytes, counted from the end of the header.
        public let offsets: Range<Int>
    }

    /// How tensors are taken from a file.
    public struct Reading: OptionSet, Sendable {
        /// The choices as bits.
        public let rawValue: Int
        /// A choice by its bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// Copies the numbers into memory, so that the file may change afterwards. Otherwise tensors look into the
        /// mapped file: nothing is read before it is used, but the file must not be overwritten in place.
        public static let copying = Reading(rawValue: 1)
        /// Refuses tensors that hold an infinity or a NaN.
        public static let rejectingNonFinite = Reading(rawValue: 2)
    }

    /// The name of the file, for messages.
    public let name: String
    /// The texts that the writer put beside the tensors.
    public let metadata: [String: String]
    /// The tensors in the order of their bytes.
    public let entries: [Entry]
    private let file: FileBytes
    /// Where the numbers begin.
    private let start: Int

    /// Maps a file and checks its header.
    /// - Throws: ``SafetensorsError`` that names the file, the tensor and the fault.
    public init(at url: URL) throws {
        try self.init(FileBytes(mapping: url.path), name: url.path)
    }

    /// Takes the bytes of a file that is in memory already.
    /// - Parameter name: what messages call it.
    /// - Throws: ``SafetensorsError`` that names the tensor and the fault.
    public init(_ bytes: [UInt8], name: String = "safetensors in memory") throws {
        try self.init(FileBytes(copying: bytes), name: name)
    }

    private init(_ file: FileBytes, name: String) throws {
        let header = try SafetensorsHeader(file.bytes, file: name)
        self.name = name
        self.file = file
        metadata = header.metadata
        entries = header.entries
        let dataCount = header.entries.last?.offsets.upperBound ?? 0
        start = file.bytes.count - dataCount
    }

    /// One tensor by its name.
    /// - Throws: ``SafetensorsError`` where there is none of that name, or the numbers are refused.
    public func tensor(_ name: String, _ reading: Reading = []) throws -> Tensor {
        guard let entry = entries.first(where: { $0.name == name }) else {
            throw SafetensorsError(
                self.name, tensor: name, "is not in the file", remedy: "It holds \(entries.count) others.")
        }
        return try tensor(entry, reading)
    }

    /// All tensors in the order of their bytes.
    /// - Throws: ``SafetensorsError`` where numbers are refused.
    public func stateDictionary(_ reading: Reading = []) throws -> StateDictionary {
        StateDictionary(try entries.map { ($0.name, try tensor($0, reading)) })
    }

    private func tensor(_ entry: Entry, _ reading: Reading) throws -> Tensor {
        let first = start + entry.offsets.lowerBound
        let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[first..<(first + entry.offsets.count)])
        if entry.dtype == .bool, bytes.contains(where: { $0 > 1 }) {
            throw SafetensorsError(name, tensor: entry.name, "is BOOL and holds bytes other than 0 and 1")
        }
        let tensor = make(entry, bytes, copying: reading.contains(.copying))
        if reading.contains(.rejectingNonFinite), entry.dtype.isFloatingPoint, !tensor.isAllFinite {
            throw SafetensorsError(
                name, tensor: entry.name, "holds NaN or infinity",
                remedy: "The training that wrote it diverged: take an earlier file.")
        }
        return tensor
    }

    private func make(_ entry: Entry, _ bytes: UnsafeRawBufferPointer, copying: Bool) -> Tensor {
        guard !bytes.isEmpty else { return .zeros(entry.shape, dtype: entry.dtype) }
        // The format does not promise that numbers lie at multiples of their size, and the engine relies on it.
        let isAligned = Int(bitPattern: bytes.baseAddress).isMultiple(of: entry.dtype.byteCount)
        return copying || !isAligned
            ? Tensor(copying: bytes, shape: entry.shape, dtype: entry.dtype)
            : Tensor(viewing: bytes, shape: entry.shape, dtype: entry.dtype, owner: file)
    }
}
