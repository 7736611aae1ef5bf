import Foundation
import FrugalData
import FrugalTesting
import Testing

@testable import FrugalSpike

/// Files of the Python package nir, and ours.
@Suite struct NIRFileTests {
    @Test func everyKindOfNodeOfThePythonPackageIsRead() throws {
        let graph = try NIRFixtures.graph("everything")
        let types = Set(graph.nodes.values.map(\.type))
        #expect(
            types == [
                .input, .output, .convolution1d, .scale, .delay, .threshold, .flatten, .currentLeakyIntegrator,
                .currentLeakyIntegrateAndFire, .leakyIntegrator,
            ])
        #expect(graph.nodes["conv1d"]?.fields[.padding] == .text("same"))
        #expect(graph.nodes["cubali"]?[.inputWeight]?.common == 3)
        #expect(graph.nodes["delay"]?[.delay]?.shape == [2, 6])
        #expect(graph.nodes["li"]?.metadata["note"] == .text("a text"))
        #expect(graph.nodes["li"]?.metadata["number"] == .numbers(NIRArray(whole: 7)))
        #expect(graph.metadata["author"] == .text("make_fixtures.py"))
        #expect(graph.edges.contains(.init("flatten", "cubali")))
    }

    @Test func versionsAreKeptAndLaterFormatsRefused() throws {
        #expect(try NIRFile.read(NIRFixtures.url("lif")).version == "1.0.8")
        #expect(try NIRFile.read(NIRFixtures.url("without_reset")).version == "0.2")
        let later = try NIRFile(NIRFixtures.graph("lif"), version: "2.0").encoded()
        let error = #expect(throws: DataError.self) { try NIRFile(later) }
        #expect(error?.code == .unsupported)
        #expect(error?.place == "version")
    }

    @Test(arguments: NIRFixtures.names)
    func whatIsWrittenIsReadBackAndAlwaysTheSameBytes(_ name: String) throws {
        let file = try NIRFile.read(NIRFixtures.url(name))
        let bytes = try file.encoded()
        #expect(try NIRFile(bytes) == file)
        #expect(try NIRFile(bytes).encoded() == bytes)
    }

    @Test func aFileIsWrittenWholeAndNamedInErrors() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appendingPathComponent("net.nir")
        let file = NIRFile(NIRFixtures.leaky())
        try file.write(to: url)
        #expect(try NIRFile.read(url) == file)
        try Data("no HDF5, but long enough".utf8).write(to: url)
        let error = #expect(throws: DataError.self) { try NIRFile.read(url) }
        #expect(error?.code == .malformed)
        #expect(error?.file == url.path)
        #expect(error?.reason == "this is no HDF5 file")
        #expect(error?.remedy != nil)
    }

    @Test func namesThatHDF5CannotHoldAreRefused() {
        var graph = NIRFixtures.leaky()
        graph.nodes["a/b"] = graph.nodes["lif"]
        #expect(throws: DataError.self) { try NIRFile(graph).encoded() }
    }

    @Test(arguments: [0, 7, 8, 95, 96, 2_000, 10_000, 17_855])
    func aTruncatedFileIsRefused(_ count: Int) throws {
        let bytes = try NIRFixtures.bytes("lif")
        let error = #expect(throws: DataError.self) { try NIRFile(Array(bytes.prefix(count))) }
        #expect(error?.code == .malformed)
        #expect(error?.description.contains("HDF5") == true || error?.description.contains("damaged") == true)
    }

    /// libhdf5 crashes on some of these and never ends on others; that must stay within the process that reads.
    @Test(.timeLimit(.minutes(5)))
    func damagedFilesAreRefusedOrReadAsSomethingSound() throws {
        let samples = try NIRFixtures.names.map(NIRFixtures.bytes)
        var refused = 0
        let count = 400
        for (index, bytes) in Fuzzer(seed: 1).mutations(of: samples, count: count).enumerated() {
            do {
                try NIRFile(bytes).graph.check()
            } catch let error as DataError {
                refused += 1
                #expect(!error.reason.isEmpty, "input \(index): the error says nothing")
            } catch {
                Issue.record("input \(index) gave \(error), which is no DataError")
            }
        }
        #expect(refused > count / 4 && refused < count)
    }
}
