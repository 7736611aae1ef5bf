import FrugalTensor
import FrugalTransfer

/// A generation of PathNet's binary MNIST on one thread, two paths of 50 steps of 16 pictures, beside the same loop in
/// PyTorch.
func pathNetSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let threads = Engine.threads
    Engine.threads = 1
    defer { Engine.threads = threads }
    let recipe = PathNetRecipe.binaryMNIST2017
    let shape = recipe.shape
    var random = RandomStream(seed: 0)
    let pictures = 12_000
    // Which half of a picture is brighter.
    let x = Tensor.uniform([pictures, shape.inputs], using: &random)
    let half = shape.inputs / 2
    let difference =
        x.narrowed(along: 1, from: 0, length: half).sum(along: 1)
        - x.narrowed(along: 1, from: half, length: half).sum(along: 1)
    let labels = difference.floats().map { $0 > 0 ? 1 : 0 }
    var network = ModularNetwork(shape, using: &random)
    var tournament = Tournament(
        count: recipe.population, layers: shape.layers, genes: shape.genes, modules: shape.modules, using: &random)
    var draws = random.split()
    let line = try rounds.compare(
        "PathNet, a generation of binary MNIST, one thread", against: "PyTorch, the same loop", target: 5, steps: 6,
        ours: {
            tournament.generation(using: &random) { genome in
                let rows = (0..<recipe.steps * recipe.batch).map { _ in Int.random(in: 0..<pictures, using: &draws) }
                return network.train(
                    genome.path, on: x.indexSelected(at: Tensor(rows)), labels: rows.map { labels[$0] },
                    batch: recipe.batch, rate: 0.05)
            }
        },
        peer: {
            try peer.measure(
                "pathnet",
                [
                    "pictures": pictures, "inputs": shape.inputs, "layers": shape.layers, "modules": shape.modules,
                    "genes": shape.genes, "neurons": shape.neurons, "population": recipe.population,
                    "steps": recipe.steps, "batch": recipe.batch,
                ], steps: $0)
        })
    return [line]
}
