/// An array that never changes, at an address that never changes, so that loops may hold it without counting
/// references.
final class Table<Element: Sendable>: @unchecked Sendable {
    // Unchecked: written by the initialiser only.

    /// The first element; of an empty table not to be read.
    let start: UnsafePointer<Element>
    private let count: Int

    init(_ elements: [Element]) {
        let room = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        _ = UnsafeMutableBufferPointer(start: room, count: elements.count).initialize(from: elements)
        start = UnsafePointer(room)
        count = elements.count
    }

    deinit {
        let room = UnsafeMutablePointer(mutating: start)
        room.deinitialize(count: count)
        room.deallocate()
    }

    /// All elements.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }
}
