// Batch normalisation, ReLU and max-pooling 2x2 of channels-last images as one operation.
#pragma once

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <vector>

#include "convolution_block_loops.hpp"

namespace frugal {

/// What the operation gives, and what its gradient needs of it.
struct NormalizedPool {
    at::Tensor pooled;
    at::Tensor winner;             // which member of each window won; undefined where no gradient will be asked for
    at::Tensor mean, variance;     // of every channel of y; the variance divided by the number of values
    at::Tensor deviation_inverse;  // one over the deviation that y is divided by
};

/// @param mean, variance: what to normalise by; undefined takes those of y.
NormalizedPool normalize_and_pool(const at::Tensor &y, const at::Tensor &scale, const at::Tensor &shift,
                                  at::Tensor mean, at::Tensor variance, double epsilon, bool for_gradients);

/// Gradients with respect to the images, scale and shift.
struct NormalizedPoolGradients {
    at::Tensor y, scale, shift;
};

NormalizedPoolGradients normalized_pool_gradients(const at::Tensor &gradient, const at::Tensor &y,
                                                  const NormalizedPool &made, const at::Tensor &scale,
                                                  bool uses_batch);

/// The operation by the batch's own statistics, with gradients of any order; the first two are fused.
/// @return pooled images, mean, variance; the statistics carry no gradient.
std::vector<at::Tensor> differentiable_normalized_pool(const at::Tensor &y, const at::Tensor &scale,
                                                       const at::Tensor &shift, double epsilon);

/// The variance that running statistics follow, from that of `count` values divided by their number.
inline at::Tensor unbiased(const at::Tensor &variance, int64_t count) {
    return variance * (static_cast<double>(count) / static_cast<double>(std::max<int64_t>(count - 1, 1)));
}

/// Runs `run` with a number of the element type of `y`.
template <class Run> auto dispatch(const at::Tensor &y, Run run) {
    return y.scalar_type() == at::kBFloat16 ? run(loops::bfloat16{}) : run(float{});
}

}  // namespace frugal
