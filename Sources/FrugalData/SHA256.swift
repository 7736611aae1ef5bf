import CFrugalCodecs

/// SHA-256 (FIPS 180-4), for checking downloads and finding equal files.
public enum SHA256 {
    /// The 32 bytes of a checksum, comparable and usable as a key.
    public struct Digest: Hashable, Sendable, CustomStringConvertible {
        private let words: (UInt64, UInt64, UInt64, UInt64)

        fileprivate init(finishing hash: inout frugal_sha256) {
            var bytes = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
            withUnsafeMutableBytes(of: &bytes) { out in
                frugal_sha256_finish(&hash, out.baseAddress?.assumingMemoryBound(to: UInt8.self))
            }
            words = bytes
        }

        /// The checksum in 64 lower-case hexadecimal digits.
        public var description: String {
            let digits = Array("0123456789abcdef".utf8)
            return withUnsafeBytes(of: words) { bytes in
                String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
            }
        }

        /// Equal when all 32 bytes are.
        public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

        /// Any eight bytes of a checksum are as good a hash as all of them.
        public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
    }

    /// The checksum of bytes in memory.
    public static func digest(of bytes: UnsafeBufferPointer<UInt8>) -> Digest {
        var hash = frugal_sha256()
        frugal_sha256_start(&hash)
        if bytes.count > 0 { frugal_sha256_add(&hash, bytes.baseAddress, bytes.count) }
        return Digest(finishing: &hash)
    }

    /// The checksum of an array, in hexadecimal.
    public static func hex(of bytes: [UInt8]) -> String {
        bytes.withUnsafeBufferPointer { digest(of: $0).description }
    }

    /// The checksum of a file, in hexadecimal. The file is read piece by piece, so that its size does not matter.
    ///
    /// - Throws: `DataError` when the file is missing or cannot be read.
    public static func hex(ofFile path: String) throws -> String {
        var hash = frugal_sha256()
        try namingFile(path) { try callCodec { frugal_sha256_file(path, &hash, $0) } }
        return Digest(finishing: &hash).description
    }
}
