// The linear layer for inputs that are zeros and ones, few of them ones: their rows of the weights are added up,
// forwards and for the gradient of the weights.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

namespace frugal {

/// x [..., inputs] of zeros and ones times the transpose of weight [outputs, inputs], plus bias. Where x is anything
/// else, or has too many ones, this is the ordinary layer.
at::Tensor spike_linear(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias);

}  // namespace frugal
