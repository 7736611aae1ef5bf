/// Residual networks (He et al. 2015): a stem and four stages of blocks, the later ones halving the picture.
enum ResNet {
    static func plan(blocks: [Int], isBottleneck: Bool, classes: Int) throws -> NetworkPlan {
        var network = PlanBuilder()
        network.convolve("conv1", to: 64, kernel: 7, stride: 2, padding: 3)
        network.normalise("bn1")
        network.then(.relu, "relu")
        network.then(.maxPool(size: 3, stride: 2, padding: 1, roundsUp: false), "maxpool")
        for (stage, count) in blocks.enumerated() {
            for index in 0..<count {
                block(
                    &network, "layer\(stage + 1).\(index)", width: 64 << stage, isBottleneck: isBottleneck,
                    stride: stage > 0 && index == 0 ? 2 : 1)
            }
        }
        network.then(.mean, "avgpool")
        network.map("fc", to: classes)
        return try network.plan(features: "avgpool")
    }

    private static func block(
        _ network: inout PlanBuilder, _ name: String, width: Int, isBottleneck: Bool, stride: Int
    ) {
        let outputs = isBottleneck ? 4 * width : width
        let start = network.place
        let changesShape = stride > 1 || network.channels != outputs
        func part(_ index: Int, to channels: Int, kernel: Int, stride: Int = 1, isLast: Bool) {
            network.convolve(
                "\(name).conv\(index)", to: channels, kernel: kernel, stride: stride, padding: kernel / 2)
            network.normalise("\(name).bn\(index)")
            if !isLast { network.then(.relu, "\(name).relu\(index)") }
        }
        if isBottleneck {
            part(1, to: width, kernel: 1, isLast: false)
            part(2, to: width, kernel: 3, stride: stride, isLast: false)
            part(3, to: outputs, kernel: 1, isLast: true)
        } else {
            part(1, to: width, kernel: 3, stride: stride, isLast: false)
            part(2, to: width, kernel: 3, isLast: true)
        }
        let end = network.place
        var way = start
        if changesShape {
            network.goBack(to: start)
            network.convolve("\(name).downsample.0", to: outputs, kernel: 1, stride: stride)
            network.normalise("\(name).downsample.1")
            way = network.place
            network.goBack(to: end)
        }
        network.combine(.add, with: way, "\(name).sum")
        network.then(.relu, name)
    }
}
