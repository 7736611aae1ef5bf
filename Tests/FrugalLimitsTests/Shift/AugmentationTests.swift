import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalLimits

/// Pictures changed in training.
@Suite struct AugmentationTests {
    @Test func samplesStayBetweenBlackAndWhiteAndSomePicturesStayAsTheyAre() {
        var random = RandomStream(seed: 1)
        let x = Tensor.uniform([64, 3, 8, 8], using: &random)
        let changed = Augmentation().applied(to: x, using: &random)
        #expect(changed.shape == x.shape && changed.min().item() >= 0 && changed.max().item() <= 1)
        let distances = (changed - x).abs().mean(along: 1, 2, 3).floats()
        let unchanged = distances.count { $0 == 0 }
        // A quarter of 64.
        #expect((6...28).contains(unchanged))
    }

    /// With nothing but the move, a picture comes out moved, with black behind it.
    @Test func aMoveIsAMove() {
        var augmentation = Augmentation()
        (augmentation.light, augmentation.contrast, augmentation.noise, augmentation.share) = (0, 0, 0, 1)
        var random = RandomStream(seed: 3)
        var values = [Float](repeating: 0, count: 49)
        values[24] = 1
        for _ in 0..<8 {
            let moved = augmentation.applied(to: Tensor(values, shape: [1, 1, 7, 7]), using: &random).floats()
            let place = moved.firstIndex { $0 > 0.99 } ?? 0
            #expect((1...5).contains(place / 7) && (1...5).contains(place % 7))
            #expect(moved.count { $0 > 1e-6 } == 1)
        }
        // A picture of one pixel cannot be moved.
        #expect(augmentation.applied(to: .ones([1, 1, 1, 1]), using: &random).item() > 0.99)
    }

    /// Around a network it acts in training passes alone, on pictures before their normalisation.
    @Test func onlyTrainingPassesAreAugmented() {
        var random = RandomStream(seed: 4)
        let body = Sequential([Flatten(), Linear(16, 2, using: &random)])
        let network = AugmentedNetwork(body, Augmentation(), mean: [0.4], deviation: [0.2])
        let x = Tensor.normal([8, 1, 4, 4], using: &random)
        #expect(network(x, .evaluation).elementsEqual(body(x, .evaluation)))
        #expect(!network(x, .training(random)).elementsEqual(body(x, .evaluation)))
        #expect(network.parameterPaths == body.parameterPaths)
        // 0 and 1 become -2 and 3.
        let seen = AugmentedNetwork(Sequential([]), Augmentation(), mean: [0.4], deviation: [0.2])(x, .training(random))
        #expect(seen.min().item() > min(-2, x.min().item()) - 1e-3)
        #expect(seen.max().item() < max(3, x.max().item()) + 1e-3)
    }
}
