import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// PathNet's actor-critic form: its layers against plain modules, its tournament to the letter.
@Suite struct ModularAgentTests {
    private let shape = ModularAgentShape(
        frames: 1, side: 12, actions: 3,
        layers: [.convolution(kernels: 2, size: 4, stride: 2), .dense(units: 5)], modules: 3, genes: 2)

    /// Each row sums the modules of its worker's path; the last layer averages them.
    @Test func aRowUsesThePathOfItsWorker() throws {
        var random = RandomStream(seed: 1)
        for (kind, x) in [
            (shape.layers[0], Tensor.uniform([4, 1, 12, 12], using: &random)),
            (shape.layers[1], Tensor.uniform([4, 7], using: &random)),
        ] {
            let layer = ModularLayer(kind, inputs: x.size(of: 1), modules: 3, using: &random)
            let paths = [[0, 2], [1]]
            let route = Tensor([1, 0, 1, 0, 1, 0] as [Float], shape: [2, 3])
            let alone = (0..<3).map { module in
                let weight = layer.weight.narrowed(along: 0, from: module * kind.outputs, length: kind.outputs)
                let bias = layer.bias.narrowed(along: 0, from: module * kind.outputs, length: kind.outputs)
                return x.rank == 4
                    ? x.conv2d(weight: weight, bias: bias, stride: 2).relu()
                    : x.linear(weight: weight, bias: bias).relu()
            }
            let sums = layer(x, route: route, averages: false)
            let means = layer(x, route: route, averages: true)
            for row in 0..<4 {
                let path = paths[row % 2]
                let expected = path.reduce(Tensor.zeros(like: alone[0][row])) { $0 + alone[$1][row] }
                #expect(expected.isClose(to: sums[row], absolute: 1e-5).all().itemInt() == 1)
                #expect(
                    (expected / Double(path.count)).isClose(to: means[row], absolute: 1e-5).all().itemInt() == 1)
            }
            let all = layer(x, route: nil, averages: false)
            #expect(all.isClose(to: alone[0] + alone[1] + alone[2], absolute: 1e-5).all().itemInt() == 1)
        }
    }

    /// Frozen modules keep their bits through training, others begin anew and then learn.
    @Test func frozenModulesStayAsTheyAre() throws {
        var random = RandomStream(seed: 2)
        var network = try ModularActorCritic(shape, using: &random)
        let before = network.layers.map { $0.weight.floats() }
        network.transfer(freezing: [[1], [0, 2]], using: &random)
        let begun = network.layers.map { $0.weight.floats() }
        let x = Tensor.uniform([6, 1, 12, 12], using: &random)
        network.route([[[0, 1], [0, 1, 2]], [[1, 2], [0, 1, 2]]])
        var optimizer = Adam(learningRate: 0.01)
        for _ in 0..<3 {
            let gradients = valueWithGradients(at: network) { network in
                let judgement = network.judge(x, .evaluation)
                return judgement.values.sum() + judgement.scores.squared().sum()
            }.gradients
            optimizer.update(&network, with: gradients)
        }
        let after = network.layers.map { $0.weight.floats() }
        for (layer, frozen) in [Set([1]), Set([0, 2])].enumerated() {
            let size = before[layer].count / 3
            for module in 0..<3 {
                let places = module * size..<(module + 1) * size
                #expect((begun[layer][places] == before[layer][places]) == frozen.contains(module))
                #expect((after[layer][places] == begun[layer][places]) == frozen.contains(module))
            }
        }
        #expect(network.frozen == [[1], [0, 2]])
    }

    @Test func thePaperSNetworkFitsTheGamesToThePixel() throws {
        let shape = ModularAgentShape.atari2017(frames: 2, actions: 6)
        #expect(try shape.inputs() == [2, 8, 8, 8])
        #expect(shape.ofOnePath.modules == 4)
        var random = RandomStream(seed: 3)
        let network = try ModularActorCritic(shape.ofOnePath, using: &random)
        let judgement = network.judge(.zeros([5, 2, 40, 40]), .evaluation)
        #expect(judgement.scores.shape == [5, 6] && judgement.values.shape == [5])
    }

    @Test func sizesThatDoNotFitAreRefused() {
        var random = RandomStream(seed: 4)
        var shape = shape
        shape.layers = [.convolution(kernels: 2, size: 13, stride: 1)]
        #expect(throws: FrugalError.self) { try ModularActorCritic(shape, using: &random) }
        shape.layers = [.dense(units: 4), .convolution(kernels: 2, size: 1, stride: 1)]
        #expect(throws: FrugalError.self) { try ModularActorCritic(shape, using: &random) }
        shape.layers = []
        #expect(throws: FrugalError.self) { try ModularActorCritic(shape, using: &random) }
    }

    /// Who is first judged meets nobody; who meets a better one goes on with a mutated copy, which is not judged yet.
    @Test func aWorkerTakesOverABetterPath() {
        var random = RandomStream(seed: 5)
        var tournament = WorkerTournament(workers: 4, rivals: 3, layers: 2, genes: 2, modules: 10, using: &random)
        let before = tournament.genomes
        #expect(!tournament.judge(2, fitness: 5, using: &random))
        #expect(!tournament.judge(0, fitness: 7, using: &random))
        #expect(tournament.genomes == before)
        var forked = random
        #expect(tournament.judge(1, fitness: 6, using: &random))
        _ = forked.shuffled([0, 2])
        #expect(tournament.genomes[1] == before[0].mutated(using: &forked))
        #expect(tournament.fitness == [7, nil, 5, nil])
        #expect(tournament.replacements == 1 && tournament.judgements == 3)
        #expect(tournament.best == before[0])
        // As good is not better.
        #expect(!tournament.judge(3, fitness: 7, using: &random))
    }

    /// A small search runs, gives the same again, and keeps the frozen path on in every path.
    @Test func workersPlayAndAreJudged() throws {
        func played() throws -> EvolvedPlay {
            var random = RandomStream(seed: 6)
            let games = try GameEnvironment(.catch, count: 4, frames: 1, seed: 7)
            var shape = ModularAgentShape.atari2017(frames: 1, actions: 6)
            shape.modules = 3
            shape.genes = 2
            var method = ProximalPolicy()
            (method.steps, method.batches, method.epochs) = (100, 2, 1)
            var play = EvolvedPlay(
                try ModularActorCritic(shape, using: &random), in: games, by: method, rivals: 2, episodes: 1,
                random: random)
            for _ in 0..<4 { try play.advance() }
            return play
        }
        let (one, other) = (try played(), try played())
        // Catch lasts 180 steps: two episodes of each worker in 400.
        #expect(one.tournament.judgements == 8)
        #expect(one.tournament.genomes == other.tournament.genomes)
        #expect(one.training.log == other.training.log)
        #expect(
            one.training.model.parameters.flatMap { $0.floats() }
                == other.training.model.parameters.flatMap { $0.floats() })
    }
}
