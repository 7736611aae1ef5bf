import Foundation
import FrugalFiles
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

/// Bundles that were damaged on their way: each is refused by name.
@Suite struct BundleTests {
    private func withBundle(_ body: (URL) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let data = try writePictures(to: folder.appendingPathComponent("data"), perClass: 6)
            let bundle = folder.appendingPathComponent("a.frugal")
            _ = try Fit(data: data, bundle: bundle.path, recipe: tinyRecipe(epochs: 1)).run()
            try body(bundle)
        }
    }

    private func edit(_ file: URL, _ change: (String) -> String) throws {
        try AtomicFile.write(text: change(String(contentsOf: file, encoding: .utf8)), to: file)
    }

    @Test func newerVersion() throws {
        try withBundle { bundle in
            try edit(bundle.appendingPathComponent("model.json")) {
                $0.replacing("\"format\" : 1", with: "\"format\" : 99")
            }
            let error = #expect(throws: TrackError.self) { try Predictor(bundle: bundle.path) }
            #expect(error?.kind == .newerFormat)
        }
    }

    @Test func weightsThatAreNotNumbers() throws {
        try withBundle { bundle in
            let file = bundle.appendingPathComponent("weights.safetensors")
            var state = try SafetensorsFile(at: file).stateDictionary(.copying)
            let name = try #require(state.names.first)
            state[name] = state[name].map { $0 * Double.nan }
            try SafetensorsFile.write(state, to: file)
            let error = #expect(throws: SafetensorsError.self) { try Predictor(bundle: bundle.path) }
            #expect(error?.description.contains(name) == true)
        }
    }

    @Test func anArchitectureThatDoesNotFitItsWeights() throws {
        try withBundle { bundle in
            try edit(bundle.appendingPathComponent("model.json")) {
                $0.replacing("\"pooling\" : 1", with: "\"pooling\" : 2").replacing(
                    "\"dropout\" : 0.1", with: "\"dropout\" : 7")
            }
            let error = #expect(throws: FrugalError.self) { try Predictor(bundle: bundle.path) }
            #expect(error?.kind == .model)
        }
    }

    @Test func truncatedWeights() throws {
        try withBundle { bundle in
            let file = bundle.appendingPathComponent("weights.safetensors")
            try Data(Data(contentsOf: file).dropLast(5)).write(to: file)
            #expect(throws: TrackError.self) { try Predictor(bundle: bundle.path) }
        }
    }
}
