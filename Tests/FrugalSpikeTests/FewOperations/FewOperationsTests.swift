import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// Training for few operations.
@Suite struct FewOperationsTests {
    /// As many whole spikes as so many steps have room for; the gradient is that of a ramp that ends a stair beyond.
    @Test func latencyRoundsActivationsDown() {
        let sums = Tensor([-0.5, 0.3, 0.5, 0.74, 0.75, 1.2, 1.5]).recordingGradients()
        let four = FewOperationsTraining.activation(sums, steps: 4)
        #expect(four.floats() == [0, 0.25, 0.5, 0.5, 0.75, 1, 1])
        let slopes = gradients(of: four.sum(), withRespectTo: [sums])[0].floats()
        #expect(slopes == [0, 0.8, 0.8, 0.8, 0.8, 0.8, 0])
        #expect(FewOperationsTraining.activation(sums, steps: nil).floats() == [0, 0.3, 0.5, 0.74, 0.75, 1.2, 1.5])
    }

    /// The same as so many steps of the regular coding give.
    @Test func latencySeesInputsAsRegularSpikes() {
        let values: [Float] = [0, 0.1, 0.124, 0.126, 0.4, 0.6, 0.874, 0.876, 1]
        var recipe = FewOperationsRecipe("latency")
        recipe.latencies = [4]
        var encoder = InputEncoder(values, coding: .regular(rate: 1), steps: 4, random: RandomStream(seed: 1))
        let counts = (0..<4).map { _ in encoder.next() }.reduce(values.map { _ in 0 }) { zip($0, $1).map(+) }
        #expect(recipe.seen(Tensor(values), steps: 4).floats() == counts.map { $0 / 4 })
        recipe.input = .spikes
        #expect(recipe.seen(Tensor(values)).floats() == values.map { $0 >= 0.5 ? 1 : 0 })
    }

    /// Two kinds of pictures are learned, and a price on activity buys fewer activations.
    @Test func aPriceOnActivityBuysSilence() throws {
        var random = RandomStream(seed: 1)
        let labels = (0..<120).map { $0 % 2 }
        let values = labels.flatMap { label in
            (0..<16).map { place in
                (place < 8) == (label == 0)
                    ? Float.random(in: 0.5...1, using: &random) : Float.random(in: 0...0.3, using: &random)
            }
        }
        let data = try SpikingExamples(values: values, labels: labels)
        func activity(_ price: Double) throws -> (mean: Double, accuracy: Double) {
            let recipe = FewOperationsRecipe("toy").with {
                ($0.hidden, $0.epochs, $0.batch, $0.dropout) = ([24, 24], 30, 20, 0)
                $0.activityPenalty = price
                $0.learningRate = 0.01
            }
            let network = try FewOperationsTraining(recipe, on: data, classes: 2, seed: 3).run()
            let outputs = try AnalogNetwork(network, inputShape: [16]).activations(data.batch([16]))
            let right = zip(outputs[2].argMax(along: 1).ints(), labels).count { $0 == $1 }
            return (outputs[0].mean().item(), Double(right) / 120)
        }
        let (free, priced) = (try activity(0), try activity(3))
        #expect(free.accuracy > 0.98)
        #expect(priced.accuracy > 0.98)
        #expect(priced.mean < 0.5 * free.mean)
    }

    @Test func theSameSeedTrainsTheSameNetwork() throws {
        let data = try SpikingExamples(values: (0..<64).map { Float($0 % 7) / 7 }, labels: [0, 1, 0, 1])
        var recipe = FewOperationsRecipe("toy")
        (recipe.hidden, recipe.epochs, recipe.batch, recipe.shift, recipe.latencies) = ([5], 3, 2, 1, [1, 2])
        recipe.latencyEpochs = 2
        func weights(_ seed: UInt64) throws -> [Float] {
            try FewOperationsTraining(recipe, on: data, classes: 2, seed: seed).run().layers.flatMap {
                $0.weight.floats()
            }
        }
        #expect(try weights(1) == weights(1))
        #expect(try weights(1) != weights(2))
    }

    @Test func settingsThatTrainNothingAreRefused() throws {
        let data = try SpikingExamples(values: [1, 2], labels: [0, 1])
        for change in [
            { $0.epochs = 0 }, { $0.dropout = 1 }, { $0.latencies = [0] }, { $0.activityPenalty = -1 },
            { $0.hidden = [0] },
        ] as [(inout FewOperationsRecipe) -> Void] {
            #expect(throws: FrugalError.self) {
                try FewOperationsTraining(FewOperationsRecipe("toy").with(change), on: data, classes: 2, seed: 1)
            }
        }
    }
}
