/// AlexNet as in Krizhevsky 2014: five convolutions, three linear maps.
enum AlexNet {
    static func plan(classes: Int) throws -> NetworkPlan {
        var network = PlanBuilder()
        func pool(_ name: String) { network.then(.maxPool(size: 3, stride: 2, padding: 0, roundsUp: false), name) }
        func convolve(_ index: Int, to outputs: Int, kernel: Int, stride: Int = 1, padding: Int) {
            network.convolve(
                "features.\(index)", to: outputs, kernel: kernel, stride: stride, padding: padding, bias: true)
            network.then(.relu, "features.\(index + 1)")
        }
        convolve(0, to: 64, kernel: 11, stride: 4, padding: 2)
        pool("features.2")
        convolve(3, to: 192, kernel: 5, padding: 2)
        pool("features.5")
        convolve(6, to: 384, kernel: 3, padding: 1)
        convolve(8, to: 256, kernel: 3, padding: 1)
        convolve(10, to: 256, kernel: 3, padding: 1)
        pool("features.12")
        network.then(.averagePool(height: 6, width: 6), "avgpool")
        network.flatten("flatten", places: 36)
        network.then(.dropout(0.5), "classifier.0")
        network.map("classifier.1", to: 4096)
        network.then(.relu, "classifier.2")
        network.then(.dropout(0.5), "classifier.3")
        network.map("classifier.4", to: 4096)
        network.then(.relu, "classifier.5")
        network.map("classifier.6", to: classes)
        return try network.plan(features: "classifier.5")
    }
}
