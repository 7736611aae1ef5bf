// A convolution 3x3 with padding 1 whose gradients of any order are convolutions again.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

/// x [N, C, H, W] and weight [K, C, 3, 3] give [N, K, H, W].
at::Tensor bilinear_convolution(const at::Tensor &x, const at::Tensor &weight);

}  // namespace frugal
