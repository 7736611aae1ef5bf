import CFrugalTorch

extension Tensor {
    /// The largest element of every window of a sequence `[N, C, L]`.
    /// - Parameters:
    ///   - stride: the distance between windows; nil lays them side by side.
    ///   - roundingUp: whether a window that reaches over the end counts.
    public func maxPool1d(
        _ window: Int, stride: Int? = nil, padding: Int = 0, dilation: Int = 1, roundingUp: Bool = false
    ) -> Tensor {
        operation("maxPool1d", self) {
            frugal_max_pool($0, 1, [window], [stride ?? window], [padding], [dilation], roundingUp, $1)
        }
    }

    /// The largest element of every window of an image `[N, C, H, W]`.
    /// - Parameters:
    ///   - stride: the distance between windows; nil lays them side by side.
    ///   - roundingUp: whether a window that reaches over the edge counts.
    public func maxPool2d(
        _ window: Extent, stride: Extent? = nil, padding: Extent = 0, dilation: Extent = 1, roundingUp: Bool = false
    ) -> Tensor {
        operation("maxPool2d", self) {
            frugal_max_pool(
                $0, 2, window.list, (stride ?? window).list, padding.list, dilation.list, roundingUp, $1)
        }
    }

    /// The mean of every window of a sequence `[N, C, L]`.
    /// - Parameters:
    ///   - stride: the distance between windows; nil lays them side by side.
    ///   - roundingUp: whether a window that reaches over the end counts.
    ///   - countsPadding: whether zeros from padding enter the mean.
    public func averagePool1d(
        _ window: Int, stride: Int? = nil, padding: Int = 0, roundingUp: Bool = false, countsPadding: Bool = true
    ) -> Tensor {
        operation("averagePool1d", self) {
            frugal_average_pool($0, 1, [window], [stride ?? window], [padding], roundingUp, countsPadding, $1)
        }
    }

    /// The mean of every window of an image `[N, C, H, W]`.
    /// - Parameters:
    ///   - stride: the distance between windows; nil lays them side by side.
    ///   - roundingUp: whether a window that reaches over the edge counts.
    ///   - countsPadding: whether zeros from padding enter the mean.
    public func averagePool2d(
        _ window: Extent, stride: Extent? = nil, padding: Extent = 0, roundingUp: Bool = false,
        countsPadding: Bool = true
    ) -> Tensor {
        operation("averagePool2d", self) {
            frugal_average_pool(
                $0, 2, window.list, (stride ?? window).list, padding.list, roundingUp, countsPadding, $1)
        }
    }

    /// The largest element of each of `length` windows that share a sequence `[N, C, L]` evenly.
    public func adaptiveMaxPool1d(_ length: Int) -> Tensor {
        operation("adaptiveMaxPool1d", self) { frugal_adaptive_pool($0, 1, [length], true, $1) }
    }

    /// The largest element of each window of a grid of `size` that shares an image `[N, C, H, W]` evenly.
    public func adaptiveMaxPool2d(_ size: Extent) -> Tensor {
        operation("adaptiveMaxPool2d", self) { frugal_adaptive_pool($0, 2, size.list, true, $1) }
    }

    /// The mean of each of `length` windows that share a sequence `[N, C, L]` evenly.
    public func adaptiveAveragePool1d(_ length: Int) -> Tensor {
        operation("adaptiveAveragePool1d", self) { frugal_adaptive_pool($0, 1, [length], false, $1) }
    }

    /// The mean of each window of a grid of `size` that shares an image `[N, C, H, W]` evenly.
    public func adaptiveAveragePool2d(_ size: Extent) -> Tensor {
        operation("adaptiveAveragePool2d", self) { frugal_adaptive_pool($0, 2, size.list, false, $1) }
    }

    /// The mean of every channel: `[N, C, …]` becomes `[N, C]`.
    public func globalAveragePool() -> Tensor {
        operation("globalAveragePool", self, frugal_global_average_pool)
    }
}
