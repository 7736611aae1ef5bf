// The affine map for other families of the shim.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {
/// x times the transpose of weight, plus bias where it is defined.
at::Tensor affine(const at::Tensor &x, const at::Tensor &weight, const std::optional<at::Tensor> &bias);
}  // namespace frugal
