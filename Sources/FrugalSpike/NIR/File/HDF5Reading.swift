import CFrugalHDF5
import FrugalData

extension HDF5Item {
    /// The root group of an HDF5 file.
    /// - Throws: `DataError` without a file that names the place inside it. Damaged bytes are refused, never trusted.
    static func read(_ bytes: [UInt8]) throws -> HDF5Item {
        var walk = Walk()
        try withUnsafeMutablePointer(to: &walk) { context in
            try callHDF5 { error in
                frugal_hdf5_read(
                    bytes, bytes.count, context,
                    { context, item in
                        guard let context, let item else { return }
                        context.assumingMemoryBound(to: Walk.self).pointee.meet(item.pointee)
                    }, error)
            }
        }
        guard let root = walk.root else {
            throw DataError(.malformed, "the file is damaged: its groups or names make no sense")
        }
        return .group(root)
    }
}

/// The groups that are open on the way through a file.
private struct Walk {
    private var open: [(name: String, items: [String: HDF5Item])] = [("", [:])]
    private var isSound = true

    /// The root, when the walk is over; nil where groups do not pair or names are no UTF-8.
    var root: [String: HDF5Item]? { isSound && open.count == 1 ? open[0].items : nil }

    mutating func meet(_ item: frugal_hdf5_item) {
        guard item.kind != FRUGAL_HDF5_END else { return close() }
        guard let name = item.name.flatMap({ String(validatingCString: $0) }) else { return isSound = false }
        switch item.kind {
        case FRUGAL_HDF5_GROUP: open.append((name, [:]))
        case FRUGAL_HDF5_NUMBERS: add(name, .numbers(NIRArray(item)))
        case FRUGAL_HDF5_TEXTS:
            let texts = UnsafeBufferPointer(start: item.texts, count: item.count)
            add(name, .texts(texts.map { $0.map { String(cString: $0) } ?? "" }, shape: item.extents))
        default: add(name, .other)
        }
    }

    private mutating func close() {
        guard open.count > 1, let group = open.popLast() else { return isSound = false }
        add(group.name, .group(group.items))
    }

    private mutating func add(_ name: String, _ item: HDF5Item) { open[open.count - 1].items[name] = item }
}

extension NIRArray {
    fileprivate init(_ item: frugal_hdf5_item) {
        let numbers = UnsafeBufferPointer(start: item.numbers, count: item.count)
        let element: Element
        switch item.element {
        case FRUGAL_HDF5_FLOAT32: element = .float32
        case FRUGAL_HDF5_INT64: element = .int64
        default: element = .float64
        }
        self.init(shape: item.extents, values: Array(numbers), element: element)
    }
}

extension frugal_hdf5_item {
    fileprivate var extents: [Int] {
        withUnsafeBytes(of: shape) { $0.bindMemory(to: UInt64.self).prefix(rank).map { Int(clamping: $0) } }
    }
}

/// Calls a function of the C module and throws what it reports.
func callHDF5(_ call: (UnsafeMutablePointer<frugal_hdf5_error>) -> frugal_hdf5_status) throws {
    var error = frugal_hdf5_error()
    let status = call(&error)
    guard status != FRUGAL_HDF5_OK else { return }
    let code: DataError.Code
    switch status {
    case FRUGAL_HDF5_UNSUPPORTED: code = .unsupported
    case FRUGAL_HDF5_TOO_LARGE, FRUGAL_HDF5_NO_MEMORY: code = .tooLarge
    case FRUGAL_HDF5_FAILED: code = .io
    default: code = .malformed
    }
    func text<Field>(_ field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    let place = text(error.place)
    throw DataError(
        code, place: place.isEmpty ? nil : place, text(error.text), remedy: "Give an HDF5 file as simulators write it")
}
