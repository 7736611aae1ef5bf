import Foundation
import FrugalData

/// The networks worth trying on some data, from small to large.
public enum Ladder {
    /// The rungs for pictures or rows.
    ///
    /// - Parameters:
    ///   - shape: one example.
    ///   - examples: how many there are to train on.
    ///   - seconds: the time that training may take; nil for no limit.
    public static func rungs(for shape: InputShape, examples: Int, seconds: Double?) -> [Candidate] {
        switch shape {
        case .image(let height, let width, let channels):
            pictures(
                side: min(height, width), pixels: height * width, channels: channels, examples: examples,
                seconds: seconds ?? 600)
        case .vector(let width):
            rows(width: width, examples: examples)
        }
    }

    private static func pictures(
        side: Int, pixels: Int, channels: Int, examples: Int, seconds: Double
    ) -> [Candidate] {
        var training = TrainingSettings()
        training.batchSize = batchSize(examples)
        // Moves of an eighth: what pad-and-crop customarily does. On the UCI digits the small turns and stretches beside
        // them halve the errors (docs/decisions/006).
        if distorts(examples: examples, pixels: pixels, seconds: seconds) {
            training.distortion = Distortion(shift: Double(side) / 8)
        }
        training.labelSmoothing = 0.1
        training.maximumEpochs = epochs(examples)
        let stages = stages(side: side)
        func widths(_ first: Int) -> [Int] { (0..<stages).map { first << min($0, 3) } }
        func convolutional(_ first: Int) -> Candidate {
            Candidate("conv-\(first)", .convolutional(ConvolutionalShape(widths: widths(first))), training: training)
        }
        func residual(_ first: Int, blocks: Int) -> Candidate {
            Candidate(
                "residual-\(first)", .residual(ResidualShape(widths: widths(first), blocksPerStage: blocks)),
                training: training)
        }
        var rungs = [convolutional(8), convolutional(16), convolutional(32)]
        if channels == 3, side >= 16 {
            // Whether mirror images keep their class depends on the data: validation decides.
            var mirrored = convolutional(16)
            mirrored.name += "-flips"
            mirrored.training.flips = true
            rungs.insert(mirrored, at: 2)
        }
        rungs.append(residual(16, blocks: side >= 24 ? 2 : 1))
        if seconds >= 240 {
            rungs.append(convolutional(64))
            rungs.append(residual(32, blocks: side >= 24 ? 2 : 1))
        }
        return rungs
    }

    /// Whether there is time to see each example often. Distorted copies stand in for examples that are missing; where the
    /// time is over after a few rounds, the examples themselves are news enough, and distortion makes them harder
    /// (docs/decisions/010). Ten microseconds a pixel are some twenty rounds of a small network.
    static func distorts(examples: Int, pixels: Int, seconds: Double) -> Bool {
        seconds >= 1e-5 * Double(examples) * Double(pixels)
    }

    /// Halvings that leave a map of at least 2x2 and, on large pictures, not much more.
    static func stages(side: Int) -> Int {
        var stages = 1
        var rest = side
        while rest >= 4, stages < 5 {
            rest /= 2
            stages += 1
        }
        // A picture of 8 gives maps of 8, 4, 2; one of 32 gives 32, 16, 8, 4.
        return max(1, side >= 16 ? stages - 1 : stages)
    }

    private static func rows(width: Int, examples: Int) -> [Candidate] {
        func perceptron(_ hidden: [Int], dropout: Double, decay: Double) -> Candidate {
            var training = TrainingSettings()
            training.batchSize = batchSize(examples)
            training.maximumEpochs = epochs(examples)
            training.weightDecay = decay
            training.labelSmoothing = 0
            let name = "mlp-" + hidden.map(String.init).joined(separator: "-")
            return Candidate(name, .perceptron(PerceptronShape(hidden: hidden, dropout: dropout)), training: training)
        }
        var rungs = [
            perceptron([16], dropout: 0, decay: 0.01), perceptron([64], dropout: 0.1, decay: 0.05),
            perceptron([128, 64], dropout: 0.2, decay: 0.05),
        ]
        if examples >= 2000 { rungs.append(perceptron([256, 256, 128], dropout: 0.3, decay: 0.1)) }
        return rungs
    }

    /// About thirty steps an epoch on small data; no more than 256, where AdamW needs no other learning rate.
    static func batchSize(_ examples: Int) -> Int {
        var size = 8
        while size < 256, size * 32 <= examples { size *= 2 }
        return size
    }

    /// Small data need more epochs and can afford them: about 40,000 examples seen, at least 24 epochs, at most 120.
    static func epochs(_ examples: Int) -> Int {
        max(24, min(120, 40_000 / max(1, examples)))
    }
}
