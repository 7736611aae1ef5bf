import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The controller of NAS: a stacked LSTM that predicts a token and takes it as its next input.
///
/// Zoph and Le, "Neural Architecture Search with Reinforcement Learning", ICLR 2017, section 3.1 and figure 2: two layers of
/// 35 units, weights from U(-0.08, 0.08). Each kind of decision has its softmax and its embedding of tokens; the first
/// input is learned. Works on any space, whatever the length of its strings.
public struct SequenceController: Controller {
    /// The layers of the LSTM, from the input up.
    public var layers: [LSTMCell]
    /// What is embedded before the first decision, `[1, units]`.
    public var start: Tensor
    /// From a state to the scores of a kind's options, in the order of the space's kinds.
    public var heads: [Linear]
    /// What the token of a kind tells the next step, `[options, units]`, in the same order.
    public var embeddings: [Embedding]
    private let space: SearchSpace
    private let places: [String: Int]

    /// A controller with fresh weights.
    public init(
        _ space: SearchSpace, units: Int = 35, layers count: Int = 2, range: Double = 0.08,
        using stream: inout RandomStream
    ) {
        self.space = space
        let kinds = space.kinds
        places = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1.kind, $0) })
        layers = (0..<count).map { _ in LSTMCell(units, units, using: &stream) }
        start = Tensor.zeros([1, units])
        heads = kinds.map { Linear(units, $0.options, using: &stream) }
        embeddings = kinds.map { Embedding($0.options, units, using: &stream) }
        parameters = parameters.map { Tensor.uniform($0.shape, in: -range..<range, using: &stream) }
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("start", &start)
        visitor.children("layers", &layers)
        visitor.children("heads", &heads)
        visitor.children("embeddings", &embeddings)
    }

    /// Draws an architecture.
    public func sample(using stream: inout RandomStream) throws -> PolicySample {
        try walk(1) { _, _, weights in PolicyStep.draw(weights.map(exp), using: &stream) }[0]
    }

    /// Draws an architecture from each of some streams, all in the time of a few.
    public func samples(using streams: [RandomStream]) throws -> [PolicySample] {
        var streams = streams
        return try walk(streams.count) { walk, _, weights in
            PolicyStep.draw(weights.map(exp), using: &streams[walk])
        }
    }

    /// Takes the choices of architectures, as if they had been drawn: log-probabilities and entropies, with the graph.
    /// - Throws: `FrugalError` where one is not of the controller's space.
    public func replay(_ architectures: [Architecture]) throws -> [PolicySample] {
        for architecture in architectures { _ = try space.choices(of: architecture) }
        return try walk(architectures.count) { walk, position, _ in architectures[walk].tokens[position] }
    }

    /// The architecture that takes the most probable option of each decision.
    public func mostProbable() throws -> PolicySample {
        try walk(1) { _, _, weights in weights.indices.max { weights[$0] < weights[$1] } ?? 0 }[0]
    }

    /// Walks through the space several times at once, because a step of one walk costs nearly as much as one of many.
    /// - Parameter choose: the option for a walk at a position, given the options' log-probabilities.
    private func walk(
        _ count: Int, choose: (_ walk: Int, _ position: Int, _ logProbabilities: [Float]) -> Int
    ) throws -> [PolicySample] {
        let pass = Pass.evaluation
        var walks = [SpaceWalk](repeating: SpaceWalk(space), count: count)
        var states = layers.map { $0.start(batch: count) }
        var input = start.expanded(to: [count, heads[0].weight.size(of: 1)])
        var (logProbability, entropy) = (Tensor.zeros([count]), Tensor.zeros([count]))
        // Walks that have come to their end are carried along, and nobody looks at them.
        while case let groups = groups(of: walks), !groups.isEmpty {
            for index in layers.indices {
                states[index] = layers[index](input, states[index], pass)
                input = states[index].hidden
            }
            let hidden = input
            for group in groups {
                guard let place = places[group.kind] else {
                    throw FrugalError(.usage, "space \(space.name)", "the controller knows no \(group.kind)")
                }
                let rows = Tensor(group.walks)
                // A decision with fewer options than its kind has elsewhere sees only its own.
                let logits = heads[place](hidden.indexSelected(at: rows), pass)[..., 0..<group.options]
                let logProbabilities = logits.logSoftmax(along: 1)
                let numbers = logProbabilities.detached().floats()
                var tokens: [Int] = []
                for (row, walk) in group.walks.enumerated() {
                    let weights = Array(numbers[(row * group.options)..<((row + 1) * group.options)])
                    tokens.append(choose(walk, walks[walk].tokens.count, weights))
                    try walks[walk].choose(tokens[row])
                }
                let chosen = Tensor(tokens)
                let taken = logProbabilities.gathered(along: 1, at: chosen.unsqueezed(1)).squeezed(1)
                let uncertainty = -(logProbabilities.exp() * logProbabilities).sum(along: 1)
                logProbability = logProbability.indexAdding(taken, at: rows)
                entropy = entropy.indexAdding(uncertainty, at: rows)
                input = input.indexReplacing(embeddings[place](chosen, pass), at: rows)
            }
        }
        return walks.enumerated().map { index, walk in
            PolicySample(tokens: walk.tokens, logProbability: logProbability[index], entropy: entropy[index])
        }
    }

    /// Walks that stand before the same kind of decision with as many options.
    private struct Group {
        var kind: String
        var options: Int
        var walks: [Int]
    }

    private func groups(of walks: [SpaceWalk]) -> [Group] {
        var groups: [Group] = []
        for (index, walk) in walks.enumerated() {
            guard let decision = walk.decision else { continue }
            let options = decision.options.count
            if let place = groups.firstIndex(where: { $0.kind == decision.kind && $0.options == options }) {
                groups[place].walks.append(index)
            } else {
                groups.append(Group(kind: decision.kind, options: options, walks: [index]))
            }
        }
        return groups
    }
}
