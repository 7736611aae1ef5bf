import Testing

@testable import FrugalData

@Suite("Gzip and checksums")
struct GzipTests {
    private let sample = (0..<5000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }

    @Test("What is packed is unpacked again", arguments: [0, 1, 6, 9])
    func roundTrip(level: Int) throws {
        #expect(try Gzip.inflate(try Gzip.deflate(sample, level: level)) == sample)
        #expect(try Gzip.inflate(try Gzip.deflate([], level: level)) == [])
    }

    @Test("Several members one after the other are read as one, padding of zeros included")
    func members() throws {
        let file = try Gzip.deflate(sample) + Gzip.deflate([1, 2, 3]) + [0, 0, 0]
        #expect(try Gzip.inflate(file) == sample + [1, 2, 3])
        #expect(dataError { _ = try Gzip.inflate(try Gzip.deflate(sample) + [7, 7]) }?.code == .malformed)
    }

    @Test("The limit holds, to the byte")
    func limit() throws {
        let bomb = try Gzip.deflate([UInt8](repeating: 0, count: 1 << 20))
        #expect(try Gzip.inflate(bomb, limit: 1 << 20).count == 1 << 20)
        let error = dataError { _ = try Gzip.inflate(bomb, limit: 1 << 20 - 1, file: "bomb.gz") }
        #expect(error?.code == .tooLarge)
        #expect(error?.file == "bomb.gz")
        #expect(dataError { _ = try Gzip.inflate(bomb, limit: 0) }?.code == .tooLarge)
    }

    @Test("Truncation and damage are told apart")
    func damage() throws {
        let file = try Gzip.deflate(sample)
        for length in 2..<min(file.count, 200) {
            #expect(dataError { _ = try Gzip.inflate(Array(file[..<length])) }?.code == .truncated)
        }
        var wrong = file
        wrong[file.count - 6] ^= 0x40
        #expect(dataError { _ = try Gzip.inflate(wrong) }?.code == .checksum)
        #expect(dataError { _ = try Gzip.inflate(Array("no gzip file".utf8)) }?.code == .malformed)
        #expect(dataError { _ = try Gzip.deflate(sample, level: 12) }?.code == .invalidArgument)
    }

    @Test(
        "SHA-256 gives the values of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func sha256(text: String, digest: String) {
        #expect(SHA256.hex(of: Array(text.utf8)) == digest)
    }

    @Test("SHA-256 of a million letters, in memory and from a file")
    func longSHA256() throws {
        let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        #expect(SHA256.hex(of: million) == expected)
        try withTemporaryFolder { folder in
            try DataFile.write(million, to: "\(folder)/a")
            #expect(try SHA256.hex(ofFile: "\(folder)/a") == expected)
            #expect(dataError { _ = try SHA256.hex(ofFile: "\(folder)/b") }?.code == .notFound)
        }
    }
}
