// Convolutions 3x3 with padding 1 of a few small images, and their gradients.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

/// Whether the images are so few and small that the library's preparations take longer than its work.
bool is_small_convolution(const at::Tensor &x, const at::Tensor &weight);

// All tensors channels-last.
at::Tensor small_convolution(const at::Tensor &x, const at::Tensor &weight);
at::Tensor small_input_gradient(const at::Tensor &gradient, const at::Tensor &weight);
at::Tensor small_weight_gradient(const at::Tensor &gradient, const at::Tensor &x);

}  // namespace frugal
