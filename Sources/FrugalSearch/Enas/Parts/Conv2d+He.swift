import FrugalNN
import FrugalTensor

extension Conv2d {
    /// A convolution without a bias that keeps height and width where `stride` is 1, begun as He et al. (2015) derive for
    /// rectifiers: ENAS's code does the same.
    static func he(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, using stream: inout RandomStream
    ) -> Conv2d {
        Conv2d(
            inputs, outputs, kernel: Extent(kernel), stride: Extent(stride), padding: Extent(kernel / 2), bias: false,
            initializer: .kaimingNormal(), using: &stream)
    }
}

extension SeparableConv2d {
    /// The same cut in two.
    static func he(_ channels: Int, kernel: Int, using stream: inout RandomStream) -> SeparableConv2d {
        SeparableConv2d(
            channels, channels, kernel: Extent(kernel), padding: Extent(kernel / 2), bias: false,
            initializer: .kaimingNormal(), using: &stream)
    }
}
