import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalLimits

/// Explanations of networks whose explanations are known.
@Suite struct ExplainerTests {
    /// A linear model: the derivative is its weight, and what each pixel adds is weight times pixel, exactly.
    @Test func aLinearModelIsExplainedExactly() throws {
        var random = RandomStream(seed: 1)
        let (network, weight) = Self.linear(using: &random)
        let picture = Tensor.normal([2, 6, 5], using: &random)
        let explainer = Explainer(network)
        let expected = (weight[1].reshaped(2, 6, 5) * picture).sum(along: 0).floats()
        for method in [ExplanationMethod.gradientTimesInput, .integratedGradients] {
            let found = try explainer.explain(picture, method, label: 1)
            #expect(zip(found.map, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(method)")
            #expect(found.height == 6 && found.width == 5 && found.label == 1)
        }
        let slopes = try explainer.explain(picture, .gradient, label: 1)
        let sizes = weight[1].reshaped(2, 6, 5).abs().sum(along: 0).floats()
        #expect(zip(slopes.map, sizes).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(try explainer.explain(picture, .integratedGradients).completenessError ?? 1 < 1e-5)
        var pixels = explainer
        pixels.square = 1
        let covered = try pixels.explain(picture, .occlusion, label: 1)
        #expect(zip(covered.map, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    /// The class that is answered is explained unless another is asked for; one that is not there is refused by name.
    @Test func classesAreChosenAndRefused() throws {
        var random = RandomStream(seed: 2)
        let (network, _) = Self.linear(using: &random)
        let picture = Tensor.normal([2, 6, 5], using: &random)
        let scores = network(picture.unsqueezed(0), .evaluation)[0].doubles()
        let found = try Explainer(network).explain(picture, .gradient)
        #expect(found.label == scores.indices.max { scores[$0] < scores[$1] })
        #expect(abs(found.score - (scores.max() ?? 0)) < 1e-6)
        #expect { try Explainer(network).explain(picture, .gradient, label: 3) } throws: {
            ($0 as? FrugalError)?.description.contains("class 3") == true
        }
        #expect(throws: (any Error).self) { try Explainer(network).explain(Tensor.zeros([3, 6, 5]), .gradient) }
    }

    /// With a rectifier the path bends; 128 steps still add up to within one per cent.
    @Test func integratedGradientsAddUpOnAConvolutionalNetwork() throws {
        var random = RandomStream(seed: 3)
        let network = Self.convolutional(using: &random)
        let picture = Tensor.normal([1, 16, 16], using: &random)
        for label in 0..<3 {
            let found = try Explainer(network).explain(picture, .integratedGradients, label: label)
            #expect(found.completenessError ?? 1 < 0.01, "\(found.completenessError ?? -1)")
        }
    }

    /// A map channel that alone speaks for a class is where Grad-CAM looks, and what speaks against it is left out.
    @Test func gradCAMShowsTheMapsThatSpeakForTheClass() throws {
        var random = RandomStream(seed: 4)
        var pass = Conv2d(2, 2, kernel: 1, bias: false, using: &random)
        pass.weight = Tensor([Float(1), 0, 0, 1], shape: [2, 2, 1, 1])
        var head = Linear(2, 2, bias: false, using: &random)
        head.weight = Tensor([Float(1), -1, -1, 1], shape: [2, 2])
        let network = Sequential([pass, GlobalAveragePool(), head])
        var values = [Float](repeating: 0, count: 2 * 4 * 4)
        values[5] = 8
        values[16 + 10] = 8
        let picture = Tensor(values, shape: [2, 4, 4])
        for (label, place) in [(0, 5), (1, 10)] {
            let found = try Explainer(network).explain(picture, .gradCAM, label: label)
            #expect(found.map[place] > 0 && found.map.enumerated().allSatisfy { $0.offset == place || $0.element == 0 })
        }
    }

    @Test func rankCorrelationIsThatOfSpearman() {
        #expect(abs([Float](arrayLiteral: 1, 2, 3, 4).rankCorrelation(with: [10, 20, 30, 40]) - 1) < 1e-12)
        #expect(abs([Float](arrayLiteral: 1, 2, 3, 4).rankCorrelation(with: [4, -3, 2, 1]) + 1) < 1e-12)
        // d = (0, 1, -1, 0): 1 - 6 * 2 / (4 * 15).
        #expect(abs([Float](arrayLiteral: 1, 2, 3, 4).rankCorrelation(with: [1, 3, 2, 4]) - 0.8) < 1e-12)
        #expect([Float](arrayLiteral: 1, 1).rankCorrelation(with: [1, 2]) == 0)
    }

    /// A map of the picture's own edges would survive the drawing of new numbers; the derivative of a network does not.
    @Test func aMapDependsOnWhatWasLearned() throws {
        var random = RandomStream(seed: 5)
        let network = Self.convolutional(using: &random)
        let picture = Tensor.normal([1, 16, 16], using: &random)
        let found = try Explainer(network).explain(picture, .gradient, label: 0)
        #expect(abs(found.randomisationCorrelation) < 0.5)
        let other = network.randomised(using: &random)
        #expect(!other.parameters[0].elementsEqual(network.parameters[0]))
        #expect(abs(other.parameters[0].deviation().item() / network.parameters[0].deviation().item() - 1) < 0.5)
    }

    /// A network of dense layers has no maps of places; the other methods do without.
    @Test func gradCAMOfANetworkWithoutMapsIsRefused() throws {
        var random = RandomStream(seed: 6)
        let (network, _) = Self.linear(using: &random)
        let picture = Tensor.normal([2, 6, 5], using: &random)
        #expect { try Explainer(network).explain(picture, .gradCAM) } throws: {
            ($0 as? FrugalError)?.description.contains("grad-cam") == true
        }
    }

    /// The layers are known from the input to the scores, and only those asked for are drawn anew.
    @Test func layersAreDrawnAnewOneByOne() {
        var random = RandomStream(seed: 7)
        let network = Self.convolutional(using: &random)
        #expect(network.learnedLayers == ["0", "2", "5"])
        let other = network.randomised(["5"], using: &random)
        let isSame = zip(network.parameters, other.parameters).map { $0.elementsEqual($1) }
        #expect(isSame == [true, true, true, true, false, false])
    }

    private static func linear(using random: inout RandomStream) -> (Sequential, Tensor) {
        let head = Linear(60, 3, using: &random)
        return (Sequential([Flatten(), head]), head.weight)
    }

    private static func convolutional(using random: inout RandomStream) -> Sequential {
        Sequential([
            Conv2d(1, 8, kernel: 3, padding: 1, using: &random), ReLU(),
            Conv2d(8, 8, kernel: 3, padding: 1, using: &random), ReLU(), GlobalAveragePool(),
            Linear(8, 3, using: &random),
        ])
    }
}
