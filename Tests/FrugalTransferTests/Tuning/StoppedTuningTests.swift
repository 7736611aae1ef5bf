import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// A tuning that is stopped and goes on from its file.
@Suite struct StoppedTuningTests {
    private struct Stop: Error {}

    /// Stopped again and again, each time after some more calls, it ends with the same bits as one left alone.
    @Test(arguments: [TuningPolicy.lastBlocks(1), .all, .probeThenTune, .gradual])
    func goesOnAsIfItHadNotBeenStopped(policy: TuningPolicy) throws {
        var random = RandomStream(seed: 2)
        let start = try TunerTests.network(classes: 4, using: &random)
        var settings = TuningSettings(policy)
        (settings.epochs, settings.normalisation) = (6, .adapting)
        let data = try TunerTests.data()
        let tuner = Tuner(settings)
        let plan = TuningPlan(settings, steps: tuner.steps(data), multiplyAdds: 7)
        let alone = try tuner.tune(start, on: data, plan, checkpoint: nil, check: {}, report: { _ in })

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let checkpoint = TrainingCheckpoint<PlannedNetwork>(
            at: folder.appendingPathComponent("state.safetensors"), of: .tuning)
        var (stops, resumed) = (0, TunedNetwork<PlannedNetwork>?.none)
        while resumed == nil, stops < 100 {
            var calls = 0
            do {
                resumed = try tuner.tune(
                    start, on: data, checkpoint.state(TuningState.self)?.plan ?? plan, checkpoint: checkpoint,
                    check: {
                        calls += 1
                        if calls > 3 + stops { throw Stop() }
                    }, report: { _ in })
            } catch is Stop { stops += 1 }
        }
        let result = try #require(resumed)
        #expect(stops >= 2)
        // The features of a probe that was stopped are computed anew, and all that was computed is counted.
        var state = result.state
        #expect(state.seconds > 0 && alone.seconds > 0)
        state.seconds = alone.seconds
        #expect(policy.beginsWithProbe || state == alone.state)
        #expect(result.curve == alone.curve && result.bestPoint == alone.bestPoint)
        #expect(result.trainedParameters == alone.trainedParameters && result.multiplyAdds > 7)
        for (name, tensor) in alone.network.stateDictionary {
            let other = try #require(result.network.stateDictionary[name])
            #expect(other.elementsEqual(tensor), "\(name)")
        }
    }
}
