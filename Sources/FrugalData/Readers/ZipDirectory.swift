/// The central directory at the end of a zip archive.
enum ZipDirectory {
    /// All entries, with sizes and positions checked to lie inside the archive.
    static func entries(of bytes: [UInt8]) throws -> [ZipArchive.Entry] {
        let (start, size, count) = try locate(in: bytes)
        var reader = ByteReader(bytes, at: start)
        var entries: [ZipArchive.Entry] = []
        // A directory entry takes 46 bytes at least: a count beyond that is a lie and must not reserve memory.
        entries.reserveCapacity(min(count, size / 46))
        for index in 0..<count {
            let entry = try entry(&reader, index: index)
            guard entry.offset <= bytes.count, entry.packedSize <= bytes.count - entry.offset else {
                throw DataError(
                    .malformed, place: "entry '\(entry.name)'",
                    "it claims \(entry.packedSize) bytes from byte \(entry.offset), beyond the end of the archive")
            }
            entries.append(entry)
        }
        guard reader.position <= start + size else {
            throw DataError(.malformed, place: "byte \(start)", "the central directory is longer than it states")
        }
        return entries
    }

    /// Where the central directory lies, how long it is and how many entries it has.
    private static func locate(in bytes: [UInt8]) throws -> (start: Int, size: Int, count: Int) {
        let end = try endRecord(in: bytes)
        var reader = ByteReader(bytes, at: end + 4)
        let disk = try reader.size(2, "the end record")
        _ = try reader.take(4, "the end record")
        var count = try reader.size(2, "the end record")
        var size = try reader.size(4, "the end record")
        var start = try reader.size(4, "the end record")
        guard disk == 0 || disk == 0xffff else {
            throw DataError(.unsupported, place: "byte \(end)", "the archive is one of several parts")
        }
        if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff,
            let wide = try zip64Record(bytes, before: end)
        {
            (start, size, count) = wide
        }
        guard start <= end, size <= end - start else {
            throw DataError(
                .malformed, place: "byte \(end)",
                "the central directory is said to have \(size) bytes from byte \(start), beyond the end of the archive")
        }
        return (start, size, count)
    }

    /// The position of the end record, searched from the back since a comment of up to 65,535 bytes may follow it.
    private static func endRecord(in bytes: [UInt8]) throws -> Int {
        let found = bytes.withUnsafeBufferPointer { all -> Int? in
            guard all.count >= 22 else { return nil }
            let last = all.count - 22
            return (max(0, last - 0xffff)...last).reversed().first {
                all[$0] == 0x50 && all[$0 + 1] == 0x4b && all[$0 + 2] == 5 && all[$0 + 3] == 6
            }
        }
        guard let found else {
            throw DataError(
                .truncated, "the end record of a zip archive is missing", remedy: "Fetch or copy the file again")
        }
        return found
    }

    private static func zip64Record(_ bytes: [UInt8], before end: Int) throws -> (Int, Int, Int)? {
        guard end >= 20 else { return nil }
        var locator = ByteReader(bytes, at: end - 20)
        guard try locator.littleEndian(4, "the zip64 locator") == 0x0706_4b50 else { return nil }
        _ = try locator.take(4, "the zip64 locator")
        let position = try locator.size(8, "the zip64 locator")
        guard position <= end else {
            throw DataError(.malformed, place: "byte \(end - 12)", "the zip64 end record is said to lie beyond the end")
        }
        var reader = ByteReader(bytes, at: position)
        guard try reader.littleEndian(4, "the zip64 end record") == 0x0606_4b50 else {
            throw DataError(.malformed, place: "byte \(position)", "the zip64 end record is not where its locator says")
        }
        _ = try reader.take(28, "the zip64 end record")
        let count = try reader.size(8, "the zip64 end record")
        let size = try reader.size(8, "the zip64 end record")
        return (try reader.size(8, "the zip64 end record"), size, count)
    }

    private static func entry(_ reader: inout ByteReader, index: Int) throws -> ZipArchive.Entry {
        let what = "entry \(index) of the central directory"
        let start = reader.position
        guard try reader.littleEndian(4, what) == 0x0201_4b50 else {
            throw DataError(.malformed, place: "byte \(start)", "\(what) does not begin with its signature")
        }
        _ = try reader.take(4, what)
        let flags = try reader.size(2, what)
        let method = try reader.size(2, what)
        _ = try reader.take(4, what)
        let crc = UInt32(truncatingIfNeeded: try reader.littleEndian(4, what))
        var sizes = ZipSizes(packed: try reader.size(4, what), full: try reader.size(4, what), offset: 0)
        let lengths = (try reader.size(2, what), try reader.size(2, what), try reader.size(2, what))
        _ = try reader.take(8, what)
        sizes.offset = try reader.size(4, what)
        let name = String(decoding: reader.bytes[try reader.take(lengths.0, what)], as: UTF8.self)
        try sizes.widen(from: reader.bytes, in: try reader.take(lengths.1, what), what)
        _ = try reader.take(lengths.2, what)
        return ZipArchive.Entry(
            name: name, packedSize: sizes.packed, size: sizes.full, method: method, crc: crc, offset: sizes.offset,
            encrypted: flags & 1 != 0)
    }
}

/// The sizes of an entry; those of all ones stand in its zip64 extra field instead.
private struct ZipSizes {
    var packed: Int
    var full: Int
    var offset: Int

    mutating func widen(from bytes: [UInt8], in extra: Range<Int>, _ what: String) throws {
        var reader = ByteReader(Array(bytes[extra]))
        while reader.remaining >= 4 {
            let kind = try reader.size(2, what)
            let length = try reader.size(2, what)
            guard kind == 1 else {
                _ = try reader.take(min(length, reader.remaining), what)
                continue
            }
            if full == 0xffff_ffff { full = try reader.size(8, what) }
            if packed == 0xffff_ffff { packed = try reader.size(8, what) }
            if offset == 0xffff_ffff { offset = try reader.size(8, what) }
            return
        }
    }
}
