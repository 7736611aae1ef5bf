import CFrugalHDF5
import FrugalData

extension HDF5Item {
    /// The bytes of an HDF5 file with this item, a group, as its root. Equal items give equal bytes.
    /// - Throws: `DataError` for a name that HDF5 cannot hold.
    func bytes() throws -> [UInt8] {
        var writer: OpaquePointer?
        try callHDF5 { frugal_hdf5_create(&writer, $0) }
        defer { frugal_hdf5_close(writer) }
        if case .group(let items) = self { try Self.add(items, under: "", to: writer) }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        try callHDF5 { frugal_hdf5_finish(writer, &bytes, &count, $0) }
        defer { frugal_hdf5_free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    private static func add(_ items: [String: HDF5Item], under parent: String, to writer: OpaquePointer?) throws {
        for (name, item) in items.sorted(by: { $0.key < $1.key }) {
            guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(0), !name.contains("/") else {
                throw DataError(
                    .invalidArgument, place: "'\(name)'", "HDF5 cannot hold this name",
                    remedy: "Use names without slashes, such as fc1")
            }
            try item.add(to: writer, at: "\(parent)/\(name)")
        }
    }

    private func add(to writer: OpaquePointer?, at path: String) throws {
        switch self {
        case .group(let items):
            try callHDF5 { frugal_hdf5_add_group(writer, path, $0) }
            try Self.add(items, under: path, to: writer)
        case .numbers(let array):
            let shape = array.shape.map { UInt64($0) }
            try callHDF5 {
                frugal_hdf5_add_numbers(
                    writer, path, array.element.stored, shape.count, shape, array.values, $0)
            }
        case .texts(let texts, let shape):
            let extents = shape.map { UInt64($0) }
            try withCStrings(texts) { pointers in
                try callHDF5 { frugal_hdf5_add_texts(writer, path, extents.count, extents, pointers, $0) }
            }
        case .other: break
        }
    }
}

extension NIRArray.Element {
    fileprivate var stored: frugal_hdf5_element {
        switch self {
        case .float32: FRUGAL_HDF5_FLOAT32
        case .float64: FRUGAL_HDF5_FLOAT64
        case .int64: FRUGAL_HDF5_INT64
        }
    }
}

/// Calls with the texts as C has them.
private func withCStrings(_ texts: [String], _ body: ([UnsafePointer<CChar>?]) throws -> Void) rethrows {
    var bytes: [CChar] = []
    var starts: [Int] = []
    for text in texts {
        starts.append(bytes.count)
        bytes.append(contentsOf: text.utf8CString)
    }
    try bytes.withUnsafeBufferPointer { buffer in
        try body(starts.map { start in buffer.baseAddress.map { $0 + start } })
    }
}
