// Matrix products on the faster of the two kernels that libtorch carries, with gradients of any order.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

/// a [m, k] times b [k, n].
at::Tensor product(const at::Tensor &a, const at::Tensor &b);

/// matmul of any ranks; products with a matrix on the right go through `product`.
at::Tensor matrix_product(const at::Tensor &a, const at::Tensor &b);

}  // namespace frugal
