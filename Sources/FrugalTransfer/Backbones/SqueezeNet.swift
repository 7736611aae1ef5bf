/// SqueezeNet 1.1: fire modules that squeeze channels by 1x1 kernels and expand them by 1x1 and 3x3 kernels.
enum SqueezeNet {
    static func plan(classes: Int) throws -> NetworkPlan {
        var network = PlanBuilder()
        func pool(_ index: Int) {
            network.then(.maxPool(size: 3, stride: 2, padding: 0, roundsUp: true), "features.\(index)")
        }
        network.convolve("features.0", to: 64, kernel: 3, stride: 2, bias: true)
        network.then(.relu, "features.1")
        pool(2)
        fire(&network, 3, squeeze: 16, expand: 64)
        fire(&network, 4, squeeze: 16, expand: 64)
        pool(5)
        fire(&network, 6, squeeze: 32, expand: 128)
        fire(&network, 7, squeeze: 32, expand: 128)
        pool(8)
        fire(&network, 9, squeeze: 48, expand: 192)
        fire(&network, 10, squeeze: 48, expand: 192)
        fire(&network, 11, squeeze: 64, expand: 256)
        fire(&network, 12, squeeze: 64, expand: 256)
        let end = network.place
        // What a new head takes; the published classifier is a convolution before the mean.
        network.then(.mean, "features")
        network.goBack(to: end)
        network.then(.dropout(0.5), "classifier.0")
        network.convolve("classifier.1", to: classes, kernel: 1, bias: true)
        network.then(.relu, "classifier.2")
        network.then(.mean, "classifier.3")
        return try network.plan(features: "features")
    }

    private static func fire(_ network: inout PlanBuilder, _ index: Int, squeeze: Int, expand: Int) {
        let name = "features.\(index)"
        network.convolve("\(name).squeeze", to: squeeze, kernel: 1, bias: true)
        network.then(.relu, "\(name).squeeze_activation")
        let squeezed = network.place
        network.convolve("\(name).expand1x1", to: expand, kernel: 1, bias: true)
        network.then(.relu, "\(name).expand1x1_activation")
        let small = network.place
        network.goBack(to: squeezed)
        network.convolve("\(name).expand3x3", to: expand, kernel: 3, padding: 1, bias: true)
        network.then(.relu, "\(name).expand3x3_activation")
        network.concatenate(small, network.place, name)
    }
}
