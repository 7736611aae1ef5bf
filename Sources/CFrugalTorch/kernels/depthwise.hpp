// Depthwise convolutions 3x3, 5x5 and 7x7 that keep the size of their images, with their gradients.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

/// Whether these loops can do it and are ahead of the library: channels-last float32 images on the processor, one kernel a
/// channel, step 1, a padding that keeps the size.
bool is_depthwise(const at::Tensor &x, const at::Tensor &weight, at::IntArrayRef stride, at::IntArrayRef padding,
                  at::IntArrayRef dilation, int64_t groups);

/// x [N, C, H, W] and weight [C, 1, K, K] give [N, C, H, W].
/// @param rectified: whether the images' negative numbers count as zeros.
at::Tensor depthwise(const at::Tensor &x, const at::Tensor &weight, bool rectified);

}  // namespace frugal
