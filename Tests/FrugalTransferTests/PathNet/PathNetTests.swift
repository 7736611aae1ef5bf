import FrugalData
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalTransfer

/// Genomes and tournaments to the letter; modular networks against autograd.
@Suite struct PathNetTests {
    @Test func aPathUsesEachModuleOnce() {
        let genome = Genome(genes: [[3, 3, 1], [0, 9, 9]], modules: 10)
        #expect(genome.path == [[1, 3], [0, 9]])
        let other = Genome(genes: [[3, 4, 5], [9, 0, 1]], modules: 10)
        #expect(genome.overlap(with: other) == 3)
        #expect(abs(genome.chanceOverlap(with: other) - (2 * 3 + 2 * 3) / 10) < 1e-12)
    }

    /// A gene moves by -2 to 2 with a probability of one in nine, and is kept within the modules.
    @Test func mutationMovesAGeneOfNineAndClamps() {
        var random = RandomStream(seed: 1)
        let genome = Genome(genes: [[0, 5, 9], [0, 5, 9], [0, 5, 9]], modules: 10)
        var moved = 0
        var steps: [Int: Int] = [:]
        let count = 20_000
        for _ in 0..<count {
            let copy = genome.mutated(using: &random)
            for (old, new) in zip(genome.genes.joined(), copy.genes.joined()) {
                moved += old == new ? 0 : 1
                if old == 5 { steps[new - old, default: 0] += 1 }
                #expect((0...9).contains(new))
            }
        }
        // Of the moves of a gene in the middle one in five is by zero; at a border three in five end where they were.
        let expected = Double(count) * (3 * 0.8 + 6 * 0.4) / 9
        #expect(abs(Double(moved) - expected) < 4 * expected.squareRoot())
        for step in [-2, -1, 1, 2] { #expect(abs(Double(steps[step] ?? 0) - Double(3 * count) / 45) < 200) }
        #expect(steps.keys.allSatisfy { abs($0) <= 2 })
    }

    @Test func theLoserBecomesAMutatedCopyOfTheWinner() {
        var random = RandomStream(seed: 3)
        var tournament = Tournament(count: 8, layers: 3, genes: 3, modules: 10, using: &random)
        let before = tournament.population
        var tried: [Genome] = []
        let fitness = tournament.generation(using: &random) { genome in
            tried.append(genome)
            return tried.count == 1 ? 0.25 : 0.75
        }
        #expect(fitness == 0.75 && tried.count == 2 && tournament.secondWins == 1 && tournament.generations == 1)
        let changed = before.indices.filter { before[$0] != tournament.population[$0] }
        #expect(changed.count <= 1)
        #expect(tournament.population[tournament.winner ?? 0] == tried[1])
        for index in changed { #expect(before[index] == tried[0]) }
    }

    @Test func aTieKeepsThePathThatWasTrainedFirst() {
        var random = RandomStream(seed: 4)
        var tournament = Tournament(count: 4, layers: 1, genes: 1, modules: 10, using: &random)
        var first: Genome?
        tournament.generation(using: &random) { genome in
            first = first ?? genome
            return 0.5
        }
        #expect(tournament.population[tournament.winner ?? 0] == first && tournament.secondWins == 0)
    }

    /// The gradients written out are autograd's, frozen modules stay, and errors pass through them.
    @Test(arguments: [true, false], [[[0, 1], [0, 2, 3], [1, 3]], [[2], [0, 2, 3], [3]]])
    func aStepIsThatOfAutograd(averagesLast: Bool, path: [[Int]]) throws {
        var random = RandomStream(seed: 5)
        let shape = PathNetShape(inputs: 12, modules: 4, genes: 3, neurons: 5, classes: 3, averagesLast: averagesLast)
        var network = ModularNetwork(shape, using: &random)
        network.transfer(freezing: [[1], [0], [3]], using: &random)
        let x = Tensor.normal([7, 12], using: &random)
        let targets = Tensor([0, 1, 2, 0, 1, 2, 0]).oneHot(classes: 3)
        var packed = network.taking(path)
        let before = packed
        let scores = packed.step(x, targets: targets, rate: 0.5)
        let leaves =
            (before.layers.flatMap { [$0.modules.weight, $0.modules.bias] } + [
                before.readout.weight, before.readout.bias,
            ])
            .map { $0.recordingGradients() }
        let loss = withGradients(true) {
            var input = x
            for layer in 0..<3 {
                let hidden = input.linear(weight: leaves[2 * layer], bias: leaves[2 * layer + 1]).relu()
                let parts = (0..<path[layer].count).map { hidden.narrowed(along: 1, from: 5 * $0, length: 5) }
                input = parts.dropFirst().reduce(parts[0], +)
                if layer == 2, averagesLast { input = input / Double(parts.count) }
            }
            let logits = input.linear(weight: leaves[6], bias: leaves[7])
            return -(logits.logSoftmax(along: 1) * targets).sum() / 7
        }
        let gradients = gradients(of: loss, withRespectTo: leaves)
        let after =
            packed.layers.flatMap { [$0.modules.weight, $0.modules.bias] } + [
                packed.readout.weight, packed.readout.bias,
            ]
        for index in after.indices {
            var expected = leaves[index].detached() - gradients[index] * 0.5
            if index < 6 {
                let parts = path[index / 2].enumerated().map { place, module in
                    (network.frozen[index / 2].contains(module) ? leaves[index].detached() : expected).narrowed(
                        along: 0, from: 5 * place, length: 5)
                }
                expected = Tensor.concatenated(parts)
            }
            #expect((after[index] - expected).abs().max().item() < 1e-5, "\(index)")
        }
        #expect((scores - before(x)).abs().max().item() < 1e-6)
    }

    @Test func transferFreezesAPathAndBeginsTheRestAnew() throws {
        var random = RandomStream(seed: 6)
        let shape = PathNetShape(inputs: 6, layers: 2, modules: 3, genes: 2, neurons: 4)
        var network = ModularNetwork(shape, using: &random)
        let old = network
        network.transfer(freezing: [[0, 2], [1]], using: &random)
        for layer in 0..<2 {
            for module in 0..<3 {
                let isSame = network.modules[layer][module].weight.elementsEqual(old.modules[layer][module].weight)
                #expect(isSame == [[0, 2], [1]][layer].contains(module))
            }
        }
        #expect(!network.readout.weight.elementsEqual(old.readout.weight))
        #expect(network.frozenParameterCount == 2 * 4 * 7 + 4 * 5)
        #expect(network.parameterCount(of: [[0, 2], [1]]) == 2 * 4 * 7 + 4 * 5 + 2 * 5)
        network = old
        network.transfer(freezing: [[0], [1]], reinitialisesOthers: false, using: &random)
        #expect(network.modules[0][2].weight.elementsEqual(old.modules[0][2].weight))
    }

    /// A quarter of the pixels black, a quarter white, the rest as they are.
    @Test func saltAndPepperAreHalfOfTheNoiseEach() throws {
        let images = try LabelledImages(
            pixels: [UInt8](repeating: 100, count: 256 * 256), height: 256, width: 256, channels: 1, labels: [0],
            classes: ["a", "b"], names: ["x"])
        var random = RandomStream(seed: 7)
        let pictures = TaskPictures(
            images, classes: [0, 1], answers: 2, scale: 255, noise: 0.5, using: &random)
        let values = pictures.pictures.to(.float32).floats()
        for (value, share) in [(Float(0), 0.25), (255, 0.25), (100, 0.5)] {
            let found = Double(values.count { $0 == value }) / Double(values.count)
            #expect(abs(found - share) < 0.01, "\(value): \(found)")
        }
    }

    /// Two flat pictures are told apart within a few generations, and a frozen path is found again on the second task.
    @Test func aSearchLearnsAnEasyTask() throws {
        let pixels = (0..<40).flatMap { [UInt8](repeating: $0 % 2 == 0 ? 40 : 210, count: 16) }
        let images = try LabelledImages(
            pixels: pixels, height: 4, width: 4, channels: 1, labels: (0..<40).map { $0 % 2 }, classes: ["a", "b"],
            names: (0..<40).map(String.init))
        var recipe = PathNetRecipe(shape: PathNetShape(inputs: 16, neurons: 8), rate: 0.05, limit: 60)
        recipe.scale = 1
        recipe.noise = 0
        var random = RandomStream(seed: 8)
        let task = PathTask(
            "easy", classes: [0, 1], training: images, test: images, recipe: recipe, using: random.split())
        var network = ModularNetwork(recipe.shape, using: &random)
        let search = PathSearch(recipe: recipe, task: task, looks: [1], check: {})
        let outcome = try search.evolve(&network, using: &random)
        #expect(outcome.isLearned && outcome.testAccuracy == 1 && outcome.testAccuracies[1] != nil)
        var (begin, again) = (RandomStream(seed: 9), RandomStream(seed: 9))
        var (one, other) = (ModularNetwork(recipe.shape, using: &begin), ModularNetwork(recipe.shape, using: &again))
        #expect(try search.evolve(&one, using: &begin).path == search.evolve(&other, using: &again).path)
        let fixed = try search.train(fixed: [[0, 1, 2], [0, 1, 2], [0, 1, 2]], &network, rate: 0.05, using: &random)
        #expect(fixed.isLearned && fixed.secondWins == nil)
    }
}
