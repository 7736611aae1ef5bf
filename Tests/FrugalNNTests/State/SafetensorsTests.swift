import Foundation
import FrugalNN
import FrugalTensor
import Testing

/// A folder of its own for one test.
final class ScratchFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "frugal 실험 \(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appending(path: name) }
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? [] }
}

/// One tensor of every type, an empty one, a scalar, and a name that JSON must escape.
let everyType: StateDictionary = [
    "f32": Tensor([1.5, -2, 3] as [Float], shape: [3, 1]),
    "f64": Tensor([1e300] as [Double]),
    "f16": Tensor([0.5, 65504] as [Float]).to(.float16),
    "bf16": Tensor([1, 2, 3] as [Float]).to(.bfloat16),
    "i64": Tensor([.max, -1], shape: [1, 2]),
    "i32": Tensor([7, -7, 1] as [Int32]),
    "u8": Tensor([0, 255, 3] as [UInt8]),
    "bool": Tensor([true, false, true]),
    "scalar": Tensor(4.25),
    "empty": .zeros([2, 0, 3]),
    "이름 \"\\\n\u{1}": .ones([2, 2]),
]

@Suite("Safetensors files")
struct SafetensorsTests {
    private func expectSame(_ a: StateDictionary, _ b: StateDictionary) {
        #expect(Set(a.names) == Set(b.names))
        for (name, tensor) in a {
            #expect(b[name]?.dtype == tensor.dtype)
            #expect(b[name]?.shape == tensor.shape)
            #expect(b[name]?.doubles() == tensor.doubles())
        }
    }

    @Test("Every type comes back from a mapped file, a copy and memory")
    func roundTrip() throws {
        let folder = try ScratchFolder()
        let url = folder.file("weights.safetensors")
        try SafetensorsFile.write(everyType, metadata: ["made by": "\"a test\""], to: url)
        let file = try SafetensorsFile(at: url)
        #expect(file.metadata == ["made by": "\"a test\""])
        expectSame(everyType, try file.stateDictionary(.rejectingNonFinite))
        expectSame(everyType, try file.stateDictionary(.copying))
        expectSame(everyType, try SafetensorsFile(try SafetensorsFile.encoded(everyType)).stateDictionary())
        #expect(try file.tensor("f32").sharesMemory(with: file.tensor("f32")) == false)
        #expect(try file.tensor("i64").ints() == [.max, -1])
        #expect(throws: SafetensorsError.self) { try file.tensor("nowhere") }
        #expect(folder.names == ["weights.safetensors"])
    }

    @Test("Every tensor lies at a multiple of its element's size")
    func alignment() throws {
        let bytes = try SafetensorsFile.encoded(everyType)
        let header = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(header.isMultiple(of: 8))
        for entry in try SafetensorsFile(bytes).entries {
            #expect(entry.offsets.lowerBound.isMultiple(of: entry.dtype.byteCount))
        }
    }

    @Test("The bytes are those of the format")
    func golden() throws {
        let state: StateDictionary = ["b": Tensor([1] as [Float]), "a": Tensor([2] as [UInt8])]
        let header =
            #"{"__metadata__":{"k":"v"},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
            + #""a":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}     "#
        let expected = [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + header.utf8 + [0, 0, 0x80, 0x3F, 2]
        #expect(try SafetensorsFile.encoded(state, metadata: ["k": "v"]) == expected)
    }

    @Test("A mapped tensor outlives the file's value and its replacement")
    func lifetime() throws {
        let folder = try ScratchFolder()
        let url = folder.file("a.safetensors")
        try SafetensorsFile.write(["x": Tensor([1, 2, 3] as [Float])], to: url)
        let x = try SafetensorsFile(at: url).tensor("x")
        try SafetensorsFile.write(["x": Tensor([9, 9, 9] as [Float])], to: url)
        #expect(x.floats() == [1, 2, 3])
        #expect(try SafetensorsFile(at: url).tensor("x").floats() == [9, 9, 9])
    }

    @Test("A place that cannot be written is named, and what was there stays")
    func unwritable() throws {
        let folder = try ScratchFolder()
        let missing = folder.file("no folder/a.safetensors")
        let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile.write([:], to: missing) }
        #expect(error?.description.contains("no folder/a.safetensors") == true)
        try FileManager.default.createDirectory(at: folder.file("taken"), withIntermediateDirectories: true)
        #expect(throws: SafetensorsError.self) { try SafetensorsFile.write(everyType, to: folder.file("taken")) }
        #expect(folder.names == ["taken"])
        #expect(throws: SafetensorsError.self) { try SafetensorsFile.encoded(["__metadata__": .zeros([1])]) }
    }

    @Test("A file that is none is named with the reason")
    func notAFile() throws {
        let folder = try ScratchFolder()
        #expect(throws: SafetensorsError.self) { try SafetensorsFile(at: folder.url) }
        #expect(throws: SafetensorsError.self) { try SafetensorsFile(at: folder.file("none")) }
        try Data().write(to: folder.file("empty"))
        let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(at: folder.file("empty")) }
        #expect(error?.reason == "is empty")
    }
}
