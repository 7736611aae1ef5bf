/// MobileNet v3 (Howard et al. 2019): inverted residuals with squeeze and excitation, and a hard swish in the later ones.
enum MobileNetV3 {
    /// Kernel, widened channels, channels, whether it squeezes and excites, whether it swishes, stride: table 2.
    private static let smallBlocks = [
        (3, 16, 16, true, false, 2), (3, 72, 24, false, false, 2), (3, 88, 24, false, false, 1),
        (5, 96, 40, true, true, 2), (5, 240, 40, true, true, 1), (5, 240, 40, true, true, 1),
        (5, 120, 48, true, true, 1), (5, 144, 48, true, true, 1), (5, 288, 96, true, true, 2),
        (5, 576, 96, true, true, 1), (5, 576, 96, true, true, 1),
    ]

    static func small(classes: Int) throws -> NetworkPlan {
        var network = PlanBuilder()
        unit(&network, "features.0", to: 16, kernel: 3, stride: 2, activation: .hardSwish)
        for (index, block) in smallBlocks.enumerated() {
            residual(
                &network, "features.\(index + 1)", kernel: block.0, hidden: block.1, to: block.2, excites: block.3,
                activation: block.4 ? .hardSwish : .relu, stride: block.5)
        }
        unit(&network, "features.12", to: 576, kernel: 1, activation: .hardSwish)
        network.then(.mean, "avgpool")
        network.map("classifier.0", to: 1024)
        network.then(.hardSwish, "classifier.1")
        network.then(.dropout(0.2), "classifier.2")
        network.map("classifier.3", to: classes)
        return try network.plan(features: "classifier.1")
    }

    /// Convolution, normalisation with the authors' constants, and an activation where there is one.
    private static func unit(
        _ network: inout PlanBuilder, _ name: String, to outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1,
        activation: NetworkStep.Operation?
    ) {
        network.convolve(
            "\(name).0", to: outputs, kernel: kernel, stride: stride, padding: kernel / 2, groups: groups)
        network.normalise("\(name).1", epsilon: 0.001, momentum: 0.01)
        if let activation { network.then(activation, "\(name).2") }
    }

    private static func residual(
        _ network: inout PlanBuilder, _ name: String, kernel: Int, hidden: Int, to outputs: Int, excites: Bool,
        activation: NetworkStep.Operation, stride: Int
    ) {
        let start = network.place
        let inputs = network.channels
        var part = 0
        if hidden != inputs {
            unit(&network, "\(name).block.0", to: hidden, kernel: 1, activation: activation)
            part = 1
        }
        unit(
            &network, "\(name).block.\(part)", to: hidden, kernel: kernel, stride: stride, groups: hidden,
            activation: activation)
        part += 1
        if excites {
            excite(&network, "\(name).block.\(part)")
            part += 1
        }
        unit(&network, "\(name).block.\(part)", to: outputs, kernel: 1, activation: nil)
        if stride == 1, inputs == outputs { network.combine(.add, with: start, name) }
    }

    /// Each channel times a number between 0 and 1 that the means of all channels decide (Hu et al. 2018).
    private static func excite(_ network: inout PlanBuilder, _ name: String) {
        let start = network.place
        let channels = network.channels
        network.then(.averagePool(height: 1, width: 1), "\(name).avgpool")
        network.convolve("\(name).fc1", to: divisible(channels / 4), kernel: 1, bias: true)
        network.then(.relu, "\(name).activation")
        network.convolve("\(name).fc2", to: channels, kernel: 1, bias: true)
        network.then(.hardSigmoid, "\(name).scale")
        let scale = network.place
        network.goBack(to: start)
        network.combine(.multiply, with: scale, name)
    }

    /// The nearest multiple of eight, never more than a tenth below the number (the authors' rule).
    private static func divisible(_ channels: Int) -> Int {
        let rounded = max(8, (channels + 4) / 8 * 8)
        return 10 * rounded < 9 * channels ? rounded + 8 : rounded
    }
}
