/// MobileNet v2 (Sandler et al. 2018): inverted residuals, which widen by 1x1 kernels, filter each channel apart and
/// narrow again without a rectifier.
enum MobileNetV2 {
    /// How much wider, channels, blocks and first stride of each stage: table 2 of the paper.
    private static let stages = [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ]

    static func plan(classes: Int) throws -> NetworkPlan {
        var network = PlanBuilder()
        unit(&network, "features.0", to: 32, kernel: 3, stride: 2)
        var index = 1
        for (expansion, channels, count, stride) in stages {
            for block in 0..<count {
                residual(
                    &network, "features.\(index)", expansion: expansion, to: channels,
                    stride: block == 0 ? stride : 1)
                index += 1
            }
        }
        unit(&network, "features.\(index)", to: 1280, kernel: 1)
        network.then(.mean, "features")
        network.then(.dropout(0.2), "classifier.0")
        network.map("classifier.1", to: classes)
        return try network.plan(features: "features")
    }

    /// Convolution, normalisation and rectifier, as torchvision numbers them within a block.
    private static func unit(
        _ network: inout PlanBuilder, _ name: String, to outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1
    ) {
        network.convolve(
            "\(name).0", to: outputs, kernel: kernel, stride: stride, padding: kernel / 2, groups: groups)
        network.normalise("\(name).1")
        network.then(.relu6, "\(name).2")
    }

    private static func residual(
        _ network: inout PlanBuilder, _ name: String, expansion: Int, to outputs: Int, stride: Int
    ) {
        let start = network.place
        let inputs = network.channels
        let hidden = inputs * expansion
        var part = 0
        if expansion > 1 {
            unit(&network, "\(name).conv.0", to: hidden, kernel: 1)
            part = 1
        }
        unit(&network, "\(name).conv.\(part)", to: hidden, kernel: 3, stride: stride, groups: hidden)
        network.convolve("\(name).conv.\(part + 1)", to: outputs, kernel: 1)
        network.normalise("\(name).conv.\(part + 2)")
        if stride == 1, inputs == outputs { network.combine(.add, with: start, name) }
    }
}
