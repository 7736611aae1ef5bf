import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

private struct Stop: Error {}

/// Pictures of two classes: a bright bar that lies or stands.
private func bars(_ count: Int) throws -> ChildData {
    var stream = RandomStream(seed: 17)
    var pixels: [UInt8] = []
    for index in 0..<count {
        let place = stream.below(8)
        for row in 0..<8 {
            for column in 0..<8 {
                let isBar = index % 2 == 0 ? row == place : column == place
                pixels.append(UInt8(stream.below(100) + (isBar ? 150 : 0)))
            }
        }
    }
    let images = try LabelledImages(
        pixels: pixels, height: 8, width: 8, channels: 1, labels: (0..<count).map { $0 % 2 },
        classes: ["lying", "standing"], names: (0..<count).map { "\($0)" })
    return try ChildData(
        images, training: Array(0..<(count / 2)), validation: Array((count / 2)..<count),
        recipe: ChildRecipe(.adamW(peak: 1e-3), .epochs(1)), seed: 1)
}

@Suite struct EnasSearchTests {
    private func settings(epochs: Int) -> EnasSettings {
        var settings = EnasSettings()
        (settings.epochs, settings.batchSize, settings.updates, settings.samples) = (epochs, 16, 2, 3)
        (settings.choices, settings.choiceExamples, settings.stepsPerEpoch) = (4, 32, 3)
        return settings
    }

    private var family: EnasMicro {
        get throws {
            var settings = EnasMicro.Settings()
            (settings.cells, settings.filters, settings.nodes) = (1, 4, 2)
            return try EnasMicro(settings)
        }
    }

    private func file() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("enas-\(UUID().uuidString).safetensors")
    }

    @Test func `a search that was stopped anywhere goes on bit by bit`() throws {
        let data = try bars(128)
        let search = try EnasSearch(family, data, settings: settings(epochs: 3), seed: 5)
        let whole = try search.run()
        // Steps 2 and 4 lie in the shared phase and the policy's, 6 in the next epoch, 13 in the last.
        for moment in [2, 4, 6, 13] {
            let url = file()
            defer { try? FileManager.default.removeItem(at: url) }
            var count = 0
            #expect(throws: Stop.self) {
                _ = try search.run(checkpoint: url) {
                    count += 1
                    if count == moment { throw Stop() }
                }
            }
            let resumed = try search.run(checkpoint: url)
            let (mine, other) = (resumed.shared.stateDictionary, whole.shared.stateDictionary)
            #expect(zip(mine, other).allSatisfy { $0.tensor.elementsEqual($1.tensor) })
            #expect(zip(resumed.policy.parameters, whole.policy.parameters).allSatisfy { $0.elementsEqual($1) })
            #expect(resumed.result.candidates.map(\.architecture) == whole.result.candidates.map(\.architecture))
            #expect(resumed.result.state.epochs.map(\.loss) == whole.result.state.epochs.map(\.loss))
            #expect(resumed.result.state.epochs.map(\.reward) == whole.result.state.epochs.map(\.reward))
            // A finished search is read back, and made longer where that is asked for.
            #expect(try search.run(checkpoint: url).result.state.steps == 9)
        }
    }

    @Test func `a checkpoint of another search is refused`() throws {
        let data = try bars(64)
        let url = file()
        defer { try? FileManager.default.removeItem(at: url) }
        let search = try EnasSearch(family, data, settings: settings(epochs: 1), seed: 5)
        _ = try search.run(checkpoint: url)
        let other = try EnasSearch(family, data, settings: settings(epochs: 1), seed: 6)
        #expect(throws: FrugalError.self) { _ = try other.run(checkpoint: url) }
        let longer = try EnasSearch(family, data, settings: settings(epochs: 2), seed: 5)
        #expect(try longer.run(checkpoint: url).result.state.epochs.count == 2)
    }

    @Test func `the result says what was seen`() throws {
        let data = try bars(128)
        let result = try EnasSearch(family, data, settings: settings(epochs: 2), seed: 5).run().result
        #expect(result.state.steps == 6)
        // Two epochs of two updates of three samples on sixteen examples.
        #expect(result.state.rewardedExamples == 2 * 2 * 3 * 16)
        #expect(result.choiceExamples == 4 * 32)
        #expect(result.candidates.count == 4)
        #expect(result.candidates.allSatisfy { $0.correct.total == 32 })
        #expect(result.candidates.map(\.correct.share) == result.candidates.map(\.correct.share).sorted(by: >))
        #expect(result.best.architecture == result.candidates[0].architecture)
        let epoch = result.state.epochs[1]
        let reward = try #require(epoch.reward)
        let error = try #require(epoch.rewardError)
        #expect(abs(error - (reward * (1 - reward) / 16).squareRoot()) < 1e-12)
        #expect(try #require(epoch.entropy) > 0)
        #expect(try #require(result.probability) > 0)
    }

    @Test func `random search with shared weights learns without a policy`() throws {
        let data = try bars(128)
        var settings = settings(epochs: 8)
        (settings.peak, settings.stepsPerEpoch, settings.choices) = (0.1, 4, 12)
        let search = try RandomSharedSearch(family, data, settings: settings, seed: 2)
        let result = try search.run().result
        #expect(result.probability == nil)
        #expect(result.state.rewardedExamples == 0)
        #expect(result.state.epochs[7].loss < result.state.epochs[0].loss)
        #expect(result.best.correct.share > 0.75)
        let architectures = result.candidates.map(\.architecture)
        #expect(Set(architectures).count == architectures.count)
    }

    @Test func `seconds end a search after the epoch under way`() throws {
        var settings = settings(epochs: 1000)
        settings.seconds = 0.001
        let result = try EnasSearch(family, try bars(64), settings: settings, seed: 5).run().result
        #expect(result.state.epochs.count == 1)
    }

    @Test func `settings that cannot be are refused`() throws {
        for change: (inout EnasSettings) -> Void in [
            { $0.epochs = 0 }, { $0.peak = -1 }, { $0.minimum = 1 }, { $0.samples = 0 }, { $0.clip = 0 },
        ] {
            var settings = settings(epochs: 1)
            change(&settings)
            #expect(throws: FrugalError.self) { _ = try EnasSearch(self.family, bars(64), settings: settings, seed: 1) }
        }
    }
}
