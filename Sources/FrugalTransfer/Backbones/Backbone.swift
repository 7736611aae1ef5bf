/// The networks whose weight files torchvision publishes, with its names: what it saves loads unmapped.
public enum Backbone: String, CaseIterable, Codable, Sendable {
    /// Krizhevsky 2014 ("One weird trick"), 61.1 million parameters.
    case alexNet = "alexnet"
    /// Iandola et al. 2016, version 1.1, 1.2 million.
    case squeezeNet = "squeezenet1_1"
    /// He et al. 2015, 11.7 million.
    case resNet18 = "resnet18"
    /// 21.8 million.
    case resNet34 = "resnet34"
    /// 25.6 million; the stride of a bottleneck is that of its 3x3 kernels (version 1.5).
    case resNet50 = "resnet50"
    /// Sandler et al. 2018, width 1, 3.5 million.
    case mobileNetV2 = "mobilenet_v2"
    /// Howard et al. 2019, small, 2.5 million.
    case mobileNetV3Small = "mobilenet_v3_small"

    /// The network for pictures of three channels.
    /// - Throws: `FrugalError` where the number of classes is below 1.
    public func plan(classes: Int = 1000) throws -> NetworkPlan {
        switch self {
        case .alexNet: try AlexNet.plan(classes: classes)
        case .squeezeNet: try SqueezeNet.plan(classes: classes)
        case .resNet18: try ResNet.plan(blocks: [2, 2, 2, 2], isBottleneck: false, classes: classes)
        case .resNet34: try ResNet.plan(blocks: [3, 4, 6, 3], isBottleneck: false, classes: classes)
        case .resNet50: try ResNet.plan(blocks: [3, 4, 6, 3], isBottleneck: true, classes: classes)
        case .mobileNetV2: try MobileNetV2.plan(classes: classes)
        case .mobileNetV3Small: try MobileNetV3.small(classes: classes)
        }
    }
}
