import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The steps of a tuning: which blocks a step moves, and at which rates.
struct TuningStepper {
    private let settings: TuningSettings
    private let blocks: TunedBlocks
    private let device: Device
    private let schedule: (Int, Int) -> Double
    var optimizer: BlockwiseAdamW
    /// Learned numbers that the last step moved.
    private(set) var trainedParameters = 0

    init(_ settings: TuningSettings, _ blocks: TunedBlocks, _ network: some Module, device: Device) {
        self.settings = settings
        self.blocks = blocks
        self.device = device
        let peak = settings.rate
        schedule = { step, total in OneCycle(peak: peak, over: total, rising: 0.3).rate(at: step) }
        optimizer = BlockwiseAdamW(blocks, of: network, learningRate: peak, weightDecay: settings.weightDecay)
    }

    /// Takes step `number` of `total` and gives the loss before it.
    mutating func step<Model: Layer>(
        _ network: inout Model, _ batch: Batch, number: Int, of total: Int
    ) throws -> Double {
        try step(
            &network, batch, number: number, progress: Double(number) / Double(max(1, total)),
            rate: schedule(number, total))
    }

    /// Takes a step at a given rate.
    mutating func step<Model: Layer>(
        _ network: inout Model, _ batch: Batch, number: Int, progress: Double, rate: Double
    ) throws -> Double {
        optimizer.shares = settings.policy.shares(
            blocks: blocks.blocks.count, inputShare: settings.inputShare, progress: progress)
        optimizer.learningRate = rate
        let training = Set(zip(blocks.blocks, optimizer.shares).filter { $1 > 0 }.flatMap(\.0.paths))
        let pass = Pass(
            isTraining: true, normalization: settings.normalisation.pass,
            random: RandomStream(seed: settings.seed).named("step \(number)"))
        let labels = batch.labels.to(device)
        let (value, gradients) = try Tensor.checking {
            valueWithGradients(at: network, where: training.contains) { network in
                crossEntropy(network(batch.inputs.to(device), pass), labels)
            }
        }
        let loss = value.item()
        guard loss.isFinite else {
            throw FrugalError(
                .training, settings.policy.description,
                "training diverged: the loss of step \(number + 1) is not a number",
                remedy: "give a smaller learning rate")
        }
        try Tensor.checking {
            network.absorb(pass)
            optimizer.update(&network, with: gradients)
        }
        trainedParameters = gradients.values.reduce(0) { $0 + ($1?.count ?? 0) }
        return loss
    }
}
