// Matrix products on the faster of the two kernels that libtorch carries, with gradients of any order.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

/// a [m, k] times b [k, n].
at::Tensor product(const at::Tensor &a, const at::Tensor &b);

/// matmul of any ranks; products with a matrix on the right go through `product`.
at::Tensor matrix_product(const at::Tensor &a, const at::Tensor &b);

/// Takes a [m, k] times b [k, n] from `sum` [m, n], or a times b [k] from `sum` [m], in its memory. False, and nothing done,
/// where that is no product of such matrices, has to record a gradient or is fast enough to be made first and subtracted then.
bool subtract_product(at::Tensor &sum, const at::Tensor &a, const at::Tensor &b);

}  // namespace frugal
