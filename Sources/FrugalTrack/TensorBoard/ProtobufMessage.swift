/// The four shapes of protocol buffer fields that an event file needs, written in the order of the calls.
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    /// A whole number; zero is written too.
    mutating func integer(_ field: Int, _ value: Int) {
        key(field, wire: 0)
        varint(UInt64(bitPattern: Int64(value)))
    }

    mutating func double(_ field: Int, _ value: Double) {
        key(field, wire: 1)
        append(value.bitPattern)
    }

    mutating func float(_ field: Int, _ value: Float) {
        key(field, wire: 5)
        append(value.bitPattern)
    }

    mutating func data(_ field: Int, _ value: some Collection<UInt8>) {
        key(field, wire: 2)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func string(_ field: Int, _ value: String) { data(field, value.utf8) }

    mutating func message(_ field: Int, _ build: (inout ProtobufMessage) -> Void) {
        var inner = ProtobufMessage()
        build(&inner)
        data(field, inner.bytes)
    }

    private mutating func key(_ field: Int, wire: UInt64) { varint(UInt64(field) << 3 | wire) }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
