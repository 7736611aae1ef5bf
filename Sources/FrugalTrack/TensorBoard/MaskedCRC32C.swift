/// The checksum of a TFRecord: CRC-32C (Castagnoli), rotated and offset so that a checksum of data that holds checksums
/// stays a good one.
enum MaskedCRC32C {
    private static let table: [UInt32] = (0..<256).map { index in
        var value = UInt32(index)
        for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1 }
        return value
    }

    /// The plain CRC-32C of `bytes`.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }

    /// The checksum as a TFRecord holds it.
    static func masked(_ bytes: [UInt8]) -> UInt32 {
        let plain = checksum(bytes)
        return ((plain >> 15) | (plain << 17)) &+ 0xA282_EAD8
    }
}
