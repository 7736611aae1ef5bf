// Convolutions without a margin whose kernels step over several pixels at once, as agents see pictures with.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

namespace frugal {

/// Whether these loops can do it and are ahead of the library: float32 images on the processor, in either order of memory,
/// square kernels that overlap, no padding, no dilation.
bool is_strided(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups);

/// x [N, C, H, W] and weight [K, C, S, S] give [N, K, H', W'], channels last in memory.
at::Tensor strided(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias, int64_t stride);

}  // namespace frugal
