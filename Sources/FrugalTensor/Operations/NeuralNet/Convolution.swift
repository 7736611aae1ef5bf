import CFrugalTorch

extension Tensor {
    /// Slides kernels over sequences `[N, C, L]` (as in most of the field, a cross-correlation: kernels are not flipped).
    /// - Parameters:
    ///   - weight: `[out, C / groups, kernel]`.
    ///   - bias: `[out]`.
    ///   - padding: zeros added at both ends.
    ///   - dilation: the distance between the elements that a kernel sees.
    ///   - groups: how many groups of channels are convolved apart.
    /// - Returns: `[N, out, (L + 2 padding - dilation (kernel - 1) - 1) / stride + 1]`.
    public func conv1d(
        weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1
    ) -> Tensor {
        convolution(
            "conv1d", weight, bias, stride: [stride], padding: [padding], dilation: [dilation], groups: groups)
    }

    /// Slides kernels over images `[N, C, H, W]`; fastest where they lie ``channelsLast()``.
    /// - Parameters:
    ///   - weight: `[out, C / groups, height, width]`.
    ///   - bias: `[out]`.
    ///   - padding: zeros added on every side.
    ///   - dilation: the distance between the elements that a kernel sees.
    ///   - groups: how many groups of channels are convolved apart; `C` of them make it depthwise.
    /// - Returns: `[N, out, H', W']`.
    public func conv2d(
        weight: Tensor, bias: Tensor? = nil, stride: Extent = 1, padding: Extent = 0, dilation: Extent = 1,
        groups: Int = 1
    ) -> Tensor {
        convolution(
            "conv2d", weight, bias, stride: stride.list, padding: padding.list, dilation: dilation.list, groups: groups)
    }

    /// The transpose of ``conv1d(weight:bias:stride:padding:dilation:groups:)``: it spreads every element over a kernel.
    /// - Parameters:
    ///   - weight: `[C, out / groups, kernel]`.
    ///   - outputPadding: extra length at the end, to choose among the lengths that a strided convolution would merge.
    /// - Returns: `[N, out, (L - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1]`.
    public func transposedConv1d(
        weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0,
        dilation: Int = 1, groups: Int = 1
    ) -> Tensor {
        convolution(
            "transposedConv1d", weight, bias, stride: [stride], padding: [padding], dilation: [dilation],
            groups: groups, outputPadding: [outputPadding], transposed: true)
    }

    /// The transpose of ``conv2d(weight:bias:stride:padding:dilation:groups:)``: it spreads every pixel over a kernel.
    /// - Parameters:
    ///   - weight: `[C, out / groups, height, width]`.
    ///   - outputPadding: extra rows and columns at the end.
    /// - Returns: `[N, out, H', W']`.
    public func transposedConv2d(
        weight: Tensor, bias: Tensor? = nil, stride: Extent = 1, padding: Extent = 0, outputPadding: Extent = 0,
        dilation: Extent = 1, groups: Int = 1
    ) -> Tensor {
        convolution(
            "transposedConv2d", weight, bias, stride: stride.list, padding: padding.list, dilation: dilation.list,
            groups: groups, outputPadding: outputPadding.list, transposed: true)
    }

    /// The rectified image, convolved channel by channel, as one operation; height and width stay.
    /// - Parameter weight: `[C, 1, height, width]`, of odd height and width.
    /// - Returns: `[N, C, H, W]`.
    package func rectifiedDepthwise(weight: Tensor) -> Tensor {
        operation("rectifiedDepthwise", self, weight, frugal_rectified_depthwise)
    }

    private func convolution(
        _ name: StaticString, _ weight: Tensor, _ bias: Tensor?, stride: [Int], padding: [Int], dilation: [Int],
        groups: Int, outputPadding: [Int] = [0, 0], transposed: Bool = false
    ) -> Tensor {
        operation(name, self, weight) { x, weight, out in
            bias.withOptionalHandle {
                frugal_convolution(
                    x, weight, $0, stride.count, stride, padding, dilation, groups, transposed, outputPadding, out)
            }
        }
    }
}
