import FrugalData
import FrugalNN
import FrugalTensor

/// Perceptrons to be trained on pictures: Andrychowicz et al. 2016, section 3.2, by default 784-20-10 with sigmoids and
/// batches of 128, 15,910 numbers.
///
/// All weights and biases start at `0.01` times normal numbers, as in the code published with the paper. Which pictures a
/// step sees follows from the problem's seed and the step.
public struct PerceptronTraining: ProblemFamily {
    /// What the family is called in results.
    public var name: String
    /// Widths of the hidden layers.
    public var hidden: [Int]
    /// What stands between the layers.
    public var activation: Activation
    /// Pictures a step.
    public var batch: Int
    /// `[N, inputs]`, uint8.
    private let pixels: Tensor
    /// `[N]`.
    private let labels: Tensor
    private let classes: Int
    /// The pictures that the score is taken on, at most.
    private let scored: Int

    /// Perceptrons to be trained on these pictures.
    /// - Parameter scored: the score is the mean loss on so many of the pictures, the first ones.
    public init(
        _ images: LabelledImages, hidden: [Int] = [20], activation: Activation = .sigmoid, batch: Int = 128,
        scored: Int = 10_000
    ) {
        self.init(
            pixels: Tensor(images.pixels, shape: [images.count, images.pictureSize]), labels: Tensor(images.labels),
            classes: images.classes.count, hidden: hidden, activation: activation, batch: batch, scored: scored)
    }

    /// Perceptrons to be trained on pictures in memory: `pixels` `[N, inputs]`, uint8, and `labels` `[N]`.
    public init(
        pixels: Tensor, labels: Tensor, classes: Int, hidden: [Int] = [20], activation: Activation = .sigmoid,
        batch: Int = 128, scored: Int = 10_000
    ) {
        self.pixels = pixels
        self.labels = labels
        self.classes = classes
        self.hidden = hidden
        self.activation = activation
        self.batch = batch
        self.scored = min(scored, pixels.size(of: 0))
        let shape = ([pixels.size(of: 1)] + hidden + [classes]).map(String.init).joined(separator: "-")
        name = "\(shape) \(activation.rawValue)"
    }

    /// The problem that belongs to `seed`.
    public func problem(seed: UInt64) -> Problem<Perceptron> {
        let stream = RandomStream(seed: seed)
        var random = stream.named("weights")
        var start = Perceptron(
            widths: [pixels.size(of: 1)] + hidden + [classes], activation: activation, using: &random)
        start.forEachParameter { $0 = Tensor.normal($0.shape, deviation: 0.01, using: &random) }
        let family = self
        var batches = stream.named("batches")
        let seed = batches.next()
        return Problem(
            start: start,
            loss: { model, step in
                var random = RandomStream(seed: seed, stream: UInt64(step))
                let rows = Tensor.integers([family.batch], in: 0..<family.pixels.size(of: 0), using: &random)
                let pictures = family.pixels.indexSelected(at: rows)
                return family.loss(model, pictures, family.labels.indexSelected(at: rows))
            },
            score: { model in
                withoutGradients {
                    family.loss(
                        model, family.pixels.narrowed(along: 0, from: 0, length: family.scored),
                        family.labels.narrowed(along: 0, from: 0, length: family.scored)
                    ).item()
                }
            })
    }

    private func loss(_ model: Perceptron, _ pixels: Tensor, _ labels: Tensor) -> Tensor {
        crossEntropy(model(pixels.to(.float32) / 255, .evaluation), labels)
    }
}
