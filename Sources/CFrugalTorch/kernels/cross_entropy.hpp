// The cross entropy of scores and class labels as one operation: a quarter of the memory traffic of log-softmax, negative
// log-likelihood and their gradients one after the other, which matters where there are ten thousand classes.
#pragma once

#include <ATen/core/Tensor.h>

namespace frugal {

/// at::cross_entropy_loss, on the fast path where the arguments allow it.
at::Tensor cross_entropy(const at::Tensor &scores, const at::Tensor &labels, const std::optional<at::Tensor> &weights,
                         double smoothing, int64_t ignored, int64_t reduction);

}  // namespace frugal
