import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains the network of Lake's task on tasks of the same form: characters of one alphabet, one person's drawings against
/// another's.
/// Convolutions run in bfloat16, parameters and distances in float32.
///
/// A step takes several alphabets at once, each turned and mirrored as a whole, which makes eight alphabets of one. Every
/// drawing is told from those of all alphabets of the step, and each of the two people's drawings is asked about in turn.
struct LakeTraining {
    let recipe: LakeRecipe
    let alphabets: Alphabets
    let seed: UInt64
    /// Where the state lies from which training goes on.
    let checkpoint: URL
    /// Told the steps done and a running mean of the loss.
    let progress: (_ step: Int, _ loss: Double) throws -> Void

    private static let interval = 200

    private struct State: Codable {
        var step = 0
        var loss = 0.0
    }

    /// Trains to the end, from the checkpoint where there is one.
    /// - Throws: what `progress` throws, after the state was saved; ``FrugalError`` of kind `training` where it diverges;
    ///   `SafetensorsError` or `StateError` for a damaged checkpoint.
    func run() throws -> LakeNetwork {
        var stream = RandomStream(seed: seed).named("weights")
        var network = LakeNetwork(recipe, using: &stream)
        var optimizer = AdamW(learningRate: recipe.learningRate, weightDecay: recipe.weightDecay)
        let schedule = OneCycle(peak: recipe.learningRate, over: recipe.steps, rising: 0.15)
        var best = network
        let file = TrainingCheckpoint<LakeNetwork>(at: checkpoint, of: .episodic)
        var state = try file.load(State.self, into: &network, best: &best, optimizer: &optimizer) ?? State()
        while state.step < recipe.steps {
            optimizer.learningRate = schedule.rate(at: state.step)
            let loss = try self.step(&network, &optimizer, number: state.step)
            state.loss = state.step == 0 ? loss : 0.99 * state.loss + 0.01 * loss
            state.step += 1
            // Nothing chooses among moments of training: the last one is the result.
            func save() throws { try file.save(state, model: network, best: network, optimizer: optimizer) }
            do { try progress(state.step, state.loss) } catch {
                try save()
                throw error
            }
            if state.step % Self.interval == 0 { try save() }
        }
        return network
    }

    /// One step of the optimiser; gives the loss.
    private func step(_ network: inout LakeNetwork, _ optimizer: inout AdamW, number: Int) throws -> Double {
        var random = RandomStream(seed: seed, stream: UInt64(number)).named("lake-episode")
        let pictures = try episode(network, number: number, using: &random)
        let count = pictures.size(of: 0) / 2
        let labels = Tensor(Array(0..<count))
        let pass = Pass.training(random)
        let (value, gradients) = try Tensor.checking {
            valueWithGradients(at: network) { network in
                let embeddings = withAutocast { network.features(pictures, pass) }.to(.float32)
                let scores = -LakeNetwork.distances(embeddings[count...], embeddings[..<count])
                return (crossEntropy(scores, labels) + crossEntropy(scores.transposed(), labels)) / 2
            }
        }
        let loss = value.item()
        guard loss.isFinite else {
            throw FrugalError(
                .training, "omniglot-lake", "training diverged: the loss of step \(number + 1) is not a number")
        }
        try Tensor.checking {
            network.absorb(pass)
            optimizer.update(&network, with: gradients)
        }
        return loss
    }

    /// The pictures of a step, `[2N, 1, side, side]`: one person's drawings, then the same characters by another.
    private func episode(_ network: LakeNetwork, number: Int, using random: inout RandomStream) throws -> Tensor {
        let pipeline = try network.pipeline(recipe.distortion)
        var (support, query): ([Tensor], [Tensor]) = ([], [])
        for alphabet in random.shuffled(alphabets.all).prefix(recipe.alphabets) {
            let duel = Alphabets.duel(alphabet, way: recipe.way, using: &random)
            let pictures = Self.turned(
                try pipeline.tensor(alphabets.images, indices: duel.support + duel.query, seed: seed, epoch: number),
                turn: random.below(8))
            support.append(pictures[..<duel.support.count])
            query.append(pictures[duel.support.count...])
        }
        return Tensor.concatenated(support + query)
    }

    /// Square pictures turned by `turn` quarters, and mirrored from the fifth on: the eight symmetries of a square.
    static func turned(_ pictures: Tensor, turn: Int) -> Tensor {
        (turn < 4 ? pictures : pictures.flipped(along: 3)).rotated(quarterTurns: turn % 4, from: 2, to: 3)
    }
}
