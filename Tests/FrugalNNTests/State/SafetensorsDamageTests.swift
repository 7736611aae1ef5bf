import FrugalNN
import FrugalTensor
import FrugalTesting
import Testing

@Suite("Damaged safetensors files")
struct SafetensorsDamageTests {
    /// The bytes of a file with this header and this much data.
    static func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
        let length = length ?? UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header.utf8
            + [UInt8](repeating: 1, count: data)
    }

    static func one(dtype: String = "F32", shape: String = "[2]", offsets: String = "[0,8]") -> String {
        #"{"w":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
    }

    static let damaged: [(bytes: [UInt8], reason: String)] = [
        ([], "has 0 bytes"),
        ([1, 2, 3], "has 3 bytes"),
        (file("{}", length: 1 << 63), "states a header of 9223372036854775808 bytes"),
        (file("{}", length: .max), "the format allows 100000000"),
        (file("{}", length: 3), "has only 2 after it"),
        (file("{}", length: 0), "does not begin with a brace"),
        (file(" {}"), "does not begin with a brace"),
        (file("{} x"), "something follows the end"),
        (file(#"{"w":"#), "ends in the middle"),
        (file(#"{"w"}"#), "a colon is expected"),
        (file(#"{"w":tru}"#), "a value is expected"),
        (file(#"{"w":"a\q"}"#), "unknown escape"),
        (file(#"{"\ud800":1}"#), "half of a character"),
        (file(#"{"a":1,"a":2}"#), "the name 'a' comes twice"),
        (file(String(repeating: #"{"a":"#, count: 5000)), "nested too deeply"),
        (file(#"{"w":1}"#), "is not described by an object"),
        (file(#"{"__metadata__":{"a":1}}"#), "metadata 'a' that is no text"),
        (file(#"{"__metadata__":[]}"#), "metadata that is no object"),
        (file(#"{"w":{}}"#), "has no dtype"),
        (file(one(dtype: "F8_E4M3"), data: 8), "dtype F8_E4M3, which is not supported"),
        (file(one(shape: "[-2]"), data: 8), "has no shape"),
        (file(one(shape: "[2.0]"), data: 8), "has no shape"),
        (file(one(shape: "[1e400]"), data: 8), "has no shape"),
        (file(one(shape: "[02]"), data: 8), "has no shape"),
        (file(one(shape: "[9223372036854775808]"), data: 8), "has no shape"),
        (file(one(shape: "[4611686018427387904,4611686018427387904]"), data: 8), "beyond all bounds"),
        (file(one(shape: "[0,4611686018427387904,8]", offsets: "[0,0]")), "beyond all bounds"),
        (file(one(shape: "[\(Array(repeating: "1", count: 65).joined(separator: ","))]"), data: 8), "beyond all"),
        (file(one(offsets: "[8,0]"), data: 8), "ends before it begins"),
        (file(one(offsets: "[0]"), data: 8), "has no data_offsets"),
        (file(one(offsets: "[0,4]"), data: 8), "takes 8 bytes as float32 [2], but its data_offsets span 4"),
        (file(one(), data: 4), "ends at byte 8 of 4 bytes of data"),
        (file(one(), data: 12), "has 12 bytes of data; its tensors take 8"),
        (file(one(offsets: "[4,12]"), data: 12), "leaves a gap"),
        (
            file(
                #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"#
                    + #""data_offsets":[2,6]}}"#, data: 6), "overlaps the one before it"
        ),
    ]

    @Test("Each damage is refused with its reason", arguments: damaged.indices)
    func refused(index: Int) {
        let (bytes, reason) = Self.damaged[index]
        let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(bytes, name: "w.safetensors") }
        let text = error?.description ?? ""
        #expect(text.contains(reason), "\(text)")
        #expect(text.hasPrefix("w.safetensors: "))
    }

    @Test("Text that is not UTF-8 is refused")
    func encoding() {
        var bytes = Self.file(#"{"__metadata__":{"a":"x"}}"#)
        bytes[8 + 22] = 0xFF
        let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(bytes) }
        #expect(error?.reason.contains("not UTF-8") == true)
    }

    @Test("Numbers that are none are refused where asked, bad truth values always")
    func values() throws {
        let file = try SafetensorsFile(
            SafetensorsFile.encoded(["ok": .zeros([2]), "bad": Tensor([1, .nan] as [Float])]), name: "w")
        #expect(try file.tensor("bad").count == 2)
        let error = #expect(throws: SafetensorsError.self) { try file.stateDictionary(.rejectingNonFinite) }
        #expect(error?.tensor == "bad")
        var truth = Self.file(Self.one(dtype: "BOOL", offsets: "[0,2]"), data: 2)
        #expect(try SafetensorsFile(truth).tensor("w").bools() == [true, true])
        truth[truth.count - 1] = 2
        #expect(throws: SafetensorsError.self) { try SafetensorsFile(truth).stateDictionary() }
    }

    @Test("Numbers that do not lie at a multiple of their size are read all the same")
    func misaligned() throws {
        let file = try SafetensorsFile(Self.file(Self.one() + " ", data: 8))
        #expect(try file.tensor("w").floats() == [Float(bitPattern: 0x0101_0101), Float(bitPattern: 0x0101_0101)])
    }

    @Test("No damage crashes the reader")
    func fuzz() throws {
        var valid = 0
        let samples = [try SafetensorsFile.encoded(everyType, metadata: ["k": "v"]), Self.file(Self.one(), data: 8)]
        for bytes in Fuzzer(seed: 11).mutations(of: samples, count: 20_000) {
            guard let state = try? SafetensorsFile(bytes).stateDictionary(.rejectingNonFinite) else { continue }
            valid += 1
            for (_, tensor) in state { _ = tensor.shape }
        }
        // Damage to the numbers alone leaves a valid file; damage to the header does not.
        #expect(valid > 100)
        #expect(valid < 15_000)
    }
}
