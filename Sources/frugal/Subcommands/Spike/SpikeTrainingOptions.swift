import ArgumentParser
import FrugalSpike

/// How a spiking network is trained by gradients.
struct SpikeTrainingOptions: ParsableArguments {
    @Option(help: "Passes over the training pictures; by default 5, or as many as make 2,000 steps.")
    var epochs: Int?

    @Option(help: "Pictures a step.")
    var batch = 128

    @Option(help: "Adam's rate, which falls to zero along a cosine.")
    var learningRate = 1e-3

    @Option(
        help: "What the loss is taken of: last, the answer after the last step; everyStep, so that it is right early.")
    var loss = SpikeTrainingRecipe.Loss.last

    @Option(help: "What is added to the loss for as many operations as the network has without spikes.")
    var activityPenalty = 0.0

    @Option(help: "What is added for the sum of the weights' magnitudes.")
    var l1 = 0.0

    @Option(help: "What is added for the sum of the weights' squares.")
    var l2 = 0.0

    @Option(help: "The share of hidden neurons held back at first; it falls to --last-dropout.")
    var dropout = 0.0

    @Option(help: "The share held back at last.")
    var lastDropout = 0.0

    /// The same as a value, for so many pictures.
    func recipe(pictures: Int) -> SpikeTrainingRecipe {
        var recipe = SpikeTrainingRecipe()
        // A few hundred pictures make a handful of steps a pass: five passes would teach nothing.
        recipe.epochs = epochs ?? max(5, 2000 / max(1, pictures / max(1, batch)))
        recipe.batchSize = batch
        recipe.learningRate = learningRate
        recipe.loss = loss
        recipe.activityPenalty = activityPenalty
        recipe.l1 = l1
        recipe.l2 = l2
        recipe.firstDropout = dropout
        recipe.lastDropout = lastDropout
        return recipe
    }
}

extension SpikeTrainingRecipe.Loss: ExpressibleByArgument {}
