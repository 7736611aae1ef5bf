import Foundation
import FrugalNN
import FrugalTensor
import Testing

private let weights = ProcessInfo.processInfo.environment["FRUGAL_DATA"].map { URL(fileURLWithPath: $0 + "/weights") }
private let python = ProcessInfo.processInfo.environment["FRUGAL_PYTHON"]

private func published(_ name: String) -> URL? {
    let url = weights?.appending(path: name)
    return url.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
}

@Suite("Safetensors files of others")
struct SafetensorsOutsideTests {
    @Test(
        "Published weights are read as they are described beside them",
        .enabled(if: published("resnet20_cifar10.safetensors") != nil, "needs FRUGAL_DATA with weights"),
        arguments: [
            ("resnet20_cifar10.safetensors", "conv1.weight", [16, 3, 3, 3]),
            ("mobilenet_v1_0.75_224.safetensors", "conv1_bn.weight", [24]),
        ])
    func reads(name: String, tensor: String, shape: [Int]) throws {
        let file = try SafetensorsFile(at: try #require(published(name)))
        let state = try file.stateDictionary(.rejectingNonFinite)
        #expect(state[tensor]?.shape == shape)
        #expect(state.count == file.entries.count)
        let copied = try file.stateDictionary(.copying)
        #expect(copied[tensor]?.doubles() == state[tensor]?.doubles())
        // Written again, the numbers are the same.
        let again = try SafetensorsFile(SafetensorsFile.encoded(state)).stateDictionary()
        for (name, tensor) in state { #expect(again[name]?.doubles() == tensor.doubles()) }
    }

    @Test("Python's safetensors package reads and writes the same", .enabled(if: python != nil, "needs FRUGAL_PYTHON"))
    func exchange() throws {
        let folder = try ScratchFolder()
        var state = everyType
        // numpy has no such type.
        state["bf16"] = nil
        try SafetensorsFile.write(state, metadata: ["k": "v"], to: folder.file("ours.safetensors"))
        let script = """
            import sys
            from safetensors import safe_open
            from safetensors.numpy import load_file, save_file
            ours, theirs = sys.argv[1:]
            with safe_open(ours, framework="np") as file: assert file.metadata() == {"k": "v"}
            state = load_file(ours)
            assert state["i64"].tolist() == [[2**63 - 1, -1]] and state["empty"].shape == (2, 0, 3)
            assert state["bool"].tolist() == [True, False, True] and state["scalar"] == 4.25
            assert state["f16"].tolist() == [0.5, 65504] and state["f64"].tolist() == [1e300]
            save_file(state, theirs, metadata={"k": "v"})
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = [
            "-c", script, folder.file("ours.safetensors").path, folder.file("theirs.safetensors").path,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let theirs = try SafetensorsFile(at: folder.file("theirs.safetensors"))
        #expect(try theirs.entries == SafetensorsFile(at: folder.file("ours.safetensors")).entries)
        #expect(theirs.metadata == ["k": "v"])
        for (name, tensor) in state { #expect(try theirs.tensor(name).doubles() == tensor.doubles()) }
    }
}
