/// Whose constants a severity stands for. The two sets grade the same kinds differently: pictures of digits bear far
/// more than photographs of 32x32 pixels.
public enum SeverityTable: String, CaseIterable, Codable, Sendable {
    /// Those of MNIST-C (google-research/mnist-c, `corruptions.py`), meant for gray pictures of 28x28.
    case mnistC
    /// Those of CIFAR-10-C (hendrycks/robustness, `make_cifar_c.py`), meant for colour pictures of 32x32.
    case cifar10C

    /// What a picture that is moved or bent draws in from outside: MNIST-C's warps fill with black, CIFAR-10-C mirrors.
    var border: Border {
        switch self {
        case .mnistC: .black
        case .cifar10C: .reflect
        }
    }

    /// The constant of this table out of both.
    func pick<Value>(mnistC: Value, cifar10C: Value) -> Value {
        switch self {
        case .mnistC: mnistC
        case .cifar10C: cifar10C
        }
    }
}

/// Who chose the constants of a corruption.
public enum ConstantsOrigin: String, Codable, Sendable {
    /// Published with MNIST-C.
    case mnistC
    /// Published with CIFAR-10-C.
    case cifar10C
    /// Chosen here, because neither set grades the kind so.
    case ours
}

extension Corruption {
    /// Who chose its constants: its own table where that grades the kind, the other one where only that does.
    public var origin: ConstantsOrigin {
        switch kind {
        case .gaussianNoise, .shotNoise, .impulseNoise, .speckleNoise, .gaussianBlur, .glassBlur, .defocusBlur,
            .motionBlur, .zoomBlur, .fog, .snow, .spatter, .brightness, .contrast, .saturate, .jpegCompression,
            .pixelate:
            table.pick(mnistC: .mnistC, cifar10C: .cifar10C)
        case .elasticTransform: .cifar10C
        case .quantise, .shear, .scale, .rotate, .translate, .cannyEdges, .inverse: .mnistC
        case .stripe, .dottedLine, .zigzag: severity == 1 ? .mnistC : .ours
        case .brightnessPlus20, .brightnessTimes120: .ours
        }
    }
}
