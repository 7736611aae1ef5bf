// A network trained by hand on the UCI digits: read, split, train, score. What `frugal fit` does, without its care.
//
//     swift run MiniFit [folder]      (default: $FRUGAL_DEMO or .demo/digits; `make setup` prepares it)

import Foundation
import FrugalData
import FrugalNN
import FrugalTensor

/// Two stages of convolutions, the mean over all places, a linear map: 8x8 pixels to ten scores.
struct SmallNet: Layer {
    var stages: Sequential
    var head: Linear

    init(classes: Int, using random: inout RandomStream) {
        stages = Sequential {
            Conv2d(1, 16, kernel: 3, padding: 1, bias: false, using: &random)
            BatchNorm(16)
            ReLU()
            MaxPool2d(2)
            Conv2d(16, 32, kernel: 3, padding: 1, bias: false, using: &random)
            BatchNorm(32)
            ReLU()
        }
        head = Linear(32, classes, using: &random)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stages", &stages)
        visitor.child("head", &head)
    }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        head(stages(x, pass).globalAveragePool(), pass)
    }
}

/// The share of examples that the model gets right.
func score(_ model: SmallNet, on source: ImageSource, _ indices: [Int]) throws -> Double {
    let batch = try source.batch(indices, epoch: 0)
    return withoutGradients { accuracy(model(batch.inputs, .evaluation), batch.labels) }
}

func run() throws -> Double {
    // 1. Read the pictures, one subfolder a class, and divide them: 80 % to learn from, 20 % to be scored on.
    let environment = ProcessInfo.processInfo.environment
    let folder = CommandLine.arguments.dropFirst().first ?? environment["FRUGAL_DEMO"] ?? ".demo/digits"
    let images = try ImageFolder(folder).load()
    let split = try Split.stratified(labels: images.labels, validation: .count(0), test: .fraction(0.2), seed: 1)

    // 2. Pixels become numbers of mean 0 and deviation 1, by the training pictures alone; training also distorts them.
    let normalisation = try Normalisation.fit(images, indices: split.train)
    let distortion = Transform.affine(degrees: 10, stretch: 0.1, slant: 0.1, shift: 1)
    let training = try ImageSource(images, pipeline: Pipeline([distortion], normalisation: normalisation), seed: 1)
    let plain = try ImageSource(images, pipeline: Pipeline(normalisation: normalisation))

    // 3. A model is a value; so is the optimiser that changes it.
    var random = RandomStream(seed: 1)
    var model = SmallNet(classes: images.classes.count, using: &random)
    print(model.summary(input: [1, 1, images.height, images.width]))
    let epochs = 12
    let batches = try Batches(training, indices: split.train, size: 32, shuffledWith: 1, dropsLast: true)
    let schedule = OneCycle(peak: 5e-3, over: epochs * batches.count)
    var optimizer = AdamW(weightDecay: 0.02)
    var step = 0

    // 4. The loop: loss and gradients, what the pass learned about the data, one step against the gradients.
    for epoch in 0..<epochs {
        var loss = 0.0
        var iterator = batches.epoch(epoch)
        while let batch = try iterator.next() {
            let pass = Pass.training(random.split())
            let (value, gradients) = valueWithGradients(at: model) { model in
                crossEntropy(model(batch.inputs, pass), batch.labels, smoothing: 0.05)
            }
            model.absorb(pass)
            optimizer.learningRate = schedule.rate(at: step)
            optimizer.update(&model, with: gradients)
            loss += value.item() / Double(batches.count)
            step += 1
        }
        print("epoch \(epoch + 1): loss \((loss * 1000).rounded() / 1000)")
    }
    return try score(model, on: plain, split.test)
}

do {
    let share = try run()
    print("held-out accuracy: \((share * 1000).rounded() / 10) %")
    if share < 0.95 {
        print("MiniFit did not learn: at least 95 % was expected")
        exit(1)
    }
} catch {
    print("MiniFit: \(error)")
    exit(1)
}
